package com.mlconnector.process;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** What Java itself can't send: stop, and go on. */
final class Signals {
  private static final int PATIENCE_SECONDS = 10;

  private Signals() {}

  static void send(String signal, long pid) {
    try {
      Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).start();
      if (!kill.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || kill.exitValue() != 0) {
        throw new IllegalStateException("kill -" + signal + " " + pid + " does not work");
      }
    } catch (IOException e) {
      throw new IllegalStateException("There is no kill here", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
