package com.mlconnector.webhook;

import com.mlconnector.http.Problem;
import com.mlconnector.store.SenderKeys;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What one POST of UPS Track Alert turns out to be. Pure.
 *
 * <p>There is no signature. Version 1 sends the {@code credential} of the subscription as a header;
 * what version 2 sends for a static credential is not documented. So the URL itself carries an
 * unguessable key, and a credential, where one comes along, must be the right one.
 */
sealed interface UpsPush {

  record Genuine(String event, String trackingNumber, Buffer body) implements UpsPush {}

  /**
   * @param why for the metric
   */
  record Rejected(Problem problem, String why) implements UpsPush {}

  Pattern NUMBER = Pattern.compile("1Z[0-9A-Z]{16}|1R[0-9A-Z]{14}(?:[0-9A-Z]{12})?");

  static UpsPush read(
      @Nullable Buffer body, String pathKey, MultiMap headers, SenderKeys.Keys keys) {
    if (!same(pathKey, keys.pushKey()) || !credentialFits(headers, keys.pushKey())) {
      return rejected(
          401, "bad-credential", "Bad credential", "The push key is not this connection's.");
    }
    JsonObject event = object(body);
    if (event == null) {
      return rejected(400, "not-json", "Bad body", "A push is one JSON object.");
    }
    // One of UPS's own examples has a blank in front of the number.
    String number = text(event, "trackingNumber").strip().toUpperCase(Locale.ROOT);
    if (!NUMBER.matcher(number).matches()) {
      return rejected(
          400, "bad-fields", "Bad fields", "'trackingNumber' must be a UPS tracking number.");
    }
    return new Genuine("track-alert", number, body == null ? Buffer.buffer() : body);
  }

  private static boolean credentialFits(MultiMap headers, String key) {
    String credential = headers.get("credential");
    String authorization = headers.get("authorization");
    return (credential == null || same(bare(credential), key))
        && (authorization == null || same(bare(authorization), key));
  }

  private static String bare(String header) {
    return header.regionMatches(true, 0, "Bearer ", 0, 7) ? header.substring(7).strip() : header;
  }

  private static boolean same(String given, String expected) {
    return MessageDigest.isEqual(
        given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
  }

  private static @Nullable JsonObject object(@Nullable Buffer body) {
    try {
      return body == null || body.length() == 0 ? null : new JsonObject(body);
    } catch (DecodeException | ClassCastException notAnObject) {
      return null;
    }
  }

  private static String text(JsonObject json, String name) {
    return json.getValue(name) instanceof String text ? text : "";
  }

  private static Rejected rejected(int status, String why, String title, String detail) {
    return new Rejected(Problem.of(status, title, detail), why);
  }
}
