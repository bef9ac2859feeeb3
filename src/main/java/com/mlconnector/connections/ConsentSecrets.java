package com.mlconnector.connections;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** The random texts of a consent, long enough to need no salt, and what is derived from them. */
final class ConsentSecrets {
  private static final SecureRandom RANDOM = new SecureRandom();

  private ConsentSecrets() {}

  static String fresh() {
    byte[] bytes = new byte[32];
    RANDOM.nextBytes(bytes);
    return base64(bytes);
  }

  static Buffer hash(String text) {
    return Buffer.buffer(sha256(text));
  }

  /** What the authorise address shows of a PKCE verifier. */
  static String challenge(String verifier) {
    return base64(sha256(verifier));
  }

  /** Stands in the form of a page that only the browser with this cookie was given. */
  static String ticket(String cookie) {
    return base64(sha256("ticket:" + cookie));
  }

  static boolean isTicket(String cookie, String ticket) {
    return MessageDigest.isEqual(
        ticket(cookie).getBytes(StandardCharsets.UTF_8), ticket.getBytes(StandardCharsets.UTF_8));
  }

  static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
