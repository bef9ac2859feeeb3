package com.mlconnector.gates;

import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.Lane;
import com.mlconnector.store.VendorGates.Closed;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What this node knows of the closed gates: read again once it is a tenth of a second old. */
final class ClosedGates {
  private static final Logger LOG = LoggerFactory.getLogger(ClosedGates.class);
  private static final Duration FRESH = Duration.ofMillis(100);

  private final Vertx vertx;
  private final Supplier<Future<List<Closed>>> read;
  private @Nullable Copy last;
  private @Nullable CompletableFuture<Copy> reading;

  ClosedGates(Vertx vertx, Supplier<Future<List<Closed>>> read) {
    this.vertx = vertx;
    this.read = read;
  }

  /**
   * @param at nanoseconds of this machine's stopwatch, before it was read
   */
  private record Copy(long at, List<Closed> gates) {
    Duration age() {
      return Duration.ofNanos(System.nanoTime() - at);
    }

    boolean isFresh() {
      return age().compareTo(FRESH) < 0;
    }

    Optional<Closed> find(ConnectionId connection, Lane lane) {
      return gates.stream()
          .filter(gate -> gate.lane() == lane && gate.connection().equals(connection))
          .findFirst();
    }
  }

  Future<Optional<Closed>> find(ConnectionId connection, Lane lane) {
    return copy().map(copy -> copy.find(connection, lane));
  }

  /** This node itself has changed a gate. */
  synchronized void forget() {
    Copy known = last;
    last = known == null ? null : new Copy(known.at() - FRESH.toNanos(), known.gates());
  }

  /** One reading at a time; everybody else waits for it. */
  private synchronized Future<Copy> copy() {
    Copy known = last;
    if (known != null && known.isFresh()) {
      return Future.succeededFuture(known);
    }
    CompletableFuture<Copy> running = reading;
    if (running == null) {
      running = new CompletableFuture<>();
      reading = running;
      begin(running, known);
    }
    return Future.fromCompletionStage(running, vertx.getOrCreateContext());
  }

  private void begin(CompletableFuture<Copy> promised, @Nullable Copy known) {
    long at = System.nanoTime();
    read.get()
        .onComplete(answer -> {
          Copy copy =
              answer.succeeded()
                  ? new Copy(at, answer.result())
                  : without(known, at, answer.cause());
          synchronized (this) {
            last = copy;
            reading = null;
          }
          promised.complete(copy);
        });
  }

  /** Work that can't be claimed makes no calls: there is not much to hold back. */
  private static Copy without(@Nullable Copy known, long at, Throwable failure) {
    LOG.warn("Cannot look for closed gates: {}", failure.toString());
    return new Copy(at, known == null ? List.of() : known.gates());
  }
}
