package com.mlconnector.sandbox.freshbooks;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A stand-in on a free port, and a client that speaks to it over a socket. */
final class Harness implements AutoCloseable {
  final Vertx vertx = Vertx.vertx();
  final FreshBooksSandbox sandbox;
  final WebClient client =
      WebClient.create(vertx, new WebClientOptions().setFollowRedirects(false));
  private String token = "";

  Harness() throws TimeoutException {
    FreshBooksSandbox fresh =
        FreshBooksSandbox.create(vertx, InstantSource.system())
            .with(new JsonObject().put("webhookDelayMillis", 0));
    sandbox = await(fresh.listen("127.0.0.1", 0));
    token = json(control(HttpMethod.POST, "/tokens", new JsonObject())).getString("access_token");
  }

  static <T> T await(Future<T> future) throws TimeoutException {
    return future.await(10, TimeUnit.SECONDS);
  }

  static JsonObject json(HttpResponse<Buffer> response) {
    return response.bodyAsJsonObject();
  }

  /** The one entry of an accounting error. */
  static JsonObject error(HttpResponse<Buffer> response) {
    JsonArray errors = json(response).getJsonObject("response").getJsonArray("errors");
    return errors.getJsonObject(0);
  }

  static JsonObject result(HttpResponse<Buffer> response) {
    return json(response).getJsonObject("response").getJsonObject("result");
  }

  void use(String accessToken) {
    token = accessToken;
  }

  /** A call with the bearer token, below the account for paths of an account. */
  HttpResponse<Buffer> api(HttpMethod method, String path, Object body) throws TimeoutException {
    HttpRequest<Buffer> request = request(method, path).bearerTokenAuthentication(token);
    return body instanceof JsonObject json
        ? await(request.sendJsonObject(json))
        : await(
            request
                .putHeader("Content-Type", "application/json")
                .sendBuffer(Buffer.buffer(String.valueOf(body))));
  }

  HttpResponse<Buffer> get(String path) throws TimeoutException {
    return await(request(HttpMethod.GET, path).bearerTokenAuthentication(token).send());
  }

  HttpResponse<Buffer> delete(String path) throws TimeoutException {
    return await(request(HttpMethod.DELETE, path).bearerTokenAuthentication(token).send());
  }

  HttpRequest<Buffer> request(HttpMethod method, String path) {
    return client.requestAbs(method, sandbox.baseUrl() + path);
  }

  HttpResponse<Buffer> control(HttpMethod method, String path, JsonObject body)
      throws TimeoutException {
    return await(request(method, "/_control" + path).sendJsonObject(body));
  }

  JsonObject control(String path) throws TimeoutException {
    return json(await(request(HttpMethod.GET, "/_control" + path).send()));
  }

  void set(String setting, Object value) throws TimeoutException {
    control(HttpMethod.PATCH, "/settings", new JsonObject().put(setting, value));
  }

  int aClient() throws TimeoutException {
    return control("/clients").getJsonArray("clients").getJsonObject(0).getInteger("id");
  }

  /** An invoice written by a human; {@code fields} besides the client. */
  JsonObject anInvoice(JsonObject fields) throws TimeoutException {
    return json(control(HttpMethod.POST, "/invoices", fields.copy().put("client", aClient())));
  }

  @Override
  public void close() throws TimeoutException {
    await(sandbox.close());
    await(vertx.close());
  }
}
