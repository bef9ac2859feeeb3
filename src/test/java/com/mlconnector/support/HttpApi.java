package com.mlconnector.support;

import io.vertx.core.buffer.Buffer;
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
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One HTTP API as a person with curl would call it. Blocks. */
public final class HttpApi {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.ALWAYS)
          .cookieHandler(new CookieManager())
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private final String base;
  private final String token;
  private final Witness witness;

  public HttpApi(String base) {
    this(base, "", (call, reply) -> {});
  }

  HttpApi(String base, String token, Witness witness) {
    this.base = base;
    this.token = token;
    this.witness = witness;
  }

  /** The same with another access token, or with none where it is empty. */
  public HttpApi with(String otherToken) {
    return new HttpApi(base, otherToken, witness);
  }

  /** Sees every call with its answer, and may fail the test. */
  interface Witness {
    void saw(Call call, Reply reply);
  }

  /** A request; {@code type} and {@code body} are empty where it has none. */
  public record Call(String method, String path, String type, String body) {}

  /** Whatever came back; an error status is an answer too. */
  public record Reply(int status, String mediaType, String retryAfter, Buffer body) {
    public String text() {
      return body.toString();
    }

    public JsonObject json() {
      return new JsonObject(text());
    }
  }

  public String base() {
    return base;
  }

  public JsonObject get(String path) {
    return good(call("GET", path, null));
  }

  public JsonObject post(String path, JsonObject body) {
    return good(call("POST", path, body));
  }

  public JsonObject put(String path, JsonObject body) {
    return good(call("PUT", path, body));
  }

  public JsonObject patch(String path, JsonObject body) {
    return good(call("PATCH", path, body));
  }

  public JsonObject delete(String path) {
    return good(call("DELETE", path, null));
  }

  public Reply call(String method, String path, @Nullable JsonObject body) {
    return body == null
        ? witnessed(
            new Call(method, path, "", ""), request(path).method(method, BodyPublishers.noBody()))
        : call(method, path, "application/json", body.encode());
  }

  /** Any body, with any further headers as name and value in turn. */
  public Reply call(String method, String path, String type, String body, String... headers) {
    return witnessed(
        new Call(method, path, type, body), prepared(method, path, type, body, headers));
  }

  public CompletableFuture<Integer> statusLater(
      String path, String type, String body, String... headers) {
    return CLIENT
        .sendAsync(prepared("POST", path, type, body, headers).build(), BodyHandlers.discarding())
        .thenApply(HttpResponse::statusCode);
  }

  private HttpRequest.Builder prepared(
      String method, String path, String type, String body, String... headers) {
    HttpRequest.Builder request =
        request(path).method(method, BodyPublishers.ofString(body)).header("content-type", type);
    return headers.length == 0 ? request : request.headers(headers);
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(30));
    return token.isEmpty() ? request : request.header("authorization", "Bearer " + token);
  }

  private Reply witnessed(Call call, HttpRequest.Builder request) {
    Reply reply = send(request);
    witness.saw(call, reply);
    return reply;
  }

  private static Reply send(HttpRequest.Builder request) {
    try {
      HttpResponse<byte[]> answer = CLIENT.send(request.build(), BodyHandlers.ofByteArray());
      return new Reply(
          answer.statusCode(),
          answer.headers().firstValue("content-type").orElse(""),
          answer.headers().firstValue("retry-after").orElse(""),
          Buffer.buffer(answer.body()));
    } catch (IOException e) {
      throw new AssertionError(request.build() + " got no answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static JsonObject good(Reply reply) {
    if (reply.status() >= 300) {
      throw new AssertionError(reply.status() + ": " + reply.text());
    }
    return reply.text().startsWith("{") ? reply.json() : new JsonObject();
  }
}
