package com.mlconnector.store;

import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.ReasonCode;
import com.mlconnector.domain.ShipmentState;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

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
    CALLBACK,
    /** Sealed values to bring under the connection's newest key; key: always the same. */
    RESEAL;

    public String key() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Kind> ofKey(String key) {
      return Arrays.stream(values()).filter(kind -> kind.key().equals(key)).findFirst();
    }
  }

  /**
   * A claimed row.
   *
   * @param attempts this one included
   * @param faults earlier attempts that ended by a fault of the gateway
   * @param written for an invoice: we have written into it
   * @param of whom it is for
   */
  public record Item(
      ConnectionId connection,
      Kind kind,
      String key,
      long seq,
      long fence,
      int attempts,
      int faults,
      boolean written,
      Connections.Sealed of) {
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

  /**
   * What a reason does to a row that is there already. A flood of them does not shorten a back-off;
   * what was set aside begins anew.
   */
  static final String ONE_MORE_REASON =
      """
      on conflict (connection_id, kind, key) do update
      set seq = w.seq + excluded.seq,
          due_at = case when w.attempts > 0 and w.lease_until is null and w.set_aside_at is null
                        then w.due_at else least(w.due_at, excluded.due_at) end,
          attempts = case when w.set_aside_at is null then w.attempts else 0 end,
          faults = case when w.set_aside_at is null then w.faults else 0 end,
          set_aside_at = null
      """;

  private record Reason(ConnectionId connection, Kind kind, String key, Duration delay) {}

  // In the order of the key, as all do that lock several rows: two that raise the same never block
  // each other for good.
  private static final Tx.AtEnd<Reason> RAISE =
      new Tx.AtEnd<>(
          """
          raised as (
            insert into work as w (connection_id, kind, key, due_at, seq)
            select connection_id, kind, key, now() + min(delay) * interval '1 millisecond', count(*)
            from unnest($1::text[], $2::text[], $3::text[], $4::bigint[])
              as r(connection_id, kind, key, delay)
            group by connection_id, kind, key order by connection_id, kind, key
          """
              + ONE_MORE_REASON
              + ")",
          reasons ->
              Tuple.tuple()
                  .addArrayOfString(strings(reasons, r -> r.connection().value()))
                  .addArrayOfString(strings(reasons, r -> r.kind().key()))
                  .addArrayOfString(strings(reasons, Reason::key))
                  .addArrayOfLong(
                      reasons.stream().map(r -> r.delay().toMillis()).toArray(Long[]::new)));

  static final String CLAIM =
      """
      with due as (
        select connection_id, kind, key from work
        where kind = $1 and due_at <= now() and set_aside_at is null
          and (lease_until is null or lease_until < now())
          and connection_id not in (
            select connection_id from vendor_gate where lane = $4 and closed_until > now())
        order by due_at
        limit $2
        for update skip locked)
      update work w
      set lease_until = now() + $3::bigint * interval '1 millisecond',
          fence = nextval('fence'),
          attempts = w.attempts + 1,
          faults = w.faults + case when w.lease_until is null then 0 else 1 end
      from due left join connection c on c.id = due.connection_id
      where w.connection_id = due.connection_id and w.kind = due.kind and w.key = due.key
      returning w.connection_id, w.key, w.seq, w.fence, w.attempts, w.faults,
        w.kind = 'invoice' and (
          select true from write_back b
          where b.connection_id = w.connection_id
            and b.invoice_id = case when w.key ~ '^\\d{1,18}$' then w.key::bigint end
        ) is not null as written,
      """
          + Connections.COLUMNS;

  /** Those rows of a list that are still under the fence they were claimed with. */
  private static final String IN_HAND =
      """
      with held as (
        select w.connection_id, w.kind, w.key, h.lease
        from unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::bigint[])
          as h(connection_id, kind, key, fence, lease)
        join work w on w.connection_id = h.connection_id and w.kind = h.kind and w.key = h.key
          and w.fence = h.fence
        where w.lease_until is not null
        for update of w skip locked)
      """;

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
    tx.atEnd(RAISE, new Reason(connection, kind, key, delay));
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
        """
            + ONE_MORE_REASON,
        Tuple.of(
            connection.value(), reason.name(), Kind.INVOICE.key(), ShipmentState.HALTED.key()));
  }

  /**
   * A reason that was found by looking, for many at once. What is due, or backs off, needs no
   * further one; what is in hand may have been read before the reason was there, and what waits for
   * its day is to be read before that day. What is set aside is found by every look and has another
   * chance once a day, as a newer gateway may be able to do it.
   */
  public void raiseFound(Tx tx, ConnectionId connection, Kind kind, Collection<String> keys) {
    tx.run(
        """
        insert into work as w (connection_id, kind, key)
        select $1, $2, key from unnest($3::text[]) as key order by key
        on conflict (connection_id, kind, key) do update
        set seq = w.seq + 1, set_aside_at = null,
            attempts = case when w.set_aside_at is null then w.attempts else 0 end,
            faults = case when w.set_aside_at is null then w.faults else 0 end,
            due_at = case when w.lease_until is null then least(w.due_at, now()) else w.due_at end
        where w.lease_until is not null or w.set_aside_at < now() - interval '1 day'
           or (w.set_aside_at is null and w.attempts = 0 and w.due_at > now())
        """,
        Tuple.tuple()
            .addString(connection.value())
            .addString(kind.key())
            .addArrayOfString(keys.toArray(String[]::new)));
  }

  /**
   * Takes up to {@code most} due rows for {@code lease}. A lease that ran out counts as a fault:
   * its holder hung over the work, or died of it.
   */
  public List<Item> claim(Kind kind, int most, Duration lease) {
    return database.all(
        CLAIM,
        Tuple.of(kind.key(), most, lease.toMillis(), VendorGates.lane(kind)),
        row -> item(kind, row));
  }

  /** Which of these kinds have anything to claim: one cheap look instead of a claim for each. */
  public Future<Set<Kind>> due(Collection<Kind> kinds) {
    Map<String, Kind> byKey = kinds.stream().collect(Collectors.toMap(Kind::key, kind -> kind));
    return database
        .pool()
        .preparedQuery(
            """
            select k.kind from unnest($1::text[], $2::text[]) as k(kind, lane)
            where exists (
              select from work w
              where w.kind = k.kind and due_at <= now() and set_aside_at is null
                and (lease_until is null or lease_until < now())
                and not exists (
                  select from vendor_gate g
                  where g.connection_id = w.connection_id and g.lane = k.lane
                    and g.closed_until > now()))
            """)
        .execute(
            Tuple.tuple()
                .addArrayOfString(byKey.keySet().toArray(String[]::new))
                .addArrayOfString(
                    byKey.values().stream().map(VendorGates::lane).toArray(String[]::new)))
        .map(rows -> {
          Set<Kind> due = EnumSet.noneOf(Kind.class);
          rows.forEach(row -> due.add(Objects.requireNonNull(byKey.get(row.getString("kind")))));
          return due;
        });
  }

  /** A lease in hand, and how long it is made to last from now. */
  public record Lease(Item item, Duration length) {}

  /**
   * All of these are still worked on: their leases begin anew, in one statement. A row that
   * somebody else locks just now is left for the next time, there is half a lease left; so this
   * never waits.
   */
  public Future<Void> renew(Collection<Lease> leases) {
    Tuple values = fences(leases.stream().map(Lease::item).toList());
    return database
        .pool()
        .preparedQuery(
            IN_HAND
                + """
                update work w
                set lease_until = now() + h.lease * interval '1 millisecond'
                from held h
                where w.connection_id = h.connection_id and w.kind = h.kind and w.key = h.key
                """)
        .execute(values.addArrayOfLong(millis(leases.stream().map(Lease::length).toList())))
        .mapEmpty();
  }

  /**
   * Handed back unfinished, for somebody else to take at once, and without counting the attempt. A
   * row that is locked just now is about to be finished by its own holder.
   *
   * @return how many were still ours
   */
  public Future<Integer> release(Collection<Item> items) {
    Duration none = Duration.ZERO;
    return database
        .pool()
        .preparedQuery(
            IN_HAND
                + """
                update work w
                set lease_until = null, attempts = greatest(w.attempts - 1, 0)
                from held h
                where w.connection_id = h.connection_id and w.kind = h.kind and w.key = h.key
                """)
        .execute(fences(items).addArrayOfLong(millis(Collections.nCopies(items.size(), none))))
        .map(RowSet::rowCount);
  }

  private static <T> String[] strings(Collection<T> of, Function<T, String> text) {
    return of.stream().map(text).toArray(String[]::new);
  }

  private static Tuple fences(Collection<Item> items) {
    return Tuple.tuple()
        .addArrayOfString(strings(items, i -> i.connection().value()))
        .addArrayOfString(strings(items, i -> i.kind().key()))
        .addArrayOfString(strings(items, Item::key))
        .addArrayOfLong(items.stream().map(Item::fence).toArray(Long[]::new));
  }

  private static Long[] millis(Collection<Duration> durations) {
    return durations.stream().map(Duration::toMillis).toArray(Long[]::new);
  }

  /**
   * Still at it: the lease begins anew. Belongs into every transaction that stores a step on the
   * way, which fails with a {@link LeaseLost} if somebody else has claimed the row since.
   */
  public void hold(Tx tx, Item item, Duration lease) {
    tx.change(
        """
        held as (
          update work set lease_until = now() + $5::bigint * interval '1 millisecond'
          where connection_id = $1 and kind = $2 and key = $3 and fence = $4
          returning key)
        """,
        Tuple.of(item.connection.value(), item.kind.key(), item.key, item.fence, lease.toMillis()),
        Tx.OneRow.in("held", () -> new LeaseLost(item)));
  }

  /**
   * Done. Belongs into the transaction that stores the result, which fails with a {@link LeaseLost}
   * if somebody else has claimed the row since.
   */
  public void finish(Tx tx, Item item) {
    finish(tx, item, Duration.ZERO);
  }

  /**
   * Like {@link #finish(Tx, Item)}; a reason that came meanwhile is looked at only after {@code
   * settle}, so that a flood of reasons costs one look per {@code settle} and not one per reason.
   */
  public void finish(Tx tx, Item item, Duration settle) {
    // Gone if there was no further reason. A reason that is being committed just now makes the
    // delete wait for it, look again and leave the row; the update then sees it as it is.
    tx.change(
        """
        done as (
          delete from work
          where connection_id = $1 and kind = $2 and key = $3 and fence = $4 and seq = $5
          returning key),
        again as (
          update work
          set lease_until = null, faults = 0, trouble = null,
              attempts = case when $6::bigint > 0 then 1 else 0 end,
              due_at = now() + $6::bigint * interval '1 millisecond'
          where connection_id = $1 and kind = $2 and key = $3 and fence = $4
            and not exists (select from done)
          returning key)
        """,
        Tuple.of(
            item.connection.value(),
            item.kind.key(),
            item.key,
            item.fence,
            item.seq,
            settle.toMillis()),
        new Tx.OneRow(List.of("done", "again"), () -> new LeaseLost(item)));
  }

  /**
   * This step is done and the same thing is due again later, by plan and not for trouble. The
   * transaction fails with a {@link LeaseLost} if somebody else has claimed the row since.
   */
  public void again(Tx tx, Item item, Duration delay) {
    tx.change(
        """
        planned as (
          update work
          set lease_until = null, attempts = 0, faults = 0, trouble = null,
              due_at = case when seq = $5 then now() + $6::bigint * interval '1 millisecond'
                            else now() end
          where connection_id = $1 and kind = $2 and key = $3 and fence = $4
          returning key)
        """,
        Tuple.of(
            item.connection.value(),
            item.kind.key(),
            item.key,
            item.fence,
            item.seq,
            delay.toMillis()),
        Tx.OneRow.in("planned", () -> new LeaseLost(item)));
  }

  /**
   * Not done for now: due again after {@code delay}, with the attempt counted.
   *
   * @return false if the lease was lost, and nothing changed
   */
  public boolean postpone(Item item, Duration delay, String trouble) {
    return postpone(item, delay, trouble, 0);
  }

  /** Not tried, as a gate is closed; the gate itself keeps it from being claimed meanwhile. */
  public boolean putBack(Item item, String trouble) {
    return database.run(
            """
            update work
            set lease_until = null, attempts = greatest(attempts - 1, 0), trouble = left($5, 500),
                due_at = now() + interval '250 milliseconds'
            where connection_id = $1 and kind = $2 and key = $3 and fence = $4
            """,
            Tuple.of(item.connection.value(), item.kind.key(), item.key, item.fence, trouble))
        == 1;
  }

  /** Like {@link #postpone}, by a fault of our own, which counts towards setting the row aside. */
  public boolean failed(Item item, Duration delay, String trouble) {
    return postpone(item, delay, trouble, 1);
  }

  private boolean postpone(Item item, Duration delay, String trouble, int faults) {
    return database.run(
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
                faults))
        == 1;
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

  /** What waits, for metrics: rows due now, rows set aside, age of the oldest due row. */
  public List<Backlog> backlog() {
    return database.all(
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
                row.getDouble("oldest")));
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
        row.getInteger("faults"),
        row.getBoolean("written"),
        new Connections.Sealed(row));
  }
}
