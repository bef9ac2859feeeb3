package com.mlconnector.keys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.mlconnector.audit.AuditTrail;
import com.mlconnector.domain.ConnectionId;
import com.mlconnector.store.ClientProfiles;
import com.mlconnector.store.Connections;
import com.mlconnector.store.DataKeys;
import com.mlconnector.store.SealedColumns;
import com.mlconnector.store.SealedColumns.Column;
import com.mlconnector.store.Work;
import com.mlconnector.support.Samples;
import com.mlconnector.support.TestStore;
import com.mlconnector.vault.KeyId;
import com.mlconnector.vault.MasterKeys;
import com.mlconnector.work.WorkResult;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens at a start, step by step in a rotation, and when a key is to go. */
class KeyDeskIT {
  private static final ConnectionId SHOP = new ConnectionId("shop");

  @AutoClose private final TestStore store = TestStore.open();
  private final Work work = new Work(store.database());
  private final AuditTrail audit = new AuditTrail(InstantSource.system());
  private final KeyDesk desk = desk(store.keys());
  private final Resealing resealing =
      new Resealing(
          store.database(),
          store.keys(),
          store.ring(),
          new SealedColumns(store.ring().vault()),
          work,
          audit);

  private KeyDesk desk(DataKeys keys) {
    return new KeyDesk(store.database(), keys, work, audit);
  }

  @BeforeEach
  void connect() {
    store.run(tx -> connections().add(tx, Samples.connection(SHOP)));
  }

  private Connections connections() {
    return new Connections(store.vault(), new ClientProfiles(store.vault()));
  }

  @Test
  void what_an_earlier_version_sealed_opens_and_is_sealed_anew() {
    sealedByAnEarlierVersion(store.keys().master());
    store.ring().forget(SHOP);

    desk.open();

    assertThat(pushKey()).isEqualTo("push-key of old");
    assertThat(keys().state()).isEqualTo("resealing");
    assertThat(keys().left()).isEqualTo(4);
    assertThat(desk.report().masters().getFirst().values()).isEqualTo(4);
    untilDone();
    assertThat(pushKey()).isEqualTo("push-key of old");
    assertThat(keys().left()).isZero();
    assertThat(desk.report().masters().getFirst().values()).isZero();
    assertThat(steps()).containsExactly("data-key-created", "key-rotation-done");
  }

  @Test
  void a_start_without_the_master_key_of_an_earlier_version_is_refused() {
    sealedByAnEarlierVersion(store.keys().master());

    assertThatIllegalStateException()
        .isThrownBy(() -> desk(new DataKeys(MasterKeys.generate())).open())
        .withMessageContaining("credentials of 1 connections, such as shop")
        .withMessageContaining("Nothing was changed");
    assertThat(store.count("data_key")).isZero();
  }

  @Test
  void a_start_without_a_master_key_that_wraps_is_refused() {
    MasterKeys other = MasterKeys.generate();

    assertThatIllegalStateException()
        .isThrownBy(() -> desk(new DataKeys(other)).open())
        .withMessageContaining(
            "lacks the key "
                + store.keys().master().primary()
                + ", which wraps the data keys of 1 connections. It has ["
                + other.primary()
                + "]");
  }

  @Test
  void a_start_with_another_primary_master_key_wraps_with_it_and_then_the_old_one_may_go() {
    KeyId old = store.keys().master().primary();
    MasterKeys both = store.keys().master().withNewKey();
    KeyDesk promoted = desk(new DataKeys(both.withPrimary(both.ids().getLast())));

    assertThat(promoted.dropMaster(old, "test").orElseThrow())
        .startsWith(
            "The master key " + old + " is still needed: 1 data keys wrapped by it, 0 values");
    assertThat(desk.dropMaster(old, "test").orElseThrow()).contains("is the primary one");

    promoted.open();

    assertThat(promoted.dropMaster(old, "test")).isEmpty();
    assertThat(steps()).containsExactly("data-key-rewrapped");
    assertThat(store.value("select count(*) from audit where action = 'master-key-dropped'"))
        .isEqualTo("1");
  }

  @Test
  void a_rotation_waits_for_every_node_then_for_every_value_then_the_old_key_may_go() {
    KeyId old = keys().standing().primary();
    KeyId fresh = desk.rotate(SHOP, "test").orElseThrow();

    assertThat(desk.rotate(SHOP, "test")).as("one at a time").isEmpty();
    assertThat(desk.rotateAll("test")).isEmpty();
    step();
    assertThat(keys().state()).as("a node may not have it yet").isEqualTo("staged");
    assertThat(refusal(old))
        .contains("It is the key that seals, and 4 values stand under it: 1 in");
    assertThat(refusal(fresh)).contains("The rotation is not done, and 0 values");
    later("staged_at");
    step();
    assertThat(keys().state()).isEqualTo("resealing");
    assertThat(refusal(old)).contains("The rotation is not done, and 4 values");
    step();
    assertThat(keys().left()).isZero();
    assertThat(keys().state()).as("a node may still seal with the old one").isEqualTo("resealing");
    assertThat(refusal(old)).contains("The rotation is not done, and 0 values");
    later("primary_since");
    step();

    assertThat(keys().state()).isEqualTo("done");
    assertThat(refusal(fresh)).contains("It is the key that seals");
    assertThat(desk.remove(SHOP, old, "test")).isInstanceOf(KeyDesk.Removal.Removed.class);
    assertThat(desk.remove(SHOP, old, "test")).isInstanceOf(KeyDesk.Removal.Unknown.class);
    store.ring().forget(SHOP);
    assertThat(pushKey()).isNotEmpty();
    assertThat(steps())
        .containsExactly("key-rotation-started", "key-rotation-done", "data-key-removed");
    assertThat(store.count("work")).isZero();
  }

  @Test
  void a_value_under_an_old_key_keeps_it_even_after_the_rotation() {
    KeyId old = keys().standing().primary();
    String before = store.value("select sealed_push_key from connection");
    var _ = desk.rotate(SHOP, "test");
    untilDone();
    store.sql("update connection set sealed_push_key = '\\" + before.substring(1) + "'");

    assertThat(refusal(old))
        .isEqualTo(
            "Still 1 values stand under it: 1 in connection.sealed_push_key. Rotate once more.");
  }

  @Test
  void a_value_that_opens_with_no_key_keeps_the_rotation_from_being_done() {
    store.sql("update connection set sealed_push_key = '\\x010203040506'");
    var _ = desk.rotate(SHOP, "test");
    later("staged_at");
    step();
    later("primary_since");

    assertThat(step())
        .isEqualTo(
            WorkResult.tryAgain(
                "1 values do not open with any key there is, and stay as they are."));
    assertThat(keys().left()).isEqualTo(1);
    assertThat(keys().keys().getLast())
        .isEqualTo(new KeyReport.Key(new KeyId("02030405"), KeyReport.Use.UNKNOWN, 1));
  }

  @Test
  void a_connection_whose_key_was_destroyed_has_nothing_to_rotate() {
    var _ = desk.rotate(SHOP, "test");
    store.run(tx -> store.keys().destroy(tx, SHOP));

    step();

    assertThat(desk.report(SHOP)).isEmpty();
    assertThat(desk.rotate(SHOP, "test")).isEmpty();
    assertThat(store.count("work")).isZero();
  }

  private void untilDone() {
    for (int steps = 0; steps < 5 && !keys().state().equals("done"); steps++) {
      later("staged_at");
      later("primary_since");
      step();
    }
    assertThat(keys().state()).isEqualTo("done");
  }

  /** As if a minute had passed. */
  private void later(String column) {
    store.sql("update data_key set %1$s = %1$s - interval '1 minute'".formatted(column));
    store.sql("update work set due_at = now()");
  }

  private WorkResult step() {
    store.sql("update work set due_at = now()");
    List<Work.Item> claimed = work.claim(Work.Kind.RESEAL, 1, Duration.ofMinutes(1));
    return resealing.handle(claimed.getFirst());
  }

  private String refusal(KeyId key) {
    return ((KeyDesk.Removal.StillNeeded) desk.remove(SHOP, key, "test")).sentence();
  }

  private KeyReport.Connection keys() {
    return desk.report(SHOP).orElseThrow();
  }

  private String pushKey() {
    Optional<Connections.Connection> found = store.in(tx -> connections().find(tx, SHOP));
    return found.orElseThrow().pushKey().reveal();
  }

  private List<String> steps() {
    return List.of(
        store
            .value(
                "select string_agg(action, ' ' order by id) from audit where connection_id ="
                    + " 'shop'")
            .split(" "));
  }

  /** The connection's secrets as a version sealed them that had a master key only. */
  private void sealedByAnEarlierVersion(MasterKeys master) {
    store.sql("delete from data_key");
    for (Column column : SealedColumns.ALL) {
      if (column.table().equals("connection")) {
        byte[] sealed = sealed(master, column.field(), column.field() + " of old");
        store.sql(
            "update connection set %s = '\\x%s'"
                .formatted(column.name(), HexFormat.of().formatHex(sealed)));
      }
    }
  }

  private static byte[] sealed(MasterKeys master, String field, String plain) {
    try {
      Aead aead =
          TinkProtoKeysetFormat.parseKeyset(
                  Base64.getDecoder().decode(master.text()),
                  InsecureSecretKeyAccess.get(),
                  AeadConfig2026.get())
              .getPrimitive(AeadConfig2026.get(), Aead.class);
      byte[] place =
          ByteBuffer.allocate(8 + SHOP.value().length() + field.length())
              .putInt(SHOP.value().length())
              .put(SHOP.value().getBytes(UTF_8))
              .putInt(field.length())
              .put(field.getBytes(UTF_8))
              .array();
      return aead.encrypt(plain.getBytes(UTF_8), place);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
