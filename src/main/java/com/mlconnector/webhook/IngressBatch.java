package com.mlconnector.webhook;

import com.mlconnector.crash.CrashPoint;
import com.mlconnector.store.Journal;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * Natural batching: while one statement commits, deliveries gather; when it returns, what has
 * gathered is the next batch. Alone, a delivery waits for one commit; under load, batches grow by
 * themselves.
 *
 * <p>Belongs to one event loop; no locks.
 */
final class IngressBatch {
  /** {@link Journal#append}. */
  interface Append {
    Future<Void> append(List<Journal.Delivery> batch);
  }

  private record Waiting(Journal.Delivery delivery, Promise<Void> committed) {}

  private final Append journal;
  private final int queueLimit;
  private final int batchLimit;
  private final Consumer<List<Journal.Delivery>> onCommit;
  private final Deque<Waiting> queue = new ArrayDeque<>();
  private boolean writing;

  /**
   * @param queueLimit deliveries that may wait; one more is refused
   * @param onCommit told each batch after its commit
   */
  IngressBatch(
      Append journal, int queueLimit, int batchLimit, Consumer<List<Journal.Delivery>> onCommit) {
    this.journal = journal;
    this.queueLimit = queueLimit;
    this.batchLimit = batchLimit;
    this.onCommit = onCommit;
  }

  boolean isFull() {
    return queue.size() >= queueLimit;
  }

  int waiting() {
    return queue.size();
  }

  /**
   * Completes after the commit; fails if the delivery is not in the journal. Ask {@link #isFull}
   * first.
   */
  Future<Void> add(Journal.Delivery delivery) {
    Promise<Void> committed = Promise.promise();
    queue.add(new Waiting(delivery, committed));
    if (!writing) {
      writeNext();
    }
    return committed.future();
  }

  private void writeNext() {
    if (queue.isEmpty()) {
      writing = false;
      return;
    }
    writing = true;
    List<Waiting> batch = new ArrayList<>(Math.min(queue.size(), batchLimit));
    while (batch.size() < batchLimit && !queue.isEmpty()) {
      batch.add(queue.remove());
    }
    write(batch).onComplete(done -> writeNext());
  }

  private Future<Void> write(List<Waiting> batch) {
    List<Journal.Delivery> deliveries = batch.stream().map(Waiting::delivery).toList();
    CrashPoint.DELIVERY_BATCHED.pass();
    // Composed, so that a journal that throws fails its batch and does not end all writing.
    return Future.succeededFuture(deliveries)
        .compose(journal::append)
        .onSuccess(committed -> {
          CrashPoint.DELIVERY_COMMITTED.pass();
          batch.forEach(waiting -> waiting.committed.complete());
          onCommit.accept(deliveries);
        })
        .recover(failure -> {
          if (batch.size() > 1 && Journal.isDataFault(failure)) {
            return writeHalves(batch);
          }
          batch.forEach(waiting -> waiting.committed.fail(failure));
          return Future.succeededFuture();
        });
  }

  /** One row that Postgres can't take must not cost its neighbours their place. */
  private Future<Void> writeHalves(List<Waiting> batch) {
    int middle = batch.size() / 2;
    return write(batch.subList(0, middle))
        .compose(first -> write(batch.subList(middle, batch.size())));
  }
}
