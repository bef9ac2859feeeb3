package com.mlconnector.vault;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Seals values for one connection and field with that connection's data key, and opens them for the
 * same ones only.
 */
public final class Vault {
  private final MasterKeys master;
  private final DataKeySource keys;

  public Vault(MasterKeys master, DataKeySource keys) {
    this.master = master;
    this.keys = keys;
  }

  public static String newMasterKey() {
    return MasterKeys.generate().text();
  }

  public SealedValue seal(String connection, String field, String plain) {
    return seal(connection, field, plain.getBytes(UTF_8));
  }

  /**
   * Sealed with the connection's primary key.
   *
   * @throws SealBroken if the connection has no data key
   */
  public SealedValue seal(String connection, String field, byte[] plain) {
    return keys.toSeal(connection)
        .orElseThrow(() -> SealBroken.withoutKey(connection, field))
        .seal(plain, Place.of(connection, field));
  }

  public String openText(String connection, String field, SealedValue sealed) {
    return new String(open(connection, field, sealed), UTF_8);
  }

  /**
   * The plain bytes.
   *
   * @throws SealBroken if the value was not sealed for this place by one of the connection's keys
   */
  public byte[] open(String connection, String field, SealedValue sealed) {
    byte[] place = Place.of(connection, field);
    return keys.toOpen(connection, sealed.key())
        .orElseThrow(() -> SealBroken.withoutKey(connection, field))
        .open(sealed, place)
        .or(() -> master.open(sealed, place))
        .orElseThrow(() -> SealBroken.changed(connection, field));
  }
}
