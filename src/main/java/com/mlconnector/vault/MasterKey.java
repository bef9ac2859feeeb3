package com.mlconnector.vault;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.security.GeneralSecurityException;
import java.util.Base64;

/** The operator's key set as text: a Tink key set, binary, in Base64. */
final class MasterKey {
  private MasterKey() {}

  static String generate() {
    return write(KeysetHandle.newBuilder());
  }

  /** Keeps the old keys, so that whatever they sealed still opens. */
  static String withNewPrimary(String masterKey) {
    return write(KeysetHandle.newBuilder(read(masterKey)));
  }

  static KeysetHandle read(String masterKey) {
    try {
      byte[] keyset = Base64.getDecoder().decode(masterKey.strip());
      return TinkProtoKeysetFormat.parseKeyset(
          keyset, InsecureSecretKeyAccess.get(), AeadConfig2026.get());
    } catch (GeneralSecurityException | IllegalArgumentException unusable) {
      throw refused(unusable);
    }
  }

  static IllegalArgumentException refused(Exception unusable) {
    return new IllegalArgumentException(
        "The master key is no key set of ours. The command ml-connector keys makes one.", unusable);
  }

  private static String write(KeysetHandle.Builder keyset) {
    try {
      KeysetHandle handle =
          keyset
              .addEntry(
                  KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                      .withRandomId()
                      .makePrimary())
              .setConfiguration(AeadConfig2026.get())
              .build();
      byte[] bytes =
          TinkProtoKeysetFormat.serializeKeyset(
              handle, InsecureSecretKeyAccess.get(), AeadConfig2026.get());
      return Base64.getEncoder().encodeToString(bytes);
    } catch (GeneralSecurityException noAes) {
      throw new IllegalStateException("This JVM lacks AES-256-GCM.", noAes);
    }
  }
}
