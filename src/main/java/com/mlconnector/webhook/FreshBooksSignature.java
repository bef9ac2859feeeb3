package com.mlconnector.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * FreshBooks signs neither the body nor any JSON that a library would print, but the JSON that
 * Python's {@code json.dumps} makes of the form's fields: blanks after comma and colon, every value
 * a string, everything outside printable ASCII as {@code \}{@code u} with lower-case hex, slashes
 * bare.
 */
final class FreshBooksSignature {
  private static final String ALGORITHM = "HmacSHA256";
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private FreshBooksSignature() {}

  /**
   * @param signature the header {@code X-FreshBooks-Hmac-SHA256}, Base64
   * @param verifier the callback's verifier, which is the key
   */
  static boolean matches(Map<String, String> fields, String signature, String verifier) {
    return matches(canonicalForm(fields), signature, verifier);
  }

  /** For several verifiers in turn: the form is the same for all. */
  static boolean matches(String canonicalForm, String signature, String verifier) {
    byte[] expected = sign(canonicalForm, verifier);
    // Constant time, on the text: a signature that is no Base64 must not take another path.
    return MessageDigest.isEqual(
        Base64.getEncoder().encode(expected), signature.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] sign(String message, String key) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      return mac.doFinal(message.getBytes(StandardCharsets.US_ASCII));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has " + ALGORITHM, e);
    }
  }

  static String canonicalForm(Map<String, String> fields) {
    StringBuilder text = new StringBuilder(256).append('{');
    fields.forEach((name, value) -> {
      if (text.length() > 1) {
        text.append(", ");
      }
      quote(text, name);
      text.append(": ");
      quote(text, value);
    });
    return text.append('}').toString();
  }

  private static void quote(StringBuilder text, String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        case '\b' -> text.append("\\b");
        case '\f' -> text.append("\\f");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        default -> {
          if (c >= 0x20 && c < 0x7f) {
            text.append(c);
          } else {
            text.append("\\u")
                .append(HEX[c >> 12])
                .append(HEX[(c >> 8) & 15])
                .append(HEX[(c >> 4) & 15])
                .append(HEX[c & 15]);
          }
        }
      }
    }
    text.append('"');
  }
}
