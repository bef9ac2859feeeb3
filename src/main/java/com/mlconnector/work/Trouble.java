package com.mlconnector.work;

import java.util.Arrays;

/**
 * A bug in one sentence: what and where. Not its message, which may quote an address or a token;
 * the log has the rest.
 */
final class Trouble {
  private static final String OURS = "com.mlconnector.";

  private Trouble() {}

  static String sentence(Throwable bug) {
    return Arrays.stream(bug.getStackTrace())
        .filter(frame -> frame.getClassName().startsWith(OURS))
        .findFirst()
        .map(frame -> name(bug) + " in " + place(frame) + ".")
        .orElse(name(bug) + ".");
  }

  private static String name(Throwable bug) {
    return "A fault of the gateway: " + bug.getClass().getSimpleName();
  }

  private static String place(StackTraceElement frame) {
    String type = frame.getClassName();
    return type.substring(type.lastIndexOf('.') + 1)
        + "."
        + frame.getMethodName()
        + ", line "
        + frame.getLineNumber();
  }
}
