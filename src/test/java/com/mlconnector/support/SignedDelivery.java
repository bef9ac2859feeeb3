package com.mlconnector.support;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A FreshBooks webhook as a test sends it itself: a form, and the signature over its JSON. */
public record SignedDelivery(String body, String signature) {
  public static final String TYPE = "application/x-www-form-urlencoded";
  public static final String HEADER = "X-FreshBooks-Hmac-SHA256";

  /** ASCII values only: what else FreshBooks signs how is told by its stand-in's own tests. */
  public static SignedDelivery of(String verifier, String event, long object, String account) {
    String signed =
        "{\"name\": \"%s\", \"object_id\": \"%d\", \"account_id\": \"%s\", \"user_id\": \"1\"}"
            .formatted(event, object, account);
    return new SignedDelivery(
        "name=%s&object_id=%d&account_id=%s&user_id=1".formatted(event, object, account),
        hmac(verifier, signed));
  }

  /** As FreshBooks would sign this text. */
  public static String hmac(String key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
