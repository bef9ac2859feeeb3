package com.mlconnector.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.domain.ConnectionId;
import com.mlconnector.store.Invoices.Listed;
import com.mlconnector.support.Samples;
import com.mlconnector.support.TestStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a sweep stores of a page, many invoices in one statement. */
class FoundBySweepIT {
  private static final ConnectionId SHOP = new ConnectionId("shop");
  private static final Duration LEASE = Duration.ofMinutes(1);

  @AutoClose private static TestStore store;
  private static Work work;
  private static Invoices invoices;

  @BeforeAll
  static void open() {
    store = TestStore.open();
    work = new Work(store.database());
    invoices = new Invoices(store.vault());
    Connections connections = new Connections(store.vault(), new ClientProfiles(store.vault()));
    store.run(tx -> connections.add(tx, Samples.connection(SHOP)));
  }

  @BeforeEach
  void nothing_is_known() {
    store.sql("truncate work");
    store.sql("truncate invoice");
  }

  @Test
  void many_reasons_are_due_at_once() {
    found("1", "2", "3");

    assertThat(claimed()).extracting(Work.Item::key).containsExactlyInAnyOrder("1", "2", "3");
  }

  @Test
  void what_waits_anyway_needs_no_further_reason() {
    found("1");
    found("1");

    assertThat(claimed()).extracting(Work.Item::seq).containsExactly(1L);
  }

  @Test
  void what_is_in_hand_is_due_again_afterwards() {
    found("1");
    Work.Item item = claimed().getFirst();
    found("1");
    store.run(tx -> work.finish(tx, item));

    assertThat(claimed()).extracting(Work.Item::key).containsExactly("1");
  }

  @Test
  void what_was_set_aside_gets_another_chance_a_day_later() {
    found("1");
    store.run(tx -> new SetAside().put(tx, claimed().getFirst(), "a bug"));
    found("1");
    assertThat(claimed()).isEmpty();
    store.sql("update work set set_aside_at = set_aside_at - interval '25 hours'");
    found("1");

    assertThat(claimed()).extracting(Work.Item::key).containsExactly("1");
  }

  @Test
  void an_invoice_is_remembered_with_whether_it_was_flagged() {
    remember(listed(1, Optional.of("ground")), listed(2, Optional.empty()));

    assertThat(reading(1).firstFlagged()).isTrue();
    assertThat(reading(2).firstFlagged()).isFalse();
    assertThat(reading(2))
        .isEqualTo(
            new Invoices.Reading(
                "INV-2", 77, "2026-03-02 10:00:00", "ignored", "It is old.", false));
    assertThat(store.<String>in(tx -> invoices.heard(tx, SHOP, 1))).isEqualTo("ground");
    assertThat(store.value("select encode(sealed_heard, 'escape') from invoice order by 1 limit 1"))
        .doesNotContain("ground");
  }

  @Test
  void what_has_been_read_already_stays_as_it_was_read() {
    store.run(tx -> invoices.record(tx, SHOP, Samples.invoice(1), "ships", "", Optional.empty()));
    remember(listed(1, Optional.of("ground")));

    assertThat(reading(1).verdict()).isEqualTo("ships");
    assertThat(reading(1).firstFlagged()).isFalse();
  }

  private static Listed listed(long id, Optional<String> heard) {
    return new Listed(Samples.invoice(id), heard);
  }

  private static void remember(Listed... listed) {
    store.run(tx -> invoices.remember(tx, SHOP, "ignored", "It is old.", List.of(listed)));
  }

  private static Invoices.Reading reading(long invoice) {
    return store.in(tx -> invoices.find(tx, SHOP, invoice)).orElseThrow();
  }

  private static void found(String... keys) {
    store.run(tx -> work.raiseFound(tx, SHOP, Work.Kind.INVOICE, List.of(keys)));
  }

  private static List<Work.Item> claimed() {
    return work.claim(Work.Kind.INVOICE, 10, LEASE);
  }
}
