package com.mlconnector.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.domain.ConnectionId;
import com.mlconnector.store.Journal;
import com.mlconnector.store.Work;
import com.mlconnector.support.Samples;
import com.mlconnector.support.TestStore;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The batches as Postgres sees them. */
class IngressBatchIT {
  @AutoClose private final TestStore store = TestStore.open();

  @Test
  void twins_and_one_row_that_cannot_be_stored_cost_their_neighbours_nothing() {
    Journal journal = new Journal(store.database());
    IngressBatch batch = new IngressBatch(journal::append, 100, 50, committed -> {});
    Promise<List<Future<Void>>> added = Promise.promise();
    // On one event loop: the first is written alone, the others are one batch.
    store
        .vertx()
        .runOnContext(go ->
            added.complete(
                List.of(
                    batch.add(delivery("invoice.create", "1")),
                    batch.add(delivery("invoice.update", "2")),
                    batch.add(delivery("invoice.update", "2")),
                    batch.add(delivery("invoice\0update", "3")),
                    batch.add(delivery("invoice.update", "2")),
                    batch.add(delivery("invoice.update", "1")))));
    List<Future<Void>> all = TestStore.await(added.future());
    TestStore.await(Future.join(all).otherwiseEmpty());

    assertThat(all).extracting(Future::succeeded).containsOnly(true);
    assertThat(store.value("select string_agg(object_id, '' order by object_id) from delivery"))
        .isEqualTo("11222");
    assertThat(store.value("select event || object_id || ' ' || trouble from refused_delivery"))
        .startsWith("invoice?update3 ")
        .endsWith("(22021)");
    assertThat(store.value("select string_agg(key || '=' || seq, ' ' order by key) from work"))
        .isEqualTo("1=2 2=3 3=1");
    assertThat(store.count("audit")).isEqualTo(6);
  }

  private static Journal.Delivery delivery(String event, String object) {
    return new Journal.Delivery(
        new ConnectionId("shop"),
        "freshbooks",
        event,
        object,
        Samples.MORNING,
        Buffer.buffer("body"),
        Work.Kind.INVOICE,
        "{}");
  }
}
