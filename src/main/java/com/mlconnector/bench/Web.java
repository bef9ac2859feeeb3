package com.mlconnector.bench;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** HTTP as a person with curl would do it, for everything but the load. */
final class Web implements AutoCloseable {
  private final HttpClient client =
      HttpClient.newBuilder()
          .followRedirects(HttpClient.Redirect.ALWAYS)
          .cookieHandler(new CookieManager())
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  String get(String url) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(url)));
  }

  JsonObject post(String url, JsonObject body) throws IOException, InterruptedException {
    return new JsonObject(send(posting(url, body)));
  }

  /** With an access token of the gateway. */
  JsonObject post(String url, JsonObject body, String token)
      throws IOException, InterruptedException {
    return new JsonObject(send(posting(url, body).header("authorization", "Bearer " + token)));
  }

  private static HttpRequest.Builder posting(String url, JsonObject body) {
    return HttpRequest.newBuilder(URI.create(url))
        .header("content-type", "application/json")
        .POST(BodyPublishers.ofString(body.encode()));
  }

  void patch(String url, JsonObject body) throws IOException, InterruptedException {
    send(
        HttpRequest.newBuilder(URI.create(url))
            .header("content-type", "application/json")
            .method("PATCH", BodyPublishers.ofString(body.encode())));
  }

  void delete(String url) throws IOException, InterruptedException {
    send(HttpRequest.newBuilder(URI.create(url)).DELETE());
  }

  private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        client.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
    if (answer.statusCode() >= 400) {
      throw new IllegalStateException(
          answer.uri() + " answered " + answer.statusCode() + ": " + answer.body());
    }
    return answer.body();
  }

  /** True once {@code url} answers with the status; false while nobody listens, or otherwise. */
  boolean answers(String url, int status) throws InterruptedException {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(5)).build();
      return client.send(request, BodyHandlers.discarding()).statusCode() == status;
    } catch (IOException notYet) {
      return false;
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
