package com.mlconnector.sandbox.ups;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Calls the stand-in over its socket as a client would. For the test thread only. */
final class UpsCaller {
  record Reply(int status, JsonObject body) {
    String errorCode() {
      return body.getJsonObject("response")
          .getJsonArray("errors")
          .getJsonObject(0)
          .getString("code");
    }
  }

  private final WebClient client;
  private final UpsSandbox sandbox;
  private String token = "";

  UpsCaller(Vertx vertx, UpsSandbox sandbox) {
    this.client = WebClient.create(vertx);
    this.sandbox = sandbox;
  }

  void logIn() {
    token = askForToken(UpsSandbox.CLIENT_SECRET).body().getString("access_token");
  }

  void useToken(String other) {
    token = other;
  }

  Reply askForToken(String secret) {
    return form("grant_type=client_credentials", secret);
  }

  Reply form(String form, String secret) {
    String basic = UpsSandbox.CLIENT_ID + ":" + secret;
    HttpRequest<Buffer> request =
        client
            .postAbs(sandbox.baseUrl() + "/security/v1/oauth/token")
            .putHeader("content-type", "application/x-www-form-urlencoded")
            .putHeader("x-merchant-id", "A1B2C3")
            .putHeader(
                "authorization",
                "Basic "
                    + Base64.getEncoder().encodeToString(basic.getBytes(StandardCharsets.UTF_8)));
    return reply(await(request.sendBuffer(Buffer.buffer(form))));
  }

  Reply post(String path, JsonObject body) {
    return reply(raw(HttpMethod.POST, path, body.toBuffer()));
  }

  Reply get(String path) {
    return reply(raw(HttpMethod.GET, path, Buffer.buffer()));
  }

  Reply delete(String path) {
    return reply(raw(HttpMethod.DELETE, path, Buffer.buffer()));
  }

  HttpResponse<Buffer> raw(HttpMethod method, String path, Buffer body) {
    return await(send(method, path, body));
  }

  Future<HttpResponse<Buffer>> send(HttpMethod method, String path, Buffer body) {
    return client
        .requestAbs(method, sandbox.baseUrl() + path)
        .putHeader("authorization", "Bearer " + token)
        .putHeader("content-type", "application/json")
        .putHeader("transId", "0123456789abcdef0123456789abcdef")
        .putHeader("transactionSrc", "test")
        .sendBuffer(body);
  }

  JsonObject look(String control) {
    return await(client.getAbs(sandbox.baseUrl() + "/_control" + control).send())
        .bodyAsJsonObject();
  }

  Reply control(HttpMethod method, String path, JsonObject body) {
    return reply(
        await(
            client
                .requestAbs(method, sandbox.baseUrl() + "/_control" + path)
                .sendJsonObject(body)));
  }

  void set(Setting setting, Object value) {
    control(HttpMethod.POST, "/settings", new JsonObject().put(setting.key, value));
  }

  void fault(JsonObject fault) {
    control(HttpMethod.POST, "/faults", fault);
  }

  void advance(String trackingNumber, Step step) {
    control(
        HttpMethod.POST,
        "/parcels/" + trackingNumber + "/advance",
        new JsonObject().put("to", step.word()));
  }

  void wind(String duration) {
    control(HttpMethod.POST, "/clock", new JsonObject().put("advance", duration));
  }

  private static Reply reply(HttpResponse<Buffer> response) {
    Buffer body = response.bodyAsBuffer();
    return new Reply(response.statusCode(), body == null ? new JsonObject() : body.toJsonObject());
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.await(10, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("No answer within ten seconds", e);
    }
  }
}
