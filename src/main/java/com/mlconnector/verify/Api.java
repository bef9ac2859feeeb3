package com.mlconnector.verify;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One HTTP API as a person with curl would call it. Blocks. */
public final class Api {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.ALWAYS)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  private final String base;

  public Api(String base) {
    this.base = base;
  }

  public String base() {
    return base;
  }

  /**
   * @throws IllegalStateException if it answers with an error
   * @throws UncheckedIOException if it does not answer
   */
  public JsonObject get(String path) {
    return call("GET", path, null);
  }

  public JsonObject post(String path, JsonObject body) {
    return call("POST", path, body);
  }

  public JsonObject put(String path, JsonObject body) {
    return call("PUT", path, body);
  }

  public JsonObject patch(String path, JsonObject body) {
    return call("PATCH", path, body);
  }

  public JsonObject delete(String path) {
    return call("DELETE", path, null);
  }

  private JsonObject call(String method, String path, @Nullable JsonObject body) {
    HttpRequest.Builder request = request(path);
    HttpResponse<String> answer =
        send(
            body == null
                ? request.method(method, BodyPublishers.noBody())
                : request
                    .header("content-type", "application/json")
                    .method(method, BodyPublishers.ofString(body.encode())),
            BodyHandlers.ofString());
    if (answer.statusCode() >= 300) {
      throw new IllegalStateException(
          method + " " + answer.uri() + ": " + answer.statusCode() + " " + answer.body());
    }
    return answer.body().startsWith("{") ? new JsonObject(answer.body()) : new JsonObject();
  }

  /** The status of whatever comes back. */
  public int status(String path) {
    return send(request(path), BodyHandlers.discarding()).statusCode();
  }

  /** False as well while nobody listens. */
  public boolean answers(String path, int status) {
    try {
      return status(path) == status;
    } catch (UncheckedIOException notYet) {
      return false;
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path)).timeout(DEADLINE);
  }

  private static <T> HttpResponse<T> send(
      HttpRequest.Builder request, HttpResponse.BodyHandler<T> as) {
    try {
      return CLIENT.send(request.build(), as);
    } catch (IOException e) {
      throw new UncheckedIOException(request.build() + " got no answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
