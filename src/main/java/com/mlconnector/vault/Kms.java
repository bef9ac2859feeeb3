package com.mlconnector.vault;

import com.google.crypto.tink.Aead;

/**
 * A key outside, in a key management service, that the master key itself is encrypted with.
 *
 * <p>An implementation is found by {@link java.util.ServiceLoader}: put its jar, and that of Tink's
 * client of the service, beside the gateway's own. {@code vault.master-key} is then read, and
 * printed by {@code ml-connector keys}, encrypted. The service is asked once, at the start.
 */
public interface Kms {
  /** As {@code KmsClient.getAead} of Tink answers it. */
  Aead key();
}
