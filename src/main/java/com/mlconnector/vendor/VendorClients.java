package com.mlconnector.vendor;

import com.mlconnector.domain.Lane;
import com.mlconnector.tokens.Tokens;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * One vendor's HTTP client and the calls made over it; open one per vendor, close it at the end.
 * The only place that knows Vert.x's client options.
 */
public final class VendorClients {
  private static final int CONNECT_MILLIS = 5_000;

  /** Shorter than the vendors' own, so that a purchase rarely meets a connection just closed. */
  private static final int KEEP_ALIVE_SECONDS = 10;

  /** What waits longer than this queue should wait in the database. */
  private static final int WAITING = 200;

  private final HttpClientAgent client;
  private final VendorCall call;
  private final VendorTime time = new VendorTime();

  public VendorClients(Vertx vertx, String userAgent, int connections, CallTimer timer) {
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setConnectTimeout(CONNECT_MILLIS)
                .setSslHandshakeTimeout(CONNECT_MILLIS)
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setKeepAliveTimeout(KEEP_ALIVE_SECONDS),
            new PoolOptions().setHttp1MaxSize(connections).setMaxWaitQueueSize(WAITING));
    this.call = new LoggedCall(timer, new HttpCall(client, userAgent));
  }

  /** For the token endpoint, where the caller proves himself. */
  public VendorCall call() {
    return call;
  }

  /** With a token that belongs to no connection yet, whose gates it must neither ask nor move. */
  public VendorCall call(Tokens tokens) {
    return new BearerCall(tokens, call);
  }

  /**
   * For everything else.
   *
   * @param lanes by operation
   */
  public VendorCall gatedCall(
      Tokens tokens, Gates gates, Function<String, Lane> lanes, InstantSource clock) {
    VendorCall heard =
        request -> call.send(request).onSuccess(answer -> time.heard(answer, clock.instant()));
    return new GatedCall(gates, lanes, clock, new BearerCall(tokens, heard));
  }

  /** By the answers to gated calls. */
  public VendorTime time() {
    return time;
  }

  public Future<Void> close() {
    return client.close();
  }
}
