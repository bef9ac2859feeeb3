package com.mlconnector.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.domain.ConnectionId;
import com.mlconnector.store.Journal;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.pgclient.PgException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IngressBatchTest {
  private final PgException badData = new PgException("bad bytes", "ERROR", "22021", null);
  private final PgException gone = new PgException("shutting down", "FATAL", "57P01", null);

  /** Answers when the test says so. */
  private static final class HandJournal implements IngressBatch.Append {
    final List<String> written = new ArrayList<>();
    private final List<Promise<Void>> open = new ArrayList<>();

    @Override
    public Future<Void> append(List<Journal.Delivery> batch) {
      written.add(objects(batch));
      Promise<Void> answer = Promise.promise();
      open.add(answer);
      return answer.future();
    }

    void commits() {
      open.removeFirst().complete();
    }

    void fails(Throwable why) {
      open.removeFirst().fail(why);
    }
  }

  private final HandJournal journal = new HandJournal();
  private final List<String> told = new ArrayList<>();
  private final IngressBatch batch =
      new IngressBatch(journal, 5, 3, committed -> told.add(objects(committed)));

  @Test
  void a_delivery_alone_is_written_at_once_and_done_after_its_commit() {
    Future<Void> one = batch.add(delivery("1"));

    assertThat(journal.written).containsExactly("1");
    assertThat(one.isComplete()).isFalse();

    journal.commits();

    assertThat(one.succeeded()).isTrue();
    assertThat(told).containsExactly("1");
  }

  @Test
  void deliveries_gather_while_a_batch_is_written() {
    batch.add(delivery("1"));
    Future<Void> two = batch.add(delivery("2"));
    Future<Void> three = batch.add(delivery("3"));

    assertThat(journal.written).containsExactly("1");
    assertThat(batch.waiting()).isEqualTo(2);

    journal.commits();

    assertThat(journal.written).containsExactly("1", "2 3");
    assertThat(two.isComplete()).isFalse();

    journal.commits();

    assertThat(two.succeeded() && three.succeeded()).isTrue();
    assertThat(told).containsExactly("1", "2 3");
    assertThat(batch.waiting()).isZero();
  }

  @Test
  void a_batch_has_its_limit_and_the_rest_is_the_next_batch() {
    addAll("1", "2", "3", "4", "5");
    journal.commits();
    journal.commits();
    journal.commits();

    assertThat(journal.written).containsExactly("1", "2 3 4", "5");
  }

  @Test
  void it_is_full_when_as_many_wait_as_may() {
    addAll("in writing", "1", "2", "3", "4");
    assertThat(batch.isFull()).isFalse();

    batch.add(delivery("5"));
    assertThat(batch.isFull()).isTrue();

    journal.commits();
    assertThat(batch.isFull()).isFalse();
  }

  @Test
  void a_failure_fails_its_own_batch_only() {
    Future<Void> one = batch.add(delivery("1"));
    List<Future<Void>> lost = addAll("2", "3", "4");
    Future<Void> five = batch.add(delivery("5"));
    journal.commits();
    journal.fails(gone);
    journal.commits();

    assertThat(one.succeeded()).isTrue();
    assertThat(lost).allSatisfy(one2 -> assertThat(one2.cause()).isSameAs(gone));
    assertThat(five.succeeded()).isTrue();
    assertThat(journal.written).containsExactly("1", "2 3 4", "5");
    assertThat(told).containsExactly("1", "5");
  }

  @Test
  void a_row_that_postgres_cannot_take_does_not_cost_its_neighbours_their_place() {
    batch.add(delivery("1"));
    Future<Void> two = batch.add(delivery("2"));
    Future<Void> poison = batch.add(delivery("poison"));
    Future<Void> four = batch.add(delivery("4"));
    journal.commits();
    journal.fails(badData);
    journal.commits();
    journal.fails(badData);
    journal.fails(badData);
    journal.commits();

    assertThat(journal.written).containsExactly("1", "2 poison 4", "2", "poison 4", "poison", "4");
    assertThat(two.succeeded()).isTrue();
    assertThat(poison.cause()).isSameAs(badData);
    assertThat(four.succeeded()).isTrue();
    assertThat(told).containsExactly("1", "2", "4");
  }

  @Test
  void what_comes_in_during_a_repair_waits_its_turn() {
    addAll("1", "2", "poison");
    journal.commits();
    Future<Void> late = batch.add(delivery("late"));
    journal.fails(badData);

    assertThat(journal.written).containsExactly("1", "2 poison", "2");

    journal.commits();
    journal.fails(badData);
    journal.commits();

    assertThat(journal.written).endsWith("poison", "late");
    assertThat(late.succeeded()).isTrue();
  }

  @Test
  void a_journal_that_throws_does_not_stop_those_who_come_after() {
    List<String> written = new ArrayList<>();
    IngressBatch throwing =
        new IngressBatch(
            deliveries -> {
              written.add(objects(deliveries));
              if (written.size() == 1) {
                throw new IllegalStateException("closed");
              }
              return Future.succeededFuture();
            },
            5,
            3,
            committed -> {});

    Future<Void> one = throwing.add(delivery("1"));
    Future<Void> two = throwing.add(delivery("2"));

    assertThat(one.cause()).hasMessage("closed");
    assertThat(two.succeeded()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"22021", "22P05", "22001"})
  void data_faults_are_about_the_rows(String sqlState) {
    assertThat(Journal.isDataFault(new PgException("no", "ERROR", sqlState, null))).isTrue();
  }

  @Test
  void other_failures_are_not_about_the_rows() {
    assertThat(Journal.isDataFault(gone)).isFalse();
    assertThat(Journal.isDataFault(new PgException("no", "ERROR", null, null))).isFalse();
    assertThat(Journal.isDataFault(new IllegalStateException("22021"))).isFalse();
  }

  private List<Future<Void>> addAll(String... objects) {
    List<Future<Void>> added = new ArrayList<>();
    for (String object : objects) {
      added.add(batch.add(delivery(object)));
    }
    return added;
  }

  private static Journal.Delivery delivery(String object) {
    return new Journal.Delivery(
        new ConnectionId("shop"),
        "ups",
        "track-alert",
        object,
        Instant.EPOCH,
        Buffer.buffer(),
        null,
        "{}");
  }

  private static String objects(List<Journal.Delivery> batch) {
    return String.join(" ", batch.stream().map(Journal.Delivery::object).toList());
  }
}
