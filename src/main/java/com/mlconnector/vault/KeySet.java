package com.mlconnector.vault;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.stream.IntStream;

/** Several AES-256-GCM keys: the primary one encrypts, all of them decrypt. */
final class KeySet {
  private final KeysetHandle handle;
  private final Aead aead;
  private final List<KeyId> ids;

  KeySet(KeysetHandle handle) throws GeneralSecurityException {
    this.handle = handle;
    this.aead = handle.getPrimitive(AeadConfig2026.get(), Aead.class);
    this.ids =
        IntStream.range(0, handle.size()).mapToObj(i -> KeyId.of(handle.getAt(i).getId())).toList();
  }

  static KeySet generate() {
    return built(KeysetHandle.newBuilder().addEntry(newKey().makePrimary()));
  }

  /** One key more, which encrypts nothing yet. */
  KeySet withNewKey() {
    return built(KeysetHandle.newBuilder(handle).addEntry(newKey()));
  }

  KeySet withPrimary(KeyId id) {
    KeysetHandle.Builder keys = KeysetHandle.newBuilder(handle);
    keys.getAt(index(id)).makePrimary();
    return built(keys);
  }

  KeySet without(KeyId id) {
    if (id.equals(primary())) {
      throw new IllegalArgumentException(id + " is the primary key");
    }
    return built(KeysetHandle.newBuilder(handle).deleteAt(index(id)));
  }

  /** Oldest first. */
  List<KeyId> ids() {
    return ids;
  }

  KeyId primary() {
    return KeyId.of(handle.getPrimary().getId());
  }

  Aead aead() {
    return aead;
  }

  KeysetHandle handle() {
    return handle;
  }

  byte[] bytes() {
    try {
      return TinkProtoKeysetFormat.serializeKeyset(
          handle, InsecureSecretKeyAccess.get(), AeadConfig2026.get());
    } catch (GeneralSecurityException bug) {
      throw new IllegalStateException("A key set of ours can't be written.", bug);
    }
  }

  static KeySet read(byte[] bytes) throws GeneralSecurityException {
    return new KeySet(
        TinkProtoKeysetFormat.parseKeyset(
            bytes, InsecureSecretKeyAccess.get(), AeadConfig2026.get()));
  }

  private int index(KeyId id) {
    int index = ids.indexOf(id);
    if (index < 0) {
      throw new IllegalArgumentException("There is no key " + id);
    }
    return index;
  }

  private static KeysetHandle.Builder.Entry newKey() {
    return KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
        .withRandomId();
  }

  private static KeySet built(KeysetHandle.Builder keys) {
    try {
      return new KeySet(keys.setConfiguration(AeadConfig2026.get()).build());
    } catch (GeneralSecurityException noAes) {
      throw new IllegalStateException("This JVM lacks AES-256-GCM.", noAes);
    }
  }
}
