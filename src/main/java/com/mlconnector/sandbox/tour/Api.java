package com.mlconnector.sandbox.tour;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One HTTP API, as a person with curl would call it. */
final class Api {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .followRedirects(HttpClient.Redirect.ALWAYS)
          .cookieHandler(new CookieManager())
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private final String base;
  private final String token;

  Api(String base) {
    this(base, "");
  }

  Api(String base, String token) {
    this.base = base;
    this.token = token;
  }

  JsonObject get(String path) {
    return json("GET", path, send("GET", path, null));
  }

  /** Empty where there is nothing, or nothing yet. */
  Optional<JsonObject> find(String path) {
    HttpResponse<byte[]> answer = exchange("GET", path, null);
    return answer.statusCode() == 404
        ? Optional.empty()
        : Optional.of(json("GET", path, checked("GET", answer)));
  }

  JsonObject post(String path, JsonObject body) {
    return json("POST", path, send("POST", path, body));
  }

  JsonObject put(String path, JsonObject body) {
    return json("PUT", path, send("PUT", path, body));
  }

  JsonObject patch(String path, JsonObject body) {
    return json("PATCH", path, send("PATCH", path, body));
  }

  byte[] bytes(String path) {
    return send("GET", path, null).body();
  }

  private HttpResponse<byte[]> send(String method, String path, @Nullable JsonObject body) {
    return checked(method, exchange(method, path, body));
  }

  private static HttpResponse<byte[]> checked(String method, HttpResponse<byte[]> answer) {
    if (answer.statusCode() >= 400) {
      throw new TourTrouble(
          method
              + " "
              + place(answer.uri().toString())
              + " answered "
              + answer.statusCode()
              + ": "
              + why(answer));
    }
    return answer;
  }

  private HttpResponse<byte[]> exchange(String method, String path, @Nullable JsonObject body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(30));
    if (!token.isEmpty()) {
      request.header("authorization", "Bearer " + token);
    }
    if (body == null) {
      request.method(method, BodyPublishers.noBody());
    } else {
      request
          .method(method, BodyPublishers.ofString(body.encode()))
          .header("content-type", "application/json");
    }
    try {
      return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new TourTrouble(method + " " + place(base + path) + " failed: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TourTrouble("interrupted");
    }
  }

  private JsonObject json(String method, String path, HttpResponse<byte[]> answer) {
    String text = text(answer);
    if (text.isBlank() || !text.stripLeading().startsWith("{")) {
      return new JsonObject();
    }
    try {
      return new JsonObject(text);
    } catch (DecodeException e) {
      throw new TourTrouble(method + " " + place(base + path) + " did not answer JSON.");
    }
  }

  /** Without the query, which may carry a secret. */
  private static String place(String url) {
    return url.replaceFirst("[?].*", "");
  }

  /** In one sentence: of a problem its detail, of a page its words. */
  private static String why(HttpResponse<byte[]> answer) {
    String text = text(answer);
    try {
      return new JsonObject(text).getString("detail", text);
    } catch (DecodeException page) {
      return text.replaceAll("(?s)<(style|title)[^>]*>.*?</\\1>", "")
          .replaceAll("<[^>]*>", " ")
          .replaceAll("\\s+", " ")
          .strip();
    }
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }
}
