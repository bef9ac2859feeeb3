package com.mlconnector.vault;

import org.jspecify.annotations.Nullable;

/**
 * A sealed value does not open: its key is missing or destroyed, or the stored bytes were changed
 * or moved. Nothing the program could do about it, so it is no result but an exception.
 */
public final class SealBroken extends RuntimeException {
  private SealBroken(String sentence, @Nullable Throwable cause) {
    super(sentence, cause);
  }

  static SealBroken changed(String connection, String field) {
    return new SealBroken(
        "The encrypted field \""
            + field
            + "\" of connection \""
            + connection
            + "\" does not open. Either the key it was encrypted with is gone, or the stored bytes"
            + " were changed or belong to another field.",
        null);
  }

  static SealBroken withoutKey(String connection, String field) {
    return new SealBroken(
        "The encrypted field \""
            + field
            + "\" of connection \""
            + connection
            + "\" can't be used: the connection has no data key, or it was destroyed.",
        null);
  }

  static SealBroken wrapped(String connection, KeyId master, Throwable cause) {
    return new SealBroken(
        "The data key of connection \""
            + connection
            + "\" does not open. Either the master key "
            + master
            + " is missing in vault.master-key, or the stored bytes were changed or belong to"
            + " another connection.",
        cause);
  }
}
