package com.mlconnector.sandbox.freshbooks;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A receiver of webhooks that answers as told, otherwise 200. */
final class Receiver {
  /** A status that leaves the sender without an answer. */
  static final int NEVER = 0;

  record Received(String body, @Nullable String signature, @Nullable String contentType) {
    SequencedMap<String, String> fields() {
      SequencedMap<String, String> fields = new LinkedHashMap<>();
      for (String field : body.split("&", -1)) {
        String[] parts = field.split("=", 2);
        fields.put(decode(parts[0]), decode(parts[1]));
      }
      return fields;
    }

    String field(String name) {
      return fields().getOrDefault(name, "");
    }

    private static String decode(String text) {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
  }

  private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
  private final ConcurrentLinkedQueue<Integer> statuses = new ConcurrentLinkedQueue<>();
  private final HttpServer server;

  Receiver(Vertx vertx) throws TimeoutException {
    HttpServer fresh = vertx.createHttpServer().requestHandler(this::receive);
    server = Harness.await(fresh.listen(0, "127.0.0.1"));
  }

  private void receive(HttpServerRequest request) {
    request
        .body()
        .compose(body -> {
          received.add(
              new Received(
                  body.toString(),
                  request.getHeader("X-FreshBooks-Hmac-SHA256"),
                  request.getHeader("Content-Type")));
          return answer(request.response(), statuses.poll());
        })
        .onFailure(Throwable::printStackTrace);
  }

  private static Future<Void> answer(HttpServerResponse response, @Nullable Integer status) {
    if (status != null && status == NEVER) {
      return Future.succeededFuture();
    }
    return response
        .setStatusCode(status == null ? 200 : status)
        .putHeader("Location", "/elsewhere")
        .end();
  }

  String uri() {
    return "http://127.0.0.1:" + server.actualPort() + "/hooks";
  }

  void answerNext(int status) {
    statuses.add(status);
  }

  Received next() throws InterruptedException {
    Received next = received.poll(10, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("No webhook came.");
    }
    return next;
  }

  int waiting() {
    return received.size();
  }
}
