package com.mlconnector.vault;

import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * The operator's key set, which wraps the data keys and seals nothing else. As text it is a Tink
 * key set, binary, in Base64.
 */
public final class MasterKeys {
  private static final String DATA_KEY = "data-key";
  private static final byte[] NOWHERE = {};

  private final KeySet keys;
  private final Optional<Kms> kms;

  private MasterKeys(KeySet keys, Optional<Kms> kms) {
    this.keys = keys;
    this.kms = kms;
  }

  public static MasterKeys generate() {
    return new MasterKeys(KeySet.generate(), kms());
  }

  /**
   * The key set of the settings.
   *
   * @param text as {@link #text} wrote it
   * @throws IllegalArgumentException if it is anything else; the message does not repeat it
   */
  public static MasterKeys read(String text) {
    return read(text, kms());
  }

  static MasterKeys read(String text, Optional<Kms> kms) {
    try {
      byte[] bytes = Base64.getDecoder().decode(text.strip());
      KeySet keys = kms.isPresent() ? decrypted(bytes, kms.get()) : KeySet.read(bytes);
      return new MasterKeys(keys, kms);
    } catch (GeneralSecurityException | IllegalArgumentException unusable) {
      throw new IllegalArgumentException(
          "The master key is no key set of ours. The command ml-connector keys makes one.",
          unusable);
    }
  }

  private static Optional<Kms> kms() {
    return ServiceLoader.load(Kms.class).findFirst();
  }

  MasterKeys encryptedBy(Optional<Kms> other) {
    return new MasterKeys(keys, other);
  }

  private static KeySet decrypted(byte[] bytes, Kms kms) throws GeneralSecurityException {
    return new KeySet(
        TinkProtoKeysetFormat.parseEncryptedKeyset(
            bytes, kms.key(), NOWHERE, AeadConfig2026.get()));
  }

  /** For {@code vault.master-key}: in the clear, unless there is a {@link Kms}. */
  public String text() {
    try {
      byte[] bytes =
          kms.isPresent()
              ? TinkProtoKeysetFormat.serializeEncryptedKeyset(
                  keys.handle(), kms.get().key(), NOWHERE, AeadConfig2026.get())
              : keys.bytes();
      return Base64.getEncoder().encodeToString(bytes);
    } catch (GeneralSecurityException refused) {
      throw new IllegalStateException("The key management service does not encrypt.", refused);
    }
  }

  /** One key more, the last of {@link #ids}; it wraps nothing before it is made the primary one. */
  public MasterKeys withNewKey() {
    return new MasterKeys(keys.withNewKey(), kms);
  }

  public MasterKeys withPrimary(KeyId id) {
    return new MasterKeys(keys.withPrimary(id), kms);
  }

  public MasterKeys without(KeyId id) {
    return new MasterKeys(keys.without(id), kms);
  }

  /** Oldest first. */
  public List<KeyId> ids() {
    return keys.ids();
  }

  /** Of the key that wraps. */
  public KeyId primary() {
    return keys.primary();
  }

  public byte[] wrap(String connection, DataKey key) {
    try {
      return keys.aead().encrypt(key.bytes(), Place.of(connection, DATA_KEY));
    } catch (GeneralSecurityException bug) {
      throw new IllegalStateException("Wrapping failed, which AES-GCM never does.", bug);
    }
  }

  /**
   * The data key of this connection.
   *
   * @throws SealBroken if it was not wrapped for it by one of these keys
   */
  public DataKey unwrap(String connection, byte[] wrapped) {
    try {
      byte[] bytes = keys.aead().decrypt(wrapped, Place.of(connection, DATA_KEY));
      return new DataKey(KeySet.read(bytes));
    } catch (GeneralSecurityException broken) {
      throw SealBroken.wrapped(connection, KeyId.of(wrapped), broken);
    }
  }

  /** What a version without data keys has sealed. */
  Optional<byte[]> open(SealedValue sealed, byte[] place) {
    return new DataKey(keys).open(sealed, place);
  }
}
