package com.mlconnector.vault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VaultTest {
  private final MasterKeys master = MasterKeys.generate();
  private final DataKey key = DataKey.generate();
  private final Vault vault = vault(key);

  /** Every connection has this key: only the place keeps them apart. */
  private Vault vault(DataKey of) {
    return new Vault(master, new Always(Optional.of(of)));
  }

  private record Always(Optional<DataKey> key) implements DataKeySource {
    @Override
    public Optional<DataKey> toSeal(String connection) {
      return key;
    }

    @Override
    public Optional<DataKey> toOpen(String connection, KeyId sealedWith) {
      return key;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "A1B2C3", "Łódź, ul. Żółta 5 🚚"})
  void what_is_sealed_opens(String plain) {
    SealedValue sealed = vault.seal("shop", "account", plain);

    assertThat(vault.openText("shop", "account", sealed)).isEqualTo(plain);
    assertThat(vault.open("shop", "account", sealed)).isEqualTo(plain.getBytes(UTF_8));
  }

  @Test
  void a_restarted_gateway_opens_what_was_stored() {
    byte[] stored = vault.seal("shop", "account", "A1B2C3").bytes();

    MasterKeys sameMaster = MasterKeys.read(master.text());
    DataKey sameKey = sameMaster.unwrap("shop", master.wrap("shop", key));

    assertThat(vault(sameKey).openText("shop", "account", SealedValue.of(stored)))
        .isEqualTo("A1B2C3");
  }

  @ParameterizedTest
  @CsvSource({"other, account", "shop, token", "sho, paccount", "shopa, ccount", "account, shop"})
  void a_value_opens_in_its_own_place_only(String connection, String field) {
    SealedValue sealed = vault.seal("shop", "account", "A1B2C3");

    assertBroken(vault, connection, field, sealed);
  }

  @Test
  void another_data_key_opens_nothing() {
    SealedValue sealed = vault.seal("shop", "account", "A1B2C3");

    assertBroken(vault(DataKey.generate()), "shop", "account", sealed);
  }

  @Test
  void without_a_data_key_nothing_is_sealed_and_nothing_opens() {
    SealedValue sealed = vault.seal("shop", "account", "A1B2C3");
    Vault destroyed = new Vault(master, new Always(Optional.empty()));

    assertBroken(destroyed, "shop", "account", sealed);
    assertThatExceptionOfType(SealBroken.class)
        .isThrownBy(() -> destroyed.seal("shop", "account", "A1B2C3"))
        .withMessageContaining("no data key, or it was destroyed");
  }

  @Test
  void what_the_master_key_sealed_before_there_were_data_keys_opens() throws Exception {
    KeySet alone = KeySet.read(Base64.getDecoder().decode(master.text()));
    byte[] old = alone.aead().encrypt("A1B2C3".getBytes(UTF_8), Place.of("shop", "account"));

    assertThat(vault.openText("shop", "account", SealedValue.of(old))).isEqualTo("A1B2C3");
    assertBroken(vault, "other", "account", SealedValue.of(old));
  }

  @Test
  void a_data_key_opens_for_its_own_connection_and_with_its_master_key_only() {
    byte[] wrapped = master.wrap("shop", key);

    assertThat(master.unwrap("shop", wrapped).ids()).isEqualTo(key.ids());
    assertThatExceptionOfType(SealBroken.class)
        .isThrownBy(() -> master.unwrap("other", wrapped))
        .withMessageContaining("\"other\"");
    assertThatExceptionOfType(SealBroken.class)
        .isThrownBy(() -> MasterKeys.generate().unwrap("shop", wrapped))
        .withMessageContaining("Either the master key " + master.primary() + " is missing");
  }

  @Test
  void the_id_of_the_key_is_read_off_what_it_made() {
    assertThat(vault.seal("shop", "account", "A1B2C3").key()).isEqualTo(key.primary());
    assertThat(KeyId.of(master.wrap("shop", key))).isEqualTo(master.primary());
    assertThat(KeyId.of(new byte[3])).isEqualTo(new KeyId(""));
  }

  @Test
  void a_change_of_any_byte_is_noticed() {
    byte[] stored = vault.seal("shop", "account", "A1B2C3").bytes();
    for (int i = 0; i < stored.length; i++) {
      byte[] changed = stored.clone();
      changed[i] ^= 1;

      assertBroken(vault, "shop", "account", SealedValue.of(changed));
    }
  }

  @Test
  void missing_bytes_are_noticed() {
    byte[] stored = vault.seal("shop", "account", "A1B2C3").bytes();
    for (int length = 0; length < stored.length; length++) {
      byte[] cut = Arrays.copyOf(stored, length);

      assertBroken(vault, "shop", "account", SealedValue.of(cut));
    }
  }

  @Test
  void the_same_value_is_sealed_differently_each_time() {
    assertThat(vault.seal("shop", "account", "A1B2C3"))
        .isNotEqualTo(vault.seal("shop", "account", "A1B2C3"));
  }

  @Test
  void a_new_key_opens_at_once_and_seals_when_it_is_the_primary_one() {
    SealedValue old = vault.seal("shop", "account", "A1B2C3");
    DataKey staged = key.withNewKey();
    DataKey rotated = staged.withPrimary(staged.ids().getLast());
    SealedValue recent = vault(rotated).seal("shop", "account", "D4E5F6");

    assertThat(vault(staged).seal("shop", "account", "A1B2C3").key()).isEqualTo(key.primary());
    assertThat(recent.key()).isEqualTo(staged.ids().getLast());
    assertThat(vault(staged).openText("shop", "account", recent)).isEqualTo("D4E5F6");
    assertThat(vault(rotated).openText("shop", "account", old)).isEqualTo("A1B2C3");
    assertBroken(vault, "shop", "account", recent);
    assertBroken(vault(rotated.without(key.primary())), "shop", "account", old);
  }

  @Test
  void the_primary_key_stays() {
    assertThatIllegalArgumentException().isThrownBy(() -> key.without(key.primary()));
    assertThatIllegalArgumentException().isThrownBy(() -> master.without(master.primary()));
  }

  @Test
  void a_master_key_may_be_encrypted_by_a_key_outside() {
    Optional<Kms> kms = Optional.of(KeySet.generate()::aead);
    MasterKeys outside = MasterKeys.read(master.text(), Optional.empty()).encryptedBy(kms);

    assertThat(MasterKeys.read(outside.text(), kms).ids()).isEqualTo(master.ids());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MasterKeys.read(outside.text(), Optional.empty()));
    assertThatIllegalArgumentException().isThrownBy(() -> MasterKeys.read(master.text(), kms));
  }

  @Test
  void a_sealed_value_prints_its_length_only() {
    SealedValue sealed = vault.seal("shop", "account", "A1B2C3");

    assertThat(sealed).hasToString("sealed, 39 bytes");
  }

  @Test
  void a_sealed_value_cannot_be_changed_from_outside() {
    byte[] stored = vault.seal("shop", "account", "A1B2C3").bytes();
    SealedValue sealed = SealedValue.of(stored);
    stored[0] ^= 1;
    sealed.bytes()[1] ^= 1;

    assertThat(vault.openText("shop", "account", sealed)).isEqualTo("A1B2C3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hunter2", "%%%", "eyJwcmltYXJ5S2V5SWQiOjF9"})
  void what_is_no_master_key_is_refused_without_repeating_it(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MasterKeys.read(text))
        .withMessage(
            "The master key is no key set of ours. The command ml-connector keys makes one.");
  }

  @Test
  void random_bytes_are_no_master_key() {
    String bytes = Base64.getEncoder().encodeToString(new byte[32]);

    assertThatIllegalArgumentException().isThrownBy(() -> MasterKeys.read(bytes));
  }

  private static void assertBroken(
      Vault vault, String connection, String field, SealedValue sealed) {
    assertThatExceptionOfType(SealBroken.class)
        .isThrownBy(() -> vault.open(connection, field, sealed))
        .withMessageContaining("\"" + field + "\" of connection \"" + connection + "\"")
        .withMessageNotContaining("A1B2C3");
  }
}
