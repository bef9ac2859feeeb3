package com.mlconnector.vault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VaultTest {
  private static final String KEY = Vault.newMasterKey();

  private final Vault vault = new Vault(KEY);

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

    assertThat(new Vault(KEY).openText("shop", "account", SealedValue.of(stored)))
        .isEqualTo("A1B2C3");
  }

  @ParameterizedTest
  @CsvSource({"other, account", "shop, token", "sho, paccount", "shopa, ccount", "account, shop"})
  void a_value_opens_in_its_own_place_only(String connection, String field) {
    SealedValue sealed = vault.seal("shop", "account", "A1B2C3");

    assertBroken(vault, connection, field, sealed);
  }

  @Test
  void another_master_key_opens_nothing() {
    SealedValue sealed = vault.seal("shop", "account", "A1B2C3");

    assertBroken(new Vault(Vault.newMasterKey()), "shop", "account", sealed);
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
  void after_a_rotation_old_values_open_and_new_ones_need_the_new_key() {
    SealedValue old = vault.seal("shop", "account", "A1B2C3");
    Vault rotated = new Vault(Vault.rotatedMasterKey(Vault.rotatedMasterKey(KEY)));
    SealedValue recent = rotated.seal("shop", "account", "D4E5F6");

    assertThat(rotated.openText("shop", "account", old)).isEqualTo("A1B2C3");
    assertThat(rotated.openText("shop", "account", recent)).isEqualTo("D4E5F6");
    assertBroken(vault, "shop", "account", recent);
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
        .isThrownBy(() -> new Vault(text))
        .withMessage(
            "The master key is no key set of ours. The command ml-connector keys makes one.");
  }

  @Test
  void random_bytes_are_no_master_key() {
    String bytes = Base64.getEncoder().encodeToString(new byte[32]);

    assertThatIllegalArgumentException().isThrownBy(() -> new Vault(bytes));
  }

  private static void assertBroken(
      Vault vault, String connection, String field, SealedValue sealed) {
    assertThatExceptionOfType(SealBroken.class)
        .isThrownBy(() -> vault.open(connection, field, sealed))
        .withMessageContaining("\"" + field + "\" of connection \"" + connection + "\"")
        .withMessageNotContaining("A1B2C3");
  }
}
