package com.mlconnector.sandbox.freshbooks;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Posts deliveries, again and again as configured; any 2xx is success, a redirect is not. */
final class WebhookSender {
  static final String SIGNATURE_HEADER = "X-FreshBooks-Hmac-SHA256";
  private static final int MOST_CONNECTIONS = 32;

  private final Vertx vertx;
  private final EasternTime time;
  private final Settings settings;
  private final HttpClient client;
  private boolean closed;

  WebhookSender(Vertx vertx, EasternTime time, Settings settings) {
    this.vertx = vertx;
    this.time = time;
    this.settings = settings;
    this.client =
        vertx.createHttpClient(
            // A connection for each: whoever stands behind one address gets his share of them.
            new HttpClientOptions().setConnectTimeout(5_000).setKeepAlive(false),
            new PoolOptions().setHttp1MaxSize(MOST_CONNECTIONS));
  }

  Future<Void> close() {
    closed = true;
    return client.close();
  }

  /** Completes after the first attempt, whatever came of it. */
  Future<Void> send(Delivery delivery, int delayMillis) {
    List<Integer> pauses = settings.steps(Setting.WEBHOOK_ATTEMPTS_MILLIS);
    delivery.state = Delivery.State.WAITING;
    return attempt(delivery, pauses, 0, delayMillis + pauses.getFirst());
  }

  private Future<Void> attempt(Delivery delivery, List<Integer> pauses, int turn, int pause) {
    return after(pause)
        .compose(waited -> closed ? Future.<Void>succeededFuture() : post(delivery, pauses, turn));
  }

  private Future<Void> post(Delivery delivery, List<Integer> pauses, int turn) {
    if (!delivery.callback.isRegistered()) {
      delivery.state = Delivery.State.DROPPED;
      return Future.succeededFuture();
    }
    Instant sentAt = time.now();
    return client
        .request(address(delivery))
        .compose(request -> exchange(request, delivery.body))
        .timeout(settings.count(Setting.WEBHOOK_TIMEOUT_MILLIS), TimeUnit.MILLISECONDS)
        .transform((status, failure) -> {
          delivery.attempted(
              sentAt, time.now(), failure == null ? "HTTP " + status : String.valueOf(failure));
          if (failure == null && status >= 200 && status < 300) {
            delivered(delivery);
          } else {
            failed(delivery, pauses, turn + 1);
          }
          return Future.succeededFuture();
        });
  }

  private Future<Integer> exchange(HttpClientRequest request, String body) {
    // A reset on time-out: the connection must not be used again while the answer is pending.
    long limit =
        vertx.setTimer(
            Math.max(1, settings.count(Setting.WEBHOOK_TIMEOUT_MILLIS)),
            late -> request.reset().onFailure(over -> {}));
    return request
        .send(Buffer.buffer(body))
        .compose(response -> response.body().map(read -> response.statusCode()))
        .onComplete(done -> vertx.cancelTimer(limit));
  }

  private static RequestOptions address(Delivery delivery) {
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setAbsoluteURI(delivery.uri)
            .putHeader("Content-Type", "application/x-www-form-urlencoded")
            .putHeader("User-Agent", "FreshBooks-Sandbox");
    delivery.signature.ifPresent(signature -> options.putHeader(SIGNATURE_HEADER, signature));
    return options;
  }

  private static void delivered(Delivery delivery) {
    delivery.state = Delivery.State.DELIVERED;
    delivery.callback.failuresInARow = 0;
  }

  private void failed(Delivery delivery, List<Integer> pauses, int nextTurn) {
    if (nextTurn < pauses.size()) {
      attempt(delivery, pauses, nextTurn, pauses.get(nextTurn))
          .onFailure(bug -> delivery.attempted(time.now(), time.now(), String.valueOf(bug)));
      return;
    }
    delivery.state = Delivery.State.FAILED;
    Callback callback = delivery.callback;
    callback.failuresInARow++;
    int limit = settings.count(Setting.WEBHOOK_DISABLE_AFTER);
    if (limit > 0 && callback.failuresInARow >= limit) {
      callback.verified = false;
    }
  }

  private Future<Void> after(int millis) {
    Promise<Void> waited = Promise.promise();
    if (millis <= 0) {
      vertx.runOnContext(waited::complete);
    } else {
      vertx.setTimer(millis, timer -> waited.complete());
    }
    return waited.future();
  }
}
