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
import io.vertx.sqlclient.Tuple;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JournalIT {
  private static final ConnectionId SHOP = new ConnectionId("shop");

  @AutoClose private static TestStore store;
  private static Journal journal;
  private static JournalMonths months;

  @BeforeAll
  static void open() {
    store = TestStore.open();
    journal = new Journal(store.database());
    months = new JournalMonths(store.database());
  }

  @BeforeEach
  void empty() {
    store.sql("truncate delivery, work");
    months.makeAhead();
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

  @Test
  void whatever_the_clock_says_a_delivery_is_stored() {
    List<Instant> times =
        List.of(
            Instant.EPOCH,
            Instant.parse("1999-12-31T23:59:59.999999Z"),
            thisMonth().minusNanos(1_000),
            thisMonth(),
            thisMonth().plus(Duration.ofDays(31)),
            thisMonth().plus(Duration.ofDays(365)),
            Instant.parse("9999-12-31T23:59:59.999999Z"));
    TestStore.await(journal.append(times.stream().map(at -> delivery("1Z", "ups", at)).toList()));
    List<Journal.Stored> stored = store.in(tx -> journal.ofParcel(tx, SHOP, "1Z", 0));
    assertThat(stored).extracting(Journal.Stored::receivedAt).containsExactlyElementsOf(times);
    assertThat(months.strays()).isGreaterThanOrEqualTo(4);
  }

  @Test
  void a_row_goes_into_its_month_to_the_microsecond() {
    TestStore.await(
        journal.append(
            List.of(
                delivery("1", "ups", nextMonth().minusNanos(1_000)),
                delivery("2", "ups", nextMonth()))));
    assertThat(monthOf("1")).isEqualTo(partition(thisMonth()));
    assertThat(monthOf("2")).isEqualTo(partition(nextMonth()));
    assertThat(months.strays()).isZero();
  }

  @Test
  void strays_move_into_their_month_when_it_is_made() {
    store.sql("drop table " + partition(nextMonth()));
    TestStore.await(journal.append(List.of(delivery("1", "ups", nextMonth()))));
    assertThat(months.strays()).isEqualTo(1);
    assertThat(months.makeAhead()).isEqualTo(1);
    assertThat(months.strays()).isZero();
    assertThat(monthOf("1")).isEqualTo(partition(nextMonth()));
    assertThat(months.makeAhead()).isZero();
  }

  @Test
  void a_month_that_is_made_while_a_row_for_it_comes_in_takes_that_row() throws Exception {
    store.sql("drop table " + partition(nextMonth()));
    Future<Void> appended;
    try (Connection owner = store.place().connect();
        Statement statement = owner.createStatement()) {
      owner.setAutoCommit(false);
      statement.execute("select journal_ahead()");
      appended = journal.append(List.of(delivery("1", "ups", nextMonth())));
      store.awaitValue(
          "select count(*) from pg_locks where not granted"
              + " and relation = 'delivery_default'::regclass",
          "1");
      owner.commit();
    }
    TestStore.await(appended);
    assertThat(monthOf("1")).isEqualTo(partition(nextMonth()));
  }

  @Test
  void months_that_are_old_enough_are_dropped_and_no_others() {
    store.sql("select journal_month('2020-01-01 00:00:00+00')");
    Instant lastYear = thisMonth().minus(Duration.ofDays(200));
    store.sql("select journal_month(date_trunc('month', timestamptz '" + lastYear + "', 'UTC'))");
    TestStore.await(
        journal.append(
            List.of(
                delivery("old", "ups", Instant.parse("2020-01-15T12:00:00Z")),
                delivery("older", "ups", Instant.EPOCH),
                delivery("kept", "ups", lastYear),
                delivery("new", "ups", thisMonth()))));
    assertThat(months.drop(Duration.ofDays(400))).isEqualTo(1);
    assertThat(store.value("select string_agg(object_id, ' ' order by object_id) from delivery"))
        .isEqualTo("kept new");
    // Asked to keep nothing, it still keeps a month.
    assertThat(months.drop(Duration.ZERO)).isEqualTo(1);
    assertThat(store.value("select object_id from delivery")).isEqualTo("new");
  }

  @Test
  void nodes_may_tend_the_months_at_the_same_time_and_during_appends() throws Exception {
    store.sql("drop table " + partition(nextMonth()));
    List<Future<Void>> appended = new ArrayList<>();
    List<java.util.concurrent.Future<Integer>> made = new ArrayList<>();
    try (ExecutorService nodes = Executors.newFixedThreadPool(4)) {
      for (int i = 0; i < 4; i++) {
        made.add(nodes.submit(months::makeAhead));
        appended.add(journal.append(List.of(delivery("1", "ups", nextMonth()))));
      }
    }
    int sum = 0;
    for (var one : made) {
      sum += one.get();
    }
    TestStore.await(Future.all(appended));
    assertThat(sum).isEqualTo(1);
    assertThat(months.strays()).isZero();
    assertThat(store.count("delivery")).isEqualTo(4);
  }

  @Test
  void the_gateway_can_neither_drop_a_month_nor_choose_a_number() {
    for (String statement :
        List.of(
            "drop table " + partition(thisMonth()),
            "delete from delivery",
            "truncate delivery",
            "select journal_month(now())",
            "insert into delivery (id, connection_id, source, event, object_id, received_at, body)"
                + " values (1, 'shop', 'ups', 'x', 'x', now(), '')")) {
      assertThatThrownBy(() -> store.run(tx -> tx.run(statement, Tuple.tuple())))
          .as(statement)
          .isInstanceOfSatisfying(
              PgException.class, e -> assertThat(e.getSqlState()).isEqualTo("42501"));
    }
  }

  @Test
  void deliveries_of_a_parcel_are_found_by_index_in_every_month() {
    store.sql(
        "insert into delivery (connection_id, source, event, object_id, received_at, body) select"
            + " 'shop', 'ups', 'track', '1Z' || n, now(), '' from generate_series(1, 5000) n");
    store.sql("analyze delivery");
    String plan =
        store.in(tx ->
            tx.all(
                    "explain select id from delivery where source = 'ups' and connection_id ="
                        + " 'shop' and object_id = '1Z77' and id > 0 order by id limit 500",
                    Tuple.tuple(),
                    row -> row.getString(0))
                .toString());
    assertThat(plan).contains(partition(thisMonth()) + "_connection_id_object_id_id_idx");
  }

  private static Instant thisMonth() {
    return Instant.parse(
        store.value(
            "select to_char(date_trunc('month', now(), 'UTC') at time zone 'UTC',"
                + " 'YYYY-MM-DD\"T00:00:00Z\"')"));
  }

  private static Instant nextMonth() {
    return thisMonth().atOffset(ZoneOffset.UTC).plusMonths(1).toInstant();
  }

  private static String partition(Instant month) {
    return DateTimeFormatter.ofPattern("'delivery_'yyyy_MM", Locale.ROOT)
        .format(month.atOffset(ZoneOffset.UTC));
  }

  private static String monthOf(String object) {
    return store.value(
        "select tableoid::regclass from delivery where object_id = '" + object + "'");
  }

  private static Delivery delivery(String object, String source, Instant at) {
    return new Delivery(SHOP, source, "event", object, at, Buffer.buffer("body"), null, "{}");
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
