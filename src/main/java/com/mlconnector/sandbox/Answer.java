package com.mlconnector.sandbox;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a stand-in has decided to answer, before a {@link Fault} spoils it. */
public record Answer(int status, Map<String, String> headers, Buffer body) {

  public static Answer json(int status, JsonObject body) {
    return new Answer(
        status, Map.of("content-type", "application/json"), Buffer.buffer(body.encode()));
  }

  public static Answer html(int status, String body) {
    return new Answer(status, Map.of("content-type", "text/html"), Buffer.buffer(body));
  }

  public static Answer empty(int status) {
    return new Answer(status, Map.of(), Buffer.buffer());
  }

  public Answer withHeader(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Answer(status, more, body);
  }

  public Answer withBody(Buffer other) {
    return new Answer(status, headers, other);
  }
}
