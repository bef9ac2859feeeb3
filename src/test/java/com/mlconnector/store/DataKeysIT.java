package com.mlconnector.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.Secret;
import com.mlconnector.support.Samples;
import com.mlconnector.support.TestStore;
import com.mlconnector.vault.DataKey;
import com.mlconnector.vault.DataKeySource;
import com.mlconnector.vault.KeyId;
import com.mlconnector.vault.MasterKeys;
import com.mlconnector.vault.SealBroken;
import com.mlconnector.vault.Vault;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The data keys of two connections, at two nodes whose time stands still. */
class DataKeysIT {
  private static final ConnectionId SHOP = new ConnectionId("shop");
  private static final ConnectionId OTHER = new ConnectionId("other");

  @AutoClose private final TestStore store = TestStore.open();
  private final DataKeys keys = store.keys();
  private final AtomicLong now = new AtomicLong();
  private final KeyRing near = ring();
  private final KeyRing far = ring();
  private final Connections connections = connections(near.vault());

  private KeyRing ring() {
    return new KeyRing(store.database(), keys.master(), now::get);
  }

  private static Connections connections(Vault vault) {
    return new Connections(vault, new ClientProfiles(vault));
  }

  @BeforeEach
  void connect() {
    for (ConnectionId connection : List.of(SHOP, OTHER)) {
      store.run(tx -> keys.create(tx, connection, true));
      store.run(tx -> connections.add(tx, Samples.connection(connection)));
    }
  }

  @Test
  void every_sealed_column_is_in_the_list() {
    assertThat(SealedColumns.ALL.stream().map(SealedColumns.Column::toString))
        .containsExactlyInAnyOrder(
            store
                .value(
                    """
                    select string_agg(table_name || '.' || column_name, ' ')
                    from information_schema.columns
                    where table_schema = 'public' and column_name like 'sealed\\_%'
                    """)
                .split(" "));
  }

  @Test
  void a_connection_has_one_key_and_each_its_own() {
    assertThat(create(SHOP)).isEmpty();

    assertThat(primary(SHOP)).isNotEqualTo(primary(OTHER));
    assertThat(counts(SHOP)).allMatch(count -> count.key().equals(primary(SHOP))).hasSize(4);
  }

  @Test
  void a_value_copied_to_another_connections_row_does_not_open() {
    store.sql(
        """
        update connection set sealed_push_key = s.sealed_push_key
        from (select sealed_push_key from connection where id = 'shop') s where id = 'other'
        """);

    assertThat(at(near, SHOP)).isPresent();
    assertThatExceptionOfType(SealBroken.class)
        .isThrownBy(() -> at(near, OTHER))
        .withMessageContaining("\"push-key\" of connection \"other\"");
  }

  @Test
  void a_key_set_copied_to_another_connections_row_does_not_open() {
    store.sql(
        """
        update data_key set wrapped = s.wrapped
        from (select wrapped from data_key where connection_id = 'shop') s
        where connection_id = 'other'
        """);

    assertThatExceptionOfType(SealBroken.class)
        .isThrownBy(() -> at(far, OTHER))
        .withMessageContaining("The data key of connection \"other\" does not open");
  }

  @Test
  void once_it_is_destroyed_nothing_opens_at_any_node() {
    assertThat(at(far, SHOP)).isPresent();

    assertThat(destroy(SHOP)).isTrue();
    assertThat(destroy(SHOP)).isFalse();
    now.addAndGet(KeyRing.MAX_AGE.toNanos());

    for (KeyRing ring : List.of(near, far)) {
      assertThatExceptionOfType(SealBroken.class)
          .isThrownBy(() -> at(ring, SHOP))
          .withMessageContaining("no data key, or it was destroyed");
      assertThat(at(ring, OTHER)).isPresent();
    }
    assertThat(standing(SHOP)).isEmpty();
    List<ConnectionId> without = store.in(keys::connectionsWithout);
    assertThat(without).as("nor comes another").isEmpty();
    assertThat(create(SHOP)).as("while it is there").isEmpty();
  }

  @Test
  void a_node_that_is_told_forgets_a_destroyed_key_at_once() {
    SenderKeys senders = new SenderKeys(store.database(), far);
    assertThat(TestStore.await(senders.all())).containsKeys("shop", "other");
    store.run(tx -> keys.destroy(tx, SHOP));

    assertThat(TestStore.await(senders.all())).containsOnlyKeys("other");
    assertThatExceptionOfType(SealBroken.class).isThrownBy(() -> at(far, SHOP));
  }

  @Test
  void one_connection_whose_keys_do_not_open_keeps_no_other_ones_senders_out() {
    SenderKeys senders = new SenderKeys(store.database(), far);
    store.sql("update connection set sealed_push_key = '\\x01020304' where id = 'shop'");
    assertThat(TestStore.await(senders.all())).containsOnlyKeys("other");

    store.sql("update data_key set wrapped = '\\x01020304' where connection_id = 'shop'");
    assertThat(TestStore.await(senders.all())).containsOnlyKeys("other");
  }

  @Test
  void a_staged_key_seals_nothing_and_a_promoted_one_everything() {
    KeyId old = primary(SHOP);
    KeyId fresh = store.in(tx -> keys.stage(tx, SHOP));
    near.forget(SHOP);

    assertThat(near.toSeal("shop").orElseThrow().primary()).isEqualTo(old);
    assertThat(near.toOpen("shop", fresh).orElseThrow().ids()).containsExactly(old, fresh);
    DataKeys.Standing staged = standing(SHOP).orElseThrow();
    assertThat(staged.staged()).isTrue();
    assertThat(staged.known()).as("every node has it").isFalse();
    assertThat(staged.newest()).isEqualTo(fresh);

    store.run(tx -> keys.promote(tx, SHOP));
    assertThat(near.toSeal("shop").orElseThrow().primary()).as("not yet read").isEqualTo(old);
    now.addAndGet(KeyRing.MAX_AGE.toNanos());
    assertThat(near.toSeal("shop").orElseThrow().primary()).isEqualTo(fresh);
    assertThat(at(near, SHOP)).isPresent();
  }

  @Test
  void values_are_sealed_anew_in_batches_and_only_those_of_the_connection() {
    int many = 120;
    store.run(tx -> {
      for (int i = 1; i <= many; i++) {
        new WriteBacks(near.vault()).begin(tx, SHOP, i, "hash", "notes " + i);
      }
    });
    rotate(SHOP);

    assertThat(reseal(SHOP)).isEqualTo(many + 4);

    assertThat(reseal(SHOP)).as("once is enough").isZero();
    assertThat(counts(SHOP)).allMatch(count -> count.key().equals(primary(SHOP)));
    assertThat(counts(OTHER)).allMatch(count -> count.key().equals(primary(OTHER)));
    KeyId old = standing(SHOP).orElseThrow().keys().getFirst();
    store.run(tx -> keys.remove(tx, SHOP, old));
    far.forget(SHOP);
    WriteBacks writeBacks = new WriteBacks(far.vault());
    WriteBacks.Last last = store.in(tx -> writeBacks.find(tx, SHOP, many));
    assertThat(last.before()).contains(new Secret("notes " + many));
  }

  @Test
  void a_value_that_was_changed_meanwhile_stays_as_the_other_left_it() {
    rotate(SHOP);
    SealedColumns columns =
        new SealedColumns(
            new Vault(
                keys.master(),
                new DataKeySource() {
                  @Override
                  public Optional<DataKey> toSeal(String connection) {
                    store.sql("update connection set sealed_push_key = '\\x0a' where id = 'shop'");
                    return near.toSeal(connection);
                  }

                  @Override
                  public Optional<DataKey> toOpen(String connection, KeyId sealedWith) {
                    return near.toOpen(connection, sealedWith);
                  }
                }));

    SealedColumns.Batch batch =
        store
            .database()
            .autocommit(tx ->
                columns.reseal(
                    tx, SHOP, column("sealed_push_key"), primary(SHOP), Optional.empty()));

    assertThat(batch).isEqualTo(new SealedColumns.Batch(0, 0, Optional.empty()));
    assertThat(store.value("select sealed_push_key from connection where id = 'shop'"))
        .isEqualTo("\\x0a");
  }

  @Test
  void a_value_that_does_not_open_is_counted_and_left_alone() {
    store.sql("update connection set sealed_push_key = '\\x0102030405060708' where id = 'shop'");
    rotate(SHOP);
    SealedColumns columns = new SealedColumns(near.vault());

    List<Integer> broken = new ArrayList<>();
    for (SealedColumns.Column column : SealedColumns.ALL) {
      broken.add(
          store
              .in(tx -> columns.reseal(tx, SHOP, column, primary(SHOP), Optional.empty()))
              .broken());
    }

    assertThat(broken.stream().mapToInt(Integer::intValue).sum()).isEqualTo(1);
    assertThat(
            store.value("select encode(sealed_push_key, 'hex') from connection where id = 'shop'"))
        .isEqualTo("0102030405060708");
  }

  @Test
  void nothing_is_settled_while_a_transaction_may_store_what_it_sealed_before() {
    rotate(SHOP);
    assertThat(isSettled(SHOP)).as("too early").isFalse();
    store.run(tx -> {
      tx.run("select 1", Tuple.tuple());
      store.sql("update data_key set primary_since = clock_timestamp() - interval '11.9 seconds'");
      store.awaitValue(
          "select primary_since < now() - interval '12 seconds' from data_key limit 1", "t");

      assertThat(isSettled(SHOP)).as("begun before").isFalse();
    });

    assertThat(isSettled(SHOP)).isTrue();
  }

  @Test
  void a_new_master_key_wraps_what_the_old_one_had_wrapped() {
    MasterKeys staged = keys.master().withNewKey();
    DataKeys under = new DataKeys(staged.withPrimary(staged.ids().getLast()));
    KeyId before = primary(SHOP);

    List<DataKeys.Standing> old = store.in(under::underOldMaster);
    assertThat(old).hasSize(2);
    store.run(tx -> under.rewrap(tx, SHOP));

    List<DataKeys.Standing> left = store.in(under::underOldMaster);
    assertThat(left).hasSize(1);
    assertThat(primary(SHOP)).isEqualTo(before);
    KeyRing alone =
        new KeyRing(store.database(), under.master().without(keys.master().primary()), now::get);
    assertThat(at(alone, SHOP)).isPresent();
    assertThatExceptionOfType(SealBroken.class)
        .isThrownBy(() -> at(alone, OTHER))
        .withMessageContaining(keys.master().primary() + " is missing in vault.master-key");
  }

  private static SealedColumns.Column column(String name) {
    return SealedColumns.ALL.stream()
        .filter(column -> column.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private void rotate(ConnectionId connection) {
    store.run(tx -> keys.stage(tx, connection));
    store.run(tx -> keys.promote(tx, connection));
    near.forget(connection);
  }

  /** How many values were sealed anew. */
  private int reseal(ConnectionId connection) {
    SealedColumns columns = new SealedColumns(near.vault());
    int resealed = 0;
    for (SealedColumns.Column column : SealedColumns.ALL) {
      Optional<String> after = Optional.empty();
      do {
        Optional<String> from = after;
        SealedColumns.Batch batch =
            store.in(tx -> columns.reseal(tx, connection, column, primary(connection), from));
        resealed += batch.resealed();
        after = batch.last();
      } while (after.isPresent());
    }
    return resealed;
  }

  /** As a node reads it. */
  private Optional<Connections.Connection> at(KeyRing node, ConnectionId connection) {
    return store.in(tx -> connections(node.vault()).find(tx, connection));
  }

  private Optional<KeyId> create(ConnectionId connection) {
    return store.in(tx -> keys.create(tx, connection, true));
  }

  private boolean destroy(ConnectionId connection) {
    return store.in(tx -> keys.destroy(tx, connection));
  }

  private boolean isSettled(ConnectionId connection) {
    return store.in(tx -> keys.isSettled(tx, connection));
  }

  private Optional<DataKeys.Standing> standing(ConnectionId connection) {
    return store.in(tx -> keys.find(tx, connection));
  }

  private KeyId primary(ConnectionId connection) {
    return standing(connection).orElseThrow().primary();
  }

  private List<SealedColumns.Count> counts(ConnectionId connection) {
    return store.in(tx -> SealedColumns.counts(tx, Optional.of(connection)));
  }
}
