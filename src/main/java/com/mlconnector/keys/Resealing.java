package com.mlconnector.keys;

import com.mlconnector.audit.AuditEntry.Action;
import com.mlconnector.audit.AuditTrail;
import com.mlconnector.crash.CrashPoint;
import com.mlconnector.domain.ConnectionId;
import com.mlconnector.store.DataKeys;
import com.mlconnector.store.DataKeys.Standing;
import com.mlconnector.store.Database;
import com.mlconnector.store.KeyRing;
import com.mlconnector.store.SealedColumns;
import com.mlconnector.store.SealedColumns.Batch;
import com.mlconnector.store.SealedColumns.Column;
import com.mlconnector.store.Work;
import com.mlconnector.work.WorkResult;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A rotation, step by step: the new key waits until every node has it, then it seals, and all
 * values are sealed anew. Where it stands is seen in the rows themselves, so whoever claims the
 * work next goes on from there.
 */
final class Resealing {
  private static final Duration PAUSE = Duration.ofSeconds(2);

  /** So that a shop with a million labels is no endless piece of work. */
  private static final int BATCHES_AT_ONCE = 200;

  private final Database database;
  private final DataKeys keys;
  private final KeyRing ring;
  private final SealedColumns columns;
  private final Work work;
  private final AuditTrail audit;

  Resealing(
      Database database,
      DataKeys keys,
      KeyRing ring,
      SealedColumns columns,
      Work work,
      AuditTrail audit) {
    this.database = database;
    this.keys = keys;
    this.ring = ring;
    this.columns = columns;
    this.work = work;
    this.audit = audit;
  }

  WorkResult handle(Work.Item item) {
    Optional<Standing> found =
        database.autocommit(tx -> keys.find(tx, item.connection())).filter(Standing::isRotating);
    if (found.isEmpty()) {
      database.transactVoid(tx -> work.finish(tx, item));
      return WorkResult.stored();
    }
    Standing standing = found.get();
    if (!standing.staged()) {
      return reseal(item, standing);
    }
    return again(item, standing.known() ? promote(standing) : PAUSE);
  }

  private Duration promote(Standing standing) {
    ConnectionId connection = standing.connection();
    database.transactVoid(tx -> {
      if (keys.lock(tx, connection).filter(Standing::staged).isPresent()) {
        keys.promote(tx, connection);
      }
    });
    return Duration.ZERO;
  }

  private WorkResult reseal(Work.Item item, Standing standing) {
    // What is settled now, before the look at the values, can't bring forth another one behind it.
    boolean settled = database.autocommit(tx -> keys.isSettled(tx, item.connection()));
    ring.forget(item.connection());
    int batches = 0;
    int broken = 0;
    for (Column column : SealedColumns.ALL) {
      Optional<String> after = Optional.empty();
      do {
        Batch batch = batch(standing, column, after);
        after = batch.last();
        broken += batch.broken();
        batches++;
        if (batches >= BATCHES_AT_ONCE && after.isPresent()) {
          return again(item, Duration.ZERO);
        }
      } while (after.isPresent());
    }
    if (broken > 0) {
      return WorkResult.tryAgain(
          broken + " values do not open with any key there is, and stay as they are.");
    }
    return settled ? done(item, standing) : again(item, PAUSE);
  }

  private Batch batch(Standing standing, Column column, Optional<String> after) {
    Batch batch =
        database.autocommit(
            tx -> columns.reseal(tx, standing.connection(), column, standing.primary(), after));
    if (batch.resealed() > 0) {
      CrashPoint.VALUES_RESEALED.pass();
    }
    return batch;
  }

  private WorkResult done(Work.Item item, Standing standing) {
    ConnectionId connection = item.connection();
    database.transactVoid(tx -> {
      keys.resealed(tx, connection);
      audit.add(tx, connection, Action.KEY_ROTATION_DONE, Map.of("key", standing.primary().hex()));
      work.finish(tx, item);
    });
    return WorkResult.stored();
  }

  private WorkResult again(Work.Item item, Duration delay) {
    database.transactVoid(tx -> work.again(tx, item, delay));
    return WorkResult.stored();
  }
}
