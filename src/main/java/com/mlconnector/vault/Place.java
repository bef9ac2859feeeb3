package com.mlconnector.vault;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/** Where a ciphertext belongs, as associated data: moved elsewhere it does not open. */
final class Place {
  private Place() {}

  /** Lengths first, or "a" + "bc" would be the same place as "ab" + "c". */
  static byte[] of(String connection, String field) {
    byte[] first = connection.getBytes(UTF_8);
    byte[] second = field.getBytes(UTF_8);
    return ByteBuffer.allocate(2 * Integer.BYTES + first.length + second.length)
        .putInt(first.length)
        .put(first)
        .putInt(second.length)
        .put(second)
        .array();
  }
}
