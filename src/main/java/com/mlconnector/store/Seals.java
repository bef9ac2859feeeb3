package com.mlconnector.store;

import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.Secret;
import com.mlconnector.vault.SealedValue;
import com.mlconnector.vault.Vault;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Columns named {@code sealed_*}: a value goes in and out under its connection and its field's
 * name.
 */
final class Seals {
  private final Vault vault;

  Seals(Vault vault) {
    this.vault = vault;
  }

  Buffer seal(ConnectionId connection, String field, Secret value) {
    return Buffer.buffer(vault.seal(connection.value(), field, value.reveal()).bytes());
  }

  @Nullable Buffer sealOptional(ConnectionId connection, String field, Optional<Secret> value) {
    return value.isPresent() ? seal(connection, field, value.get()) : null;
  }

  Buffer sealBytes(ConnectionId connection, String field, byte[] value) {
    return Buffer.buffer(vault.seal(connection.value(), field, value).bytes());
  }

  Secret open(ConnectionId connection, String field, Buffer sealed) {
    return new Secret(vault.openText(connection.value(), field, SealedValue.of(sealed.getBytes())));
  }

  Optional<Secret> openOptional(ConnectionId connection, String field, @Nullable Buffer sealed) {
    return sealed == null ? Optional.empty() : Optional.of(open(connection, field, sealed));
  }

  byte[] openBytes(ConnectionId connection, String field, Buffer sealed) {
    return vault.open(connection.value(), field, SealedValue.of(sealed.getBytes()));
  }
}
