package com.mlconnector.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The calls that a gateway made for a round of shipments, as the stand-ins saw them, and the same
 * calls once more: word by word, without a gateway, as fast as the stand-ins answer.
 */
final class VendorCalls {
  /** As many as the gateway keeps open to each vendor. */
  private static final int IN_FLIGHT = 8;

  private static final Set<String> NOT_SENT_BY_NATURE =
      Set.of("host", "content-length", "connection", "upgrade", "http2-settings");

  private record Call(HttpRequest request) {}

  private final List<List<Call>> byVendor;

  private VendorCalls(List<List<Call>> byVendor) {
    this.byVendor = byVendor;
  }

  /** What the stand-ins have seen since {@link #forget}. */
  static VendorCalls seen(Web web, List<String> standIns) throws IOException, InterruptedException {
    List<List<Call>> byVendor = new ArrayList<>();
    for (String standIn : standIns) {
      JsonArray seen =
          new JsonObject(web.get(standIn + "/_control/requests")).getJsonArray("requests");
      List<Call> calls = new ArrayList<>();
      for (int i = 0; i < seen.size(); i++) {
        calls.add(call(standIn, seen.getJsonObject(i)));
      }
      byVendor.add(calls);
    }
    return new VendorCalls(byVendor);
  }

  static void forget(Web web, List<String> standIns) throws IOException, InterruptedException {
    for (String standIn : standIns) {
      web.delete(standIn + "/_control/requests");
    }
  }

  private static Call call(String standIn, JsonObject seen) {
    String query = seen.getString("query");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
            URI.create(standIn + seen.getString("path") + (query == null ? "" : "?" + query)));
    seen.getJsonObject("headers")
        .forEach(header -> {
          if (!NOT_SENT_BY_NATURE.contains(header.getKey())) {
            request.header(header.getKey(), String.valueOf(header.getValue()));
          }
        });
    String body = seen.getString("body");
    request.method(
        seen.getString("method"),
        body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    return new Call(request.build());
  }

  int size() {
    return byVendor.stream().mapToInt(List::size).sum();
  }

  /** Both vendors at once; the nanoseconds until the last answer. */
  long fire() throws InterruptedException {
    long begin = System.nanoTime();
    AtomicInteger failed = new AtomicInteger();
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      List<Thread> vendors = new ArrayList<>();
      for (List<Call> calls : byVendor) {
        vendors.add(Thread.startVirtualThread(() -> fire(client, calls, failed)));
      }
      for (Thread vendor : vendors) {
        vendor.join();
      }
    }
    if (failed.get() > 0) {
      throw new IllegalStateException(
          failed + " of " + size() + " calls failed when they were fired once more");
    }
    return System.nanoTime() - begin;
  }

  private static void fire(HttpClient client, List<Call> calls, AtomicInteger failed) {
    Semaphore free = new Semaphore(IN_FLIGHT);
    for (Call call : calls) {
      free.acquireUninterruptibly();
      var _ =
          client
              .sendAsync(call.request(), BodyHandlers.discarding())
              .whenComplete((answer, failure) -> {
                if (failure != null || answer.statusCode() >= 400) {
                  failed.incrementAndGet();
                }
                free.release();
              });
    }
    free.acquireUninterruptibly(IN_FLIGHT);
  }
}
