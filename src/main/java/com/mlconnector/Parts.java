package com.mlconnector;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What was started, to be stopped once and in reverse, whoever asks first: the end of the program,
 * a mistake while starting, or a signal.
 */
final class Parts {
  private final Deque<AutoCloseable> running = new ArrayDeque<>();
  private final Consumer<Exception> onTrouble;
  private boolean stopped;

  /**
   * @param onTrouble told of a part that does not stop cleanly
   */
  Parts(Consumer<Exception> onTrouble) {
    this.onTrouble = onTrouble;
  }

  /** A stop that comes meanwhile waits until the part is there, and then stops it too. */
  synchronized <T> T start(Callable<T> part, Function<T, AutoCloseable> stop) throws Exception {
    if (stopped) {
      throw new InterruptedException("stopped before all was started");
    }
    T started = part.call();
    running.push(stop.apply(started));
    return started;
  }

  synchronized void stop() {
    stopped = true;
    while (!running.isEmpty()) {
      try {
        running.pop().close();
      } catch (Exception e) {
        onTrouble.accept(e);
      }
    }
  }
}
