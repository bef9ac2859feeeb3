package com.mlconnector.access;

import com.mlconnector.domain.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;

/**
 * One login between its two halves. All that must come back is derived from a secret that only the
 * person's own browser keeps, so that nobody can end a login that another browser began, and no
 * begun login costs us memory.
 */
record LoginAttempt(Secret secret) {
  static LoginAttempt begin() {
    return new LoginAttempt(Secrets.fresh(""));
  }

  /** Comes back with the browser. */
  String state() {
    return derived("state");
  }

  /** Comes back inside the ID token. */
  String nonce() {
    return derived("nonce");
  }

  /** Proves to the provider that who redeems the code is who began (PKCE). */
  String verifier() {
    return derived("verifier");
  }

  String challenge() {
    return base64(Secrets.sha256().digest(verifier().getBytes(StandardCharsets.US_ASCII)));
  }

  boolean began(String state) {
    return MessageDigest.isEqual(
        state.getBytes(StandardCharsets.UTF_8), state().getBytes(StandardCharsets.UTF_8));
  }

  private String derived(String what) {
    String text = what + ":" + secret.reveal();
    return base64(Secrets.sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
