package com.mlconnector.vault;

import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;

/** The keys of one connection. What one of them has sealed opens with no other connection's. */
public final class DataKey {
  private final KeySet keys;

  DataKey(KeySet keys) {
    this.keys = keys;
  }

  public static DataKey generate() {
    return new DataKey(KeySet.generate());
  }

  /** One key more, the last of {@link #ids}; it seals nothing before it is made the primary one. */
  public DataKey withNewKey() {
    return new DataKey(keys.withNewKey());
  }

  public DataKey withPrimary(KeyId id) {
    return new DataKey(keys.withPrimary(id));
  }

  public DataKey without(KeyId id) {
    return new DataKey(keys.without(id));
  }

  /** Oldest first. */
  public List<KeyId> ids() {
    return keys.ids();
  }

  /** Of the key that seals. */
  public KeyId primary() {
    return keys.primary();
  }

  byte[] bytes() {
    return keys.bytes();
  }

  SealedValue seal(byte[] plain, byte[] place) {
    try {
      return SealedValue.of(keys.aead().encrypt(plain, place));
    } catch (GeneralSecurityException bug) {
      throw new IllegalStateException("Sealing failed, which AES-GCM never does.", bug);
    }
  }

  /** Empty if none of these keys sealed it for this place. */
  Optional<byte[]> open(SealedValue sealed, byte[] place) {
    try {
      return Optional.of(keys.aead().decrypt(sealed.bytes(), place));
    } catch (GeneralSecurityException notOurs) {
      return Optional.empty();
    }
  }
}
