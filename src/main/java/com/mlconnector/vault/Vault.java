package com.mlconnector.vault;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.aead.AeadConfig2026;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;

/** Seals values for one connection and field, and opens them for the same ones only. */
public final class Vault {
  private final Aead aead;

  /**
   * Opens for business with the operator's key set.
   *
   * @param masterKey as {@link #newMasterKey} wrote it
   * @throws IllegalArgumentException if it is anything else; the message does not repeat it
   */
  public Vault(String masterKey) {
    try {
      aead = MasterKey.read(masterKey).getPrimitive(AeadConfig2026.get(), Aead.class);
    } catch (GeneralSecurityException unusable) {
      throw MasterKey.refused(unusable);
    }
  }

  public static String newMasterKey() {
    return MasterKey.generate();
  }

  /** A key set that seals with a new key and still opens what {@code masterKey} has sealed. */
  public static String rotatedMasterKey(String masterKey) {
    return MasterKey.withNewPrimary(masterKey);
  }

  public SealedValue seal(String connection, String field, String plain) {
    return seal(connection, field, plain.getBytes(UTF_8));
  }

  public SealedValue seal(String connection, String field, byte[] plain) {
    try {
      return SealedValue.of(aead.encrypt(plain, place(connection, field)));
    } catch (GeneralSecurityException bug) {
      throw new IllegalStateException("Sealing failed, which AES-GCM never does.", bug);
    }
  }

  public String openText(String connection, String field, SealedValue sealed) {
    return new String(open(connection, field, sealed), UTF_8);
  }

  /**
   * The plain bytes.
   *
   * @throws SealBroken if the value was not sealed for this place by one of our keys
   */
  public byte[] open(String connection, String field, SealedValue sealed) {
    try {
      return aead.decrypt(sealed.bytes(), place(connection, field));
    } catch (GeneralSecurityException broken) {
      throw new SealBroken(connection, field, broken);
    }
  }

  /** Lengths first, or "a" + "bc" would be the same place as "ab" + "c". */
  private static byte[] place(String connection, String field) {
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
