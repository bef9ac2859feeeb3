package com.mlconnector.scenario;

/** How much the fault tests do: enough for every build, or all of it with {@code -Dfaults=full}. */
final class Faults {
  /** Longer than any of them takes in full. */
  static final int LONGEST_SECONDS = 1_800;

  private Faults() {}

  static boolean full() {
    return "full".equals(System.getProperty("faults"));
  }

  /** How many, how large or how long. */
  static int number(int inShort, int inFull) {
    return full() ? inFull : inShort;
  }
}
