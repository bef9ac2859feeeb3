package com.mlconnector.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mlconnector.domain.ConnectionId;
import com.mlconnector.store.Journal.Delivery;
import com.mlconnector.store.Work.Kind;
import com.mlconnector.support.Samples;
import com.mlconnector.support.TestStore;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.pgclient.PgException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JournalIT {
  private static final ConnectionId SHOP = new ConnectionId("shop");

  @AutoClose private static TestStore store;
  private static Journal journal;

  @BeforeAll
  static void open() {
    store = TestStore.open();
    journal = new Journal(store.database());
  }

  @BeforeEach
  void empty() {
    store.sql("truncate delivery, work");
  }

  @Test
  void a_batch_is_journal_audit_and_one_raise_for_each_thing() {
    long audited = store.count("audit");
    List<Delivery> batch = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      batch.add(delivery(String.valueOf(i % 3), Kind.INVOICE));
    }
    batch.add(delivery("callback", null));
    TestStore.await(journal.append(batch));
    assertThat(store.count("delivery")).isEqualTo(301);
    assertThat(store.count("audit")).isEqualTo(audited + 301);
    assertThat(store.count("work")).isEqualTo(3);
    assertThat(store.value("select min(seq) || ' ' || max(seq) from work")).isEqualTo("100 100");
  }

  @Test
  void a_batch_raises_what_is_there_already() {
    TestStore.await(journal.append(List.of(delivery("1", Kind.INVOICE))));
    Work work = new Work(store.database());
    store.run(tx ->
        new SetAside()
            .put(tx, work.claim(Kind.INVOICE, 1, Duration.ofMinutes(1)).getFirst(), "a bug"));
    TestStore.await(
        journal.append(List.of(delivery("1", Kind.INVOICE), delivery("1", Kind.INVOICE))));
    assertThat(work.claim(Kind.INVOICE, 9, Duration.ofMinutes(1)))
        .singleElement()
        .extracting(Work.Item::seq)
        .isEqualTo(3L);
  }

  @Test
  void a_flood_of_deliveries_does_not_shorten_the_back_off() {
    TestStore.await(journal.append(List.of(delivery("1", Kind.INVOICE))));
    Work work = new Work(store.database());
    Work.Item item = work.claim(Kind.INVOICE, 1, Duration.ofMinutes(1)).getFirst();
    work.postpone(item, Duration.ofHours(1), "vendor is down");
    TestStore.await(journal.append(Collections.nCopies(100, delivery("1", Kind.INVOICE))));
    assertThat(work.claim(Kind.INVOICE, 9, Duration.ofMinutes(1))).isEmpty();
  }

  @Test
  void one_bad_row_and_nothing_of_the_batch_is_stored() {
    long audited = store.count("audit");
    Delivery bad =
        new Delivery(
            SHOP,
            "freshbooks",
            "invoice\0.update",
            "2",
            Samples.MORNING,
            Buffer.buffer("body"),
            Kind.INVOICE,
            "{}");
    assertThatThrownBy(
            () -> TestStore.await(journal.append(List.of(delivery("1", Kind.INVOICE), bad))))
        .isInstanceOfSatisfying(
            PgException.class, e -> assertThat(e.getSqlState()).startsWith("22"));
    assertThat(store.count("delivery")).isZero();
    assertThat(store.count("work")).isZero();
    assertThat(store.count("audit")).isEqualTo(audited);
  }

  @Test
  void a_batch_that_comes_twice_because_its_answer_was_lost_is_one_piece_of_work() {
    List<Delivery> batch = List.of(delivery("1", Kind.INVOICE), delivery("2", Kind.INVOICE));
    TestStore.await(journal.append(batch));
    TestStore.await(journal.append(batch));
    assertThat(store.count("work")).isEqualTo(2);
  }

  @Test
  void batches_at_the_same_time_in_any_order_do_not_block_each_other() {
    Random random = new Random(5);
    List<Delivery> all = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      all.add(delivery(String.valueOf(i), Kind.INVOICE));
    }
    List<Future<Void>> appended = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      Collections.shuffle(all, random);
      appended.add(journal.append(List.copyOf(all)));
    }
    TestStore.await(Future.all(appended));
    assertThat(store.value("select min(seq) || ' ' || max(seq) from work")).isEqualTo("60 60");
  }

  @Test
  void deliveries_of_a_parcel_come_back_in_order_with_body_and_time() {
    for (String body : List.of("one", "two", "three")) {
      Delivery push =
          new Delivery(
              SHOP,
              "ups",
              "track",
              "1Z999",
              Samples.MORNING,
              Buffer.buffer(body),
              Kind.TRACKING,
              "{}");
      TestStore.await(journal.append(List.of(push)));
    }
    TestStore.await(journal.append(List.of(delivery("1Z999", null))));
    List<Journal.Stored> all = store.in(tx -> journal.ofParcel(tx, SHOP, "1Z999", 0));
    assertThat(all)
        .extracting(stored -> stored.body().toString())
        .containsExactly("one", "two", "three");
    assertThat(all).extracting(Journal.Stored::receivedAt).containsOnly(Samples.MORNING);
    long first = all.getFirst().id();
    List<Journal.Stored> later = store.in(tx -> journal.ofParcel(tx, SHOP, "1Z999", first));
    assertThat(later).hasSize(2);
    ConnectionId other = new ConnectionId("other");
    List<Journal.Stored> foreign = store.in(tx -> journal.ofParcel(tx, other, "1Z999", 0));
    assertThat(foreign).isEmpty();
  }

  private static Delivery delivery(String object, @Nullable Kind reason) {
    return new Delivery(
        SHOP,
        "freshbooks",
        "invoice.update",
        object,
        Samples.MORNING,
        Buffer.buffer("name=invoice.update"),
        reason,
        "{}");
  }
}
