package com.mlconnector.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.ReasonCode;
import com.mlconnector.store.WriteBacks.Last;
import com.mlconnector.support.Samples;
import com.mlconnector.support.TestStore;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WriteBacksIT {
  private static final ConnectionId SHOP = new ConnectionId("shop");

  @AutoClose private static TestStore store;
  private static WriteBacks writeBacks;

  @BeforeAll
  static void open() {
    store = TestStore.open();
    writeBacks = new WriteBacks(store.vault());
    Connections connections = new Connections(store.vault(), new ClientProfiles(store.vault()));
    store.run(tx -> connections.add(tx, Samples.connection(SHOP)));
  }

  @BeforeEach
  void nothing_written() {
    store.sql("truncate write_back");
  }

  @Test
  void an_invoice_never_written_to_has_no_last_block() {
    assertThat(last()).isEqualTo(Last.NONE);
  }

  @Test
  void while_it_is_open_whether_a_block_arrived_both_may_be_ours() {
    confirm("one");
    begin("two");
    assertThat(last().hashes()).containsExactlyInAnyOrder("one", "two");
    confirm("two");
    assertThat(last().hashes()).containsExactly("two");
    assertThat(last().writtenAt()).isPresent();
  }

  @Test
  void trouble_stays_until_a_block_is_confirmed() {
    begin("one");
    store.run(
        tx -> writeBacks.trouble(tx, SHOP, 1, ReasonCode.WRITEBACK_EDITED, "Somebody edited it."));
    assertThat(last().trouble()).contains("Somebody edited it.");
    assertThat(last().hashes()).containsExactly("one");
    confirm("one");
    assertThat(last().trouble()).isEmpty();
  }

  private static void begin(String hash) {
    store.run(tx -> writeBacks.begin(tx, SHOP, 1, hash, "the notes before"));
  }

  private static void confirm(String hash) {
    store.run(tx -> writeBacks.confirm(tx, SHOP, 1, hash));
  }

  private static Last last() {
    return store.in(tx -> writeBacks.find(tx, SHOP, 1));
  }
}
