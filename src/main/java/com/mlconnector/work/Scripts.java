package com.mlconnector.work;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Runs code that waits, from a place that must not. */
public final class Scripts {
  private Scripts() {}

  /**
   * Runs {@code script} on a virtual thread of its own; the future completes on the caller's
   * context.
   */
  public static <T> Future<T> run(Vertx vertx, Supplier<T> script) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread.startVirtualThread(() -> {
      try {
        result.complete(script.get());
      } catch (Throwable e) { // await() also throws what no signature tells, such as IOException
        result.completeExceptionally(e);
      }
    });
    return Future.fromCompletionStage(result, vertx.getOrCreateContext());
  }
}
