package com.mlconnector.vendor;

import com.mlconnector.domain.TokenSubject;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * One request to a vendor.
 *
 * @param operation a short fixed word for logs and metrics, such as {@code ship}
 * @param uri absolute, every part already encoded
 * @param deadline for everything from asking for a connection to the last byte of the answer
 */
public record VendorRequest(
    TokenSubject subject,
    String operation,
    HttpMethod method,
    String uri,
    Map<String, String> headers,
    Buffer body,
    Duration deadline) {

  public VendorRequest {
    headers = Map.copyOf(headers);
  }

  public VendorRequest(
      TokenSubject subject, String operation, HttpMethod method, String uri, Duration deadline) {
    this(
        subject,
        operation,
        method,
        uri,
        Map.of("Accept", "application/json"),
        Buffer.buffer(),
        deadline);
  }

  public VendorRequest withHeader(String name, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(name, value);
    return new VendorRequest(subject, operation, method, uri, more, body, deadline);
  }

  public VendorRequest withBody(String mediaType, Buffer content) {
    return new VendorRequest(subject, operation, method, uri, headers, content, deadline)
        .withHeader("Content-Type", mediaType);
  }

  public VendorRequest withJson(JsonObject json) {
    return withBody("application/json", json.toBuffer());
  }

  /** No headers, no body and no path: tokens, addresses and numbers must not reach a log. */
  @Override
  public String toString() {
    return subject.vendor().key() + " " + operation;
  }
}
