package com.mlconnector.tokens;

import com.mlconnector.support.TestStore;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Both vendors' token endpoints in the few words they need here. Rotates like FreshBooks. */
final class TokenServer implements AutoCloseable {
  private final HttpServer server;
  private final AtomicInteger requests = new AtomicInteger();
  private volatile Consumer<HttpServerRequest> behaviour = this::grant;

  TokenServer(Vertx vertx) {
    server =
        TestStore.await(
            vertx
                .createHttpServer()
                .requestHandler(request -> {
                  requests.incrementAndGet();
                  behaviour.accept(request);
                })
                .listen(0, "127.0.0.1"));
  }

  String url() {
    return "http://127.0.0.1:" + server.actualPort();
  }

  int requests() {
    return requests.get();
  }

  void behave(Consumer<HttpServerRequest> next) {
    behaviour = next;
  }

  /** A new pair, named after the number of the request. */
  void grant(HttpServerRequest request) {
    int n = requests.get();
    answer(
        request,
        200,
        new JsonObject()
            .put("access_token", "access-" + n)
            .put("refresh_token", "refresh-" + n)
            .put("expires_in", 3_600));
  }

  static void invalidGrant(HttpServerRequest request) {
    answer(
        request,
        401,
        new JsonObject().put("error", "invalid_grant").put("error_description", "It is spent."));
  }

  static void invalidClient(HttpServerRequest request) {
    answer(request, 401, new JsonObject().put("error", "invalid_client"));
  }

  private static void answer(HttpServerRequest request, int status, JsonObject body) {
    request.response().setStatusCode(status).end(body.toBuffer());
  }

  @Override
  public void close() {
    TestStore.await(server.close());
  }
}
