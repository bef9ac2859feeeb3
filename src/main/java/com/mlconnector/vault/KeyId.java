package com.mlconnector.vault;

import java.util.HexFormat;

/** The number that Tink gives a key, in hexadecimal. No secret: each ciphertext begins with it. */
public record KeyId(String hex) {
  // One byte says that an id follows.
  private static final int FROM = 1;
  private static final int TO = FROM + Integer.BYTES;

  static KeyId of(int id) {
    return new KeyId(HexFormat.of().toHexDigits(id));
  }

  /** Of the key that these bytes were encrypted with; empty text if they are too short for one. */
  public static KeyId of(byte[] encrypted) {
    return new KeyId(encrypted.length < TO ? "" : HexFormat.of().formatHex(encrypted, FROM, TO));
  }

  @Override
  public String toString() {
    return hex;
  }
}
