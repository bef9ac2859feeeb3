package com.mlconnector.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Ends calls that come too slowly. The idle timeout does not: a byte now and then keeps a
 * connection from ever being idle.
 *
 * <p>One for each server; works on the server's context.
 */
final class SlowCalls {
  private static final long LOOK_MILLIS = 250;

  private final long idle;
  private final long request;
  private final Map<HttpConnection, Turn> turns = new ConcurrentHashMap<>();

  /** What a connection is waited for, and until when. */
  private static final class Turn {
    private boolean waiting = true;
    private long deadline;

    /** The request whose body is still to come. */
    private @Nullable RoutingContext unfinished;

    Turn(long deadline) {
      this.deadline = deadline;
    }
  }

  private SlowCalls(Duration idle, Duration request) {
    this.idle = idle.toNanos();
    this.request = request.toNanos();
  }

  /**
   * @param idle from one answer to the head of the next request
   * @param request for the head of the first request, and for the body of each
   */
  static void end(Vertx vertx, HttpServer server, Router router, Duration idle, Duration request) {
    SlowCalls calls = new SlowCalls(idle, request);
    server.connectionHandler(calls::opened);
    router.route().order(Integer.MIN_VALUE).handler(calls::began);
    vertx.setPeriodic(LOOK_MILLIS, look -> calls.turns.forEach(calls::look));
  }

  private void opened(HttpConnection connection) {
    turns.put(connection, new Turn(System.nanoTime() + request));
    connection.closeHandler(closed -> turns.remove(connection));
  }

  private void began(RoutingContext ctx) {
    Turn turn = turns.get(ctx.request().connection());
    if (turn != null) {
      turn.unfinished = ctx;
      turn.deadline = System.nanoTime() + request;
      turn.waiting = true;
      ctx.request()
          .end()
          .onSuccess(whole -> {
            if (ctx.equals(turn.unfinished)) {
              turn.waiting = false;
            }
          });
      ctx.addEndHandler(answered -> {
        turn.unfinished = null;
        turn.deadline = System.nanoTime() + idle;
        turn.waiting = true;
      });
    }
    ctx.next();
  }

  private void look(HttpConnection connection, Turn turn) {
    if (!turn.waiting || System.nanoTime() - turn.deadline < 0) {
      return;
    }
    turn.waiting = false;
    RoutingContext unfinished = turn.unfinished;
    if (unfinished == null) {
      var _ = connection.close();
    } else {
      unfinished.addEndHandler(told -> connection.close());
      Problem.of(408, "Too slow", "The request was not whole in time.").send(unfinished);
    }
  }
}
