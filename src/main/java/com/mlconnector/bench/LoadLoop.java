package com.mlconnector.bench;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One event loop's share of a round. Belongs to its context; read it after {@link #run}. */
final class LoadLoop extends VerticleBase {
  private static final long PATIENCE_SECONDS = 10;

  private final List<SignedDelivery> deliveries;
  private final int port;
  private final int connections;
  private final long nanosAtMost;
  private final long nanosBetween;

  private final List<LoadConnection> open = new ArrayList<>();
  private final Deque<LoadConnection> idle = new ArrayDeque<>();
  private final Promise<Void> done = Promise.promise();
  private final BitSet acked = new BitSet();
  private final long[] latencies;
  private long begin;
  private long lastAnswer;
  private int next;
  private int inFlight;
  private int ackedCount;
  private int refused;
  private int broken;

  /**
   * @param nanosBetween the pace, or 0 for as fast as answers come
   */
  LoadLoop(
      List<SignedDelivery> deliveries,
      int port,
      int connections,
      long nanosAtMost,
      long nanosBetween) {
    this.deliveries = deliveries;
    this.port = port;
    this.connections = connections;
    this.nanosAtMost = nanosAtMost;
    this.nanosBetween = nanosBetween;
    this.latencies = new long[deliveries.size()];
  }

  @Override
  public Future<?> start() {
    NetClient client = vertx.createNetClient(new NetClientOptions().setTcpNoDelay(true));
    List<Future<Void>> connecting = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      connecting.add(
          client
              .connect(port, "127.0.0.1")
              .map(socket -> {
                open.add(new LoadConnection(socket));
                return null;
              }));
    }
    return Future.all(connecting).onSuccess(all -> idle.addAll(open));
  }

  @Override
  public Future<?> stop() {
    open.forEach(LoadConnection::close);
    return Future.succeededFuture();
  }

  /** Sends; complete when all is answered, or nothing has come for too long. */
  Future<Void> run() {
    context.runOnContext(go -> {
      begin = System.nanoTime();
      vertx.setTimer(
          TimeUnit.NANOSECONDS.toMillis(nanosAtMost) + TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS),
          late -> done.tryComplete());
      if (nanosBetween > 0) {
        long ticks = vertx.setPeriodic(1, tick -> sendDue());
        done.future().onComplete(over -> vertx.cancelTimer(ticks));
      }
      sendDue();
    });
    return done.future();
  }

  private void sendDue() {
    while (!idle.isEmpty() && isDue()) {
      send(idle.remove(), next++);
    }
    boolean noMore = next == deliveries.size() || elapsed() >= nanosAtMost || broken == connections;
    if (inFlight == 0 && noMore) {
      done.tryComplete();
    }
  }

  private boolean isDue() {
    return next < deliveries.size() && elapsed() < nanosAtMost && elapsed() >= next * nanosBetween;
  }

  private void send(LoadConnection connection, int which) {
    // With a pace, from when it was due: a stalled gateway must not hide behind a stalled sender.
    long from = nanosBetween > 0 ? which * nanosBetween : elapsed();
    inFlight++;
    connection
        .send(deliveries.get(which).request())
        .onComplete((status, failure) -> {
          inFlight--;
          if (failure == null) {
            lastAnswer = elapsed();
            answered(which, status, lastAnswer - from);
            idle.add(connection);
          } else {
            broken++;
          }
          sendDue();
        });
  }

  private void answered(int which, int status, long nanos) {
    if (status == 200) {
      latencies[ackedCount++] = nanos;
      acked.set(which);
    } else {
      refused++;
    }
  }

  private long elapsed() {
    return System.nanoTime() - begin;
  }

  long nanos() {
    return lastAnswer;
  }

  int refused() {
    return refused;
  }

  int unanswered() {
    return next - refused - ackedCount;
  }

  long[] latencies() {
    return Arrays.copyOf(latencies, ackedCount);
  }

  /** Each delivery sent, whether or not it was acknowledged. */
  List<Ledger.Line> lines() {
    List<Ledger.Line> lines = new ArrayList<>();
    for (int i = 0; i < next; i++) {
      SignedDelivery delivery = deliveries.get(i);
      lines.add(new Ledger.Line(delivery.number(), delivery.invoice(), acked.get(i)));
    }
    return lines;
  }
}
