package com.mlconnector.store;

import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.ReasonCode;
import com.mlconnector.domain.ShipmentState;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * What is to be done: one row per thing, whatever the number of reasons to do it.
 *
 * <p>A claim takes a lease by the database's clock and a fencing number; whoever comes back after
 * the lease has run out finds the number changed and writes nothing. The row goes when its work is
 * done, unless {@code seq} rose meanwhile: then there was a new reason, and it is due again.
 */
public final class Work {

  public enum Kind {
    /** An invoice to read again; key: FreshBooks invoice id. */
    INVOICE,
    /** A client whose waiting invoices are to be read again; key: FreshBooks client id. */
    CLIENT,
    /** The next step of a shipment; key: shipment id. */
    SHIPMENT,
    /** An attempt to buy that was given up, to look for; key: its reference. */
    LATECOMER,
    /** Our block in an invoice; key: FreshBooks invoice id. */
    WRITE_BACK,
    /** A Track Alert subscription to make or renew; key: tracking number. */
    SUBSCRIPTION,
    /** Tracking pushes to apply; key: tracking number. */
    TRACKING,
    /** Webhook registration; key: event. */
    CALLBACK;

    public String key() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * A claimed row.
   *
   * @param attempts this one included
   * @param faults earlier attempts that ended by a fault of the gateway
   */
  public record Item(
      ConnectionId connection,
      Kind kind,
      String key,
      long seq,
      long fence,
      int attempts,
      int faults) {
    @Override
    public String toString() {
      return kind.key() + " " + key + " of " + connection;
    }
  }

  /**
   * The lease ran out and somebody else works on it: whatever was decided here must not be stored.
   */
  public static final class LeaseLost extends RuntimeException {
    private static final long serialVersionUID = 1;

    LeaseLost(Item item) {
      super("Lost the lease on " + item, null, false, false);
    }
  }

  private final Database database;

  public Work(Database database) {
    this.database = database;
  }

  /** Another reason to do this, now. */
  public void raise(Tx tx, ConnectionId connection, Kind kind, String key) {
    raise(tx, connection, kind, key, Duration.ZERO);
  }

  /** Another reason to do this, in a while. Something due earlier stays due earlier. */
  public void raise(Tx tx, ConnectionId connection, Kind kind, String key, Duration delay) {
    tx.run(
        """
        insert into work as w (connection_id, kind, key, due_at)
        values ($1, $2, $3, now() + $4::bigint * interval '1 millisecond')
        on conflict (connection_id, kind, key) do update
        set seq = w.seq + 1,
            due_at = case when w.attempts > 0 and w.lease_until is null then w.due_at
                          else least(w.due_at, excluded.due_at) end,
            set_aside_at = null
        """,
        Tuple.of(connection.value(), kind.key(), key, delay.toMillis()));
  }

  /**
   * Perhaps just what they wait for has come: the invoices of all shipments that are halted for
   * this reason are to be read again. The number of invoices.
   */
  public int raiseHalted(Tx tx, ConnectionId connection, ReasonCode reason) {
    return tx.run(
        """
        insert into work as w (connection_id, kind, key)
        select distinct connection_id, $3, invoice_id::text from shipment
        where connection_id = $1 and reason_code = $2 and state = $4
        order by 3
        on conflict (connection_id, kind, key) do update
        set seq = w.seq + 1,
            due_at = case when w.attempts > 0 and w.lease_until is null then w.due_at
                          else least(w.due_at, excluded.due_at) end,
            set_aside_at = null
        """,
        Tuple.of(
            connection.value(), reason.name(), Kind.INVOICE.key(), ShipmentState.HALTED.key()));
  }

  /**
   * A reason that was found by looking, for many at once. What is due, or backs off, needs no
   * further one; what is in hand may have been read before the reason was there, and what waits for
   * its day is to be read before that day.
   */
  public void raiseFound(Tx tx, ConnectionId connection, Kind kind, Collection<String> keys) {
    tx.run(
        """
        insert into work as w (connection_id, kind, key)
        select $1, $2, key from unnest($3::text[]) as key order by key
        on conflict (connection_id, kind, key) do update
        set seq = w.seq + 1, set_aside_at = null,
            due_at = case when w.lease_until is null then least(w.due_at, now()) else w.due_at end
        where w.lease_until is not null or w.set_aside_at is not null
           or (w.attempts = 0 and w.due_at > now())
        """,
        Tuple.tuple()
            .addString(connection.value())
            .addString(kind.key())
            .addArrayOfString(keys.toArray(String[]::new)));
  }

  /** Takes up to {@code most} due rows for {@code lease}. */
  public List<Item> claim(Kind kind, int most, Duration lease) {
    return database.transact(tx ->
        tx.all(
            """
            with due as (
              select connection_id, kind, key from work
              where kind = $1 and due_at <= now() and set_aside_at is null
                and (lease_until is null or lease_until < now())
                and connection_id <> all (array(
                  select connection_id from vendor_gate where lane = $4 and closed_until > now()))
              order by due_at
              limit $2
              for update skip locked)
            update work w
            set lease_until = now() + $3::bigint * interval '1 millisecond',
                fence = nextval('fence'),
                attempts = w.attempts + 1
            from due
            where w.connection_id = due.connection_id and w.kind = due.kind and w.key = due.key
            returning w.connection_id, w.key, w.seq, w.fence, w.attempts, w.faults
            """,
            Tuple.of(kind.key(), most, lease.toMillis(), VendorGates.lane(kind)),
            row -> item(kind, row)));
  }

  /**
   * Still at it: the lease begins anew. Belongs into every transaction that stores a step on the
   * way.
   *
   * @throws LeaseLost if somebody else has claimed the row since
   */
  public void hold(Tx tx, Item item, Duration lease) {
    int touched =
        tx.run(
            """
            update work set lease_until = now() + $5::bigint * interval '1 millisecond'
            where connection_id = $1 and kind = $2 and key = $3 and fence = $4
            """,
            Tuple.of(
                item.connection.value(), item.kind.key(), item.key, item.fence, lease.toMillis()));
    if (touched != 1) {
      throw new LeaseLost(item);
    }
  }

  /**
   * Done. Belongs into the transaction that stores the result.
   *
   * @throws LeaseLost if somebody else has claimed the row since
   */
  public void finish(Tx tx, Item item) {
    finish(tx, item, Duration.ZERO);
  }

  /**
   * Like {@link #finish(Tx, Item)}; a reason that came meanwhile is looked at only after {@code
   * settle}, so that a flood of reasons costs one look per {@code settle} and not one per reason.
   */
  public void finish(Tx tx, Item item, Duration settle) {
    // Locked before it is judged: a raise that commits just now must be seen, not tripped over.
    long seq =
        tx.one(
                """
                select seq from work
                where connection_id = $1 and kind = $2 and key = $3 and fence = $4
                for update
                """,
                Tuple.of(item.connection.value(), item.kind.key(), item.key, item.fence),
                row -> row.getLong("seq"))
            .orElseThrow(() -> new LeaseLost(item));
    if (seq == item.seq) {
      tx.run(
          "delete from work where connection_id = $1 and kind = $2 and key = $3",
          Tuple.of(item.connection.value(), item.kind.key(), item.key));
    } else {
      // A counted attempt keeps further reasons from shortening the pause, as they do not shorten a
      // back-off.
      tx.run(
          """
          update work
          set lease_until = null, faults = 0, trouble = null,
              attempts = case when $4::bigint > 0 then 1 else 0 end,
              due_at = now() + $4::bigint * interval '1 millisecond'
          where connection_id = $1 and kind = $2 and key = $3
          """,
          Tuple.of(item.connection.value(), item.kind.key(), item.key, settle.toMillis()));
    }
  }

  /**
   * This step is done and the same thing is due again later, by plan and not for trouble.
   *
   * @throws LeaseLost if somebody else has claimed the row since
   */
  public void again(Tx tx, Item item, Duration delay) {
    int touched =
        tx.run(
            """
            update work
            set lease_until = null, attempts = 0, faults = 0, trouble = null,
                due_at = case when seq = $5 then now() + $6::bigint * interval '1 millisecond'
                              else now() end
            where connection_id = $1 and kind = $2 and key = $3 and fence = $4
            """,
            Tuple.of(
                item.connection.value(),
                item.kind.key(),
                item.key,
                item.fence,
                item.seq,
                delay.toMillis()));
    if (touched != 1) {
      throw new LeaseLost(item);
    }
  }

  /**
   * Not done for now: due again after {@code delay}, with the attempt counted. A lost lease is no
   * matter here.
   */
  public void postpone(Item item, Duration delay, String trouble) {
    postpone(item, delay, trouble, 0);
  }

  /** Not tried, as a gate is closed; the gate itself keeps it from being claimed meanwhile. */
  public void putBack(Item item, String trouble) {
    database.transactVoid(tx ->
        tx.run(
            """
            update work
            set lease_until = null, attempts = greatest(attempts - 1, 0), trouble = left($5, 500),
                due_at = now() + interval '250 milliseconds'
            where connection_id = $1 and kind = $2 and key = $3 and fence = $4
            """,
            Tuple.of(item.connection.value(), item.kind.key(), item.key, item.fence, trouble)));
  }

  /** Like {@link #postpone}, by a fault of our own, which counts towards setting the row aside. */
  public void failed(Item item, Duration delay, String trouble) {
    postpone(item, delay, trouble, 1);
  }

  private void postpone(Item item, Duration delay, String trouble, int faults) {
    database.transactVoid(tx ->
        tx.run(
            """
            update work
            set lease_until = null, trouble = left($5, 500), faults = faults + $7,
                due_at = now() + $6::bigint * interval '1 millisecond'
            where connection_id = $1 and kind = $2 and key = $3 and fence = $4
            """,
            Tuple.of(
                item.connection.value(),
                item.kind.key(),
                item.key,
                item.fence,
                trouble,
                delay.toMillis(),
                faults)));
  }

  /** A person has removed what the connection's work waited for: all of it is due at once. */
  public void hurry(Tx tx, ConnectionId connection) {
    tx.run(
        """
        update work set due_at = now()
        where connection_id = $1 and trouble is not null and lease_until is null
        """,
        Tuple.of(connection.value()));
  }

  /**
   * Given up for now: stays as it is until a new reason comes, unless one came meanwhile. Its
   * neighbours go on.
   */
  public void setAside(Item item, String trouble) {
    database.transactVoid(tx ->
        tx.run(
            """
            update work
            set lease_until = null, trouble = left($5, 500), attempts = 0, faults = 0,
                set_aside_at = case when seq = $6 then now() end
            where connection_id = $1 and kind = $2 and key = $3 and fence = $4
            """,
            Tuple.of(
                item.connection.value(),
                item.kind.key(),
                item.key,
                item.fence,
                trouble,
                item.seq)));
  }

  /** What waits, for metrics: rows due now, rows set aside, age of the oldest due row. */
  public List<Backlog> backlog() {
    return database.transact(tx ->
        tx.all(
            """
            select connection_id, kind,
                   count(*) filter (where due_at <= now() and set_aside_at is null) as due,
                   count(*) filter (where set_aside_at is not null) as aside,
                   coalesce(extract(epoch from now() - min(due_at)
                     filter (where due_at <= now() and set_aside_at is null)), 0)::float8 as oldest
            from work group by connection_id, kind
            """,
            Tuple.tuple(),
            row ->
                new Backlog(
                    new ConnectionId(row.getString("connection_id")),
                    row.getString("kind"),
                    row.getLong("due"),
                    row.getLong("aside"),
                    row.getDouble("oldest"))));
  }

  public record Backlog(
      ConnectionId connection, String kind, long due, long setAside, double oldestSeconds) {}

  private static Item item(Kind kind, Row row) {
    return new Item(
        new ConnectionId(row.getString("connection_id")),
        kind,
        row.getString("key"),
        row.getLong("seq"),
        row.getLong("fence"),
        row.getInteger("attempts"),
        row.getInteger("faults"));
  }
}
