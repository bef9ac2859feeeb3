package com.mlconnector.vault;

/**
 * A sealed value does not open: the key set lacks its key, or the stored bytes were changed or
 * moved. Nothing the program could do about it, so it is no result but an exception.
 */
public final class SealBroken extends RuntimeException {
  SealBroken(String connection, String field, Throwable cause) {
    super(
        "The encrypted field \""
            + field
            + "\" of connection \""
            + connection
            + "\" does not open. Either the master key is not the one it was encrypted with, or"
            + " the stored bytes were changed or belong to another field.",
        cause);
  }
}
