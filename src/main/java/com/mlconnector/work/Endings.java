package com.mlconnector.work;

import com.mlconnector.audit.AuditEntry.Action;
import com.mlconnector.audit.AuditTrail;
import com.mlconnector.store.Database;
import com.mlconnector.store.SetAside;
import com.mlconnector.store.Tx;
import com.mlconnector.store.Work;
import com.mlconnector.store.Work.Item;
import com.mlconnector.store.Work.Kind;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How work ends that its handler has not finished, as it stands in the table and in the audit. */
final class Endings {
  private static final Logger LOG = LoggerFactory.getLogger(Endings.class);

  private final Database database;
  private final Work work;
  private final AuditTrail audit;
  private final SetAside setAside = new SetAside();

  Endings(Database database, Work work, AuditTrail audit) {
    this.database = database;
    this.work = work;
    this.audit = audit;
  }

  void postpone(Item item, Duration wait, String trouble) {
    LOG.info("{} again in {} ms: {}", item, wait.toMillis(), trouble);
    if (!work.postpone(item, wait, trouble)) {
      leaseLost(item);
    }
  }

  void putBack(Item item, String trouble) {
    if (!work.putBack(item, trouble)) {
      leaseLost(item);
    }
  }

  void failed(Item item, Duration wait, String trouble) {
    if (!work.failed(item, wait, trouble)) {
      leaseLost(item);
    }
  }

  void setAside(Item item, String trouble) {
    setAside(item, trouble, tx -> setAside.put(tx, item, trouble));
  }

  /** Its handler can't be stopped: it is not tried again for any reason that came meanwhile. */
  void putAway(Item item, String trouble) {
    setAside(item, trouble, tx -> setAside.putAway(tx, item, trouble));
  }

  private void setAside(Item item, String trouble, Predicate<Tx> step) {
    LOG.error("{} is set aside after {} tries: {}", item, item.attempts(), trouble);
    boolean ours =
        database.transact(tx -> {
          boolean put = step.test(tx);
          if (put) {
            add(tx, item, Action.WORK_SET_ASIDE, Map.of("trouble", trouble));
          }
          return put;
        });
    if (!ours) {
      leaseLost(item);
    }
  }

  /** Whatever was decided here is refused: the audit says so, the heir's rows tell the rest. */
  void leaseLost(Item item) {
    LOG.warn("Lost the lease on {}: nothing of it is stored here", item);
    database.transactVoid(
        tx -> add(tx, item, Action.LEASE_LOST, Map.of("fence", Long.toString(item.fence()))));
  }

  private void add(Tx tx, Item item, Action action, Map<String, String> more) {
    Map<String, String> details = new TreeMap<>(more);
    details.put("kind", item.kind().key());
    details.put("key", item.key());
    details.put("tries", Integer.toString(item.attempts()));
    if (item.kind() == Kind.SHIPMENT) {
      audit.add(tx, item.connection(), UUID.fromString(item.key()), action, details);
    } else {
      audit.add(tx, item.connection(), action, details);
    }
  }
}
