package com.mlconnector.verify;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
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
          .cookieHandler(new CookieManager())
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final Duration DEADLINE_OF_A_PROBE = Duration.ofSeconds(2);

  private final String base;
  private final String token;

  public Api(String base) {
    this(base, "");
  }

  Api(String base, String token) {
    this.base = base;
    this.token = token;
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
    return reply(method, path, body).orThrow();
  }

  /** Whatever comes back; the body is empty if it is no JSON object. */
  public record Reply(int status, JsonObject body, String text) {
    /**
     * @throws IllegalStateException if it is an error
     */
    JsonObject orThrow() {
      if (status >= 300) {
        throw new IllegalStateException(status + " " + text);
      }
      return body;
    }
  }

  public Reply reply(String method, String path, @Nullable JsonObject body) {
    return body == null
        ? reply(request(path).method(method, BodyPublishers.noBody()))
        : reply(method, path, "application/json", body.encode());
  }

  public Reply reply(String method, String path, String contentType, String body) {
    return reply(
        request(path)
            .header("content-type", contentType)
            .method(method, BodyPublishers.ofString(body)));
  }

  private static Reply reply(HttpRequest.Builder request) {
    HttpResponse<String> answer = send(request, BodyHandlers.ofString());
    String text = answer.body();
    return new Reply(
        answer.statusCode(),
        text.startsWith("{") ? new JsonObject(text) : new JsonObject(),
        text + " (" + answer.request().method() + " " + answer.uri() + ")");
  }

  /** The status of whatever comes back. */
  public int status(String path) {
    return send(request(path), BodyHandlers.discarding()).statusCode();
  }

  /** False as well while nobody listens, or nobody answers soon. */
  public boolean answers(String path, int status) {
    try {
      HttpRequest.Builder probe = request(path).timeout(DEADLINE_OF_A_PROBE);
      return send(probe, BodyHandlers.discarding()).statusCode() == status;
    } catch (UncheckedIOException notYet) {
      return false;
    }
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path)).timeout(DEADLINE);
    return token.isEmpty() ? request : request.header("authorization", "Bearer " + token);
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
