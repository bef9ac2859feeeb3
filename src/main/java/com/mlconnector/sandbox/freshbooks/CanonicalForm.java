package com.mlconnector.sandbox.freshbooks;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A webhook's fields as sent and as signed.
 *
 * <p>FreshBooks signs not the body but what Python's {@code json.dumps} prints for the fields: a
 * space after each colon and comma, body order, every value a string, pure ASCII. A JSON library
 * gets at least one of these wrong, so it is written out here.
 */
public final class CanonicalForm {
  private CanonicalForm() {}

  public static String body(SequencedMap<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  public static String signature(String verifier, SequencedMap<String, String> fields) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(verifier.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      byte[] signed = mac.doFinal(json(fields).getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(signed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has HmacSHA256.", e);
    }
  }

  static String json(SequencedMap<String, String> fields) {
    return fields.entrySet().stream()
        .map(CanonicalForm::member)
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static String member(Map.Entry<String, String> field) {
    return quote(field.getKey()) + ": " + quote(field.getValue());
  }

  private static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.chars().forEach(unit -> quoted.append(escape((char) unit)));
    return quoted.append('"').toString();
  }

  private static String escape(char unit) {
    return switch (unit) {
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case '\b' -> "\\b";
      case '\f' -> "\\f";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default ->
          unit >= ' ' && unit <= '~'
              ? String.valueOf(unit)
              : "\\u" + HexFormat.of().toHexDigits(unit);
    };
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
