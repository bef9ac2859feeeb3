package com.mlconnector.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.Halt;
import com.mlconnector.domain.ReasonCode;
import com.mlconnector.domain.Secret;
import com.mlconnector.domain.WriteBackSettings.Place;
import com.mlconnector.domain.Written;
import com.mlconnector.store.WriteBacks.Answer;
import com.mlconnector.store.WriteBacks.Echo;
import com.mlconnector.store.WriteBacks.Last;
import com.mlconnector.support.Samples;
import com.mlconnector.support.TestStore;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
  void while_it_is_open_whether_a_text_arrived_both_may_be_ours() {
    confirm("one");
    begin("two");
    assertThat(last().written()).isEqualTo(new Written(Set.of("one", "two"), true, false));
    assertThat(last().open()).contains("two");
    assertThat(last().before()).contains(new Secret("the notes before"));
    confirm("two");
    assertThat(last().open()).isEmpty();
    assertThat(last().place()).contains(Place.NOTES);
  }

  @Test
  void the_time_of_a_write_is_that_of_its_beginning() {
    confirm("stood there already");
    assertThat(last().writtenAt()).isEmpty();
    begin("one");
    assertThat(last().writtenAt()).isPresent();
  }

  @Test
  void only_the_ten_newest_texts_are_remembered() {
    for (int i = 0; i < 12; i++) {
      begin("text " + i);
    }
    begin("text 11");
    assertThat(last().written().hashes()).hasSize(10).contains("text 2").doesNotContain("text 1");
  }

  @Test
  void trouble_stays_until_a_text_is_seen_to_stand() {
    begin("one");
    trouble(1, "Somebody edited it.", false);
    assertThat(last().trouble()).contains("Somebody edited it.");
    assertThat(last().halt().orElseThrow().ways()).containsExactly("Leave it.");
    assertThat(last().ended()).isFalse();
    confirm("one");
    assertThat(last().trouble()).isEmpty();
  }

  @Test
  void a_fresh_block_forgets_the_old_one() {
    confirm("one");
    trouble(1, "Somebody edited it.", false);
    answer(Answer.FRESH_BLOCK);
    assertThat(last().written()).isEqualTo(new Written(Set.of(), false, true));
    assertThat(last().trouble()).isEmpty();
    confirm("two");
    assertThat(last().written()).isEqualTo(new Written(Set.of("two"), true, true));
  }

  @Test
  void leave_ends_it_and_again_takes_it_up() {
    confirm("one");
    trouble(1, "Somebody edited it.", false);
    answer(Answer.LEAVE);
    assertThat(last().trouble()).isEmpty();
    assertThat(last().ended()).isTrue();
    answer(Answer.AGAIN);
    assertThat(last().ended()).isFalse();
    assertThat(last().written()).isEqualTo(new Written(Set.of("one"), true, false));
  }

  @Test
  void an_alarm_ends_it_until_a_person_says_again() {
    begin("one");
    trouble(1, "The amount is another.", true);
    assertThat(last().ended()).isTrue();
    answer(Answer.AGAIN);
    assertThat(last().ended()).isFalse();
    assertThat(last().open()).isEmpty();
  }

  @Test
  void an_echo_is_our_own_write_over_what_was_read_before() {
    store.sql(
        """
        insert into invoice (connection_id, invoice_id, number, client_id, version, verdict, reason)
        values ('shop', 1, '7', 77, 'v1', 'ships', '')
        """);
    begin("one");
    confirm("one", "v1", "v2");
    assertThat(isEcho("v2")).isTrue();
    assertThat(isEcho("v1")).isFalse();
    confirm("two", "v2", "v3");
    assertThat(isEcho("v3")).isTrue();
    assertThat(isEcho("v2")).isFalse();
    // A person saved v4, and nobody has read it yet.
    confirm("three", "v4", "v5");
    assertThat(isEcho("v5")).isFalse();
  }

  private static void begin(String hash) {
    store.run(tx -> writeBacks.begin(tx, SHOP, 1, hash, "the notes before"));
  }

  private static void confirm(String hash) {
    store.run(tx -> writeBacks.confirm(tx, SHOP, 1, Place.NOTES, hash, Optional.empty()));
  }

  private static void confirm(String hash, String before, String after) {
    Optional<Echo> echo = Optional.of(new Echo(before, after));
    store.run(tx -> writeBacks.confirm(tx, SHOP, 1, Place.NOTES, hash, echo));
  }

  private static void trouble(long invoice, String sentence, boolean ended) {
    Halt halt = new Halt(ReasonCode.WRITEBACK_EDITED, sentence, List.of("Leave it."));
    store.run(tx -> writeBacks.trouble(tx, SHOP, invoice, halt, ended));
  }

  private static void answer(Answer answer) {
    store.run(tx -> writeBacks.answer(tx, SHOP, 1, answer));
  }

  private static boolean isEcho(String version) {
    return store.count("write_back where invoice_id = 1 and echo_version = '" + version + "'") == 1;
  }

  private static Last last() {
    return store.in(tx -> writeBacks.find(tx, SHOP, 1));
  }
}
