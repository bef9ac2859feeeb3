package com.mlconnector.vault;

import java.util.Arrays;

/** An encrypted value, as stored: Tink's key id, nonce, ciphertext and tag in one. */
public final class SealedValue {
  private final byte[] bytes;

  private SealedValue(byte[] bytes) {
    this.bytes = bytes;
  }

  public static SealedValue of(byte[] bytes) {
    return new SealedValue(bytes.clone());
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  /** That it was sealed with. */
  public KeyId key() {
    return KeyId.of(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SealedValue that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "sealed, " + bytes.length + " bytes";
  }
}
