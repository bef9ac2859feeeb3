package com.mlconnector.vault;

import java.util.Optional;

/** Where a connection's data key comes from; empty if there is none, or it was destroyed. */
public interface DataKeySource {
  Optional<DataKey> toSeal(String connection);

  /**
   * @param sealedWith the key that is needed: whoever does not have it should look again
   */
  Optional<DataKey> toOpen(String connection, KeyId sealedWith);
}
