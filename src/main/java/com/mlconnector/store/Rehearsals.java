package com.mlconnector.store;

import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.DryRun;
import com.mlconnector.domain.Halt;
import com.mlconnector.domain.Money;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What would have been bought, had the connection not been in a dry run. */
public final class Rehearsals {

  /**
   * @param price absent if UPS did not tell one
   */
  public record Rehearsal(Optional<Money> price, Instant at) {}

  /** Of those that still wait; without a price if UPS told none. */
  public record Total(int shipments, Optional<Money> price) {}

  /**
   * Whether a dry run speaks against buying it. Until the transaction ends none is switched on: an
   * intent is there before, or is never made.
   */
  public Optional<Halt> objection(Tx tx, Shipment next) {
    return tx.one(
            """
            select coalesce((c.settings->'dryRun')::boolean, false) as dry_run,
                   exists (select from rehearsal r
                           where r.shipment_id = $2 and r.released_at is null) as rehearsed
            from connection c where c.id = $1
            for share of c
            """,
            Tuple.of(next.connection().value(), next.id()),
            row -> DryRun.check(row.getBoolean("dry_run"), row.getBoolean("rehearsed")))
        .orElseThrow();
  }

  /** Again, if it was before: nobody has sent on this one. */
  public void keep(Tx tx, Shipment shipment, Optional<Money> price) {
    tx.run(
        """
        insert into rehearsal (shipment_id, connection_id, price, currency)
        values ($1, $2, $3, $4)
        on conflict (shipment_id) do update
        set price = excluded.price, currency = excluded.currency, rehearsed_at = now(),
            released_at = null
        """,
        Tuple.of(
            shipment.id(),
            shipment.connection().value(),
            price.map(Money::amount).orElse(null),
            price.map(Money::currency).orElse(null)));
  }

  /** A person has sent it on. */
  public void release(Tx tx, UUID shipment) {
    tx.run(
        "update rehearsal set released_at = now() where shipment_id = $1 and released_at is null",
        Tuple.of(shipment));
  }

  public void releaseAll(Tx tx, ConnectionId connection) {
    tx.run(
        "update rehearsal set released_at = now() where connection_id = $1 and released_at is null",
        Tuple.of(connection.value()));
  }

  public Map<UUID, Rehearsal> of(Tx tx, ConnectionId connection) {
    Map<UUID, Rehearsal> found = new HashMap<>();
    tx.all(
            """
            select shipment_id, price, currency, rehearsed_at from rehearsal
            where connection_id = $1 and released_at is null
            """,
            Tuple.of(connection.value()),
            row -> Map.entry(row.getUUID("shipment_id"), rehearsal(row)))
        .forEach(entry -> found.put(entry.getKey(), entry.getValue()));
    return found;
  }

  /** One for each currency, and one for those without a price. */
  public List<Total> totals(Tx tx, ConnectionId connection) {
    return tx.all(
        """
        select r.currency, sum(r.price) as price, count(*)::int as shipments
        from rehearsal r join shipment s on s.id = r.shipment_id
        where r.connection_id = $1 and s.reason_code = 'DRY_RUN'
        group by r.currency order by r.currency
        """,
        Tuple.of(connection.value()),
        row -> new Total(row.getInteger("shipments"), price(row)));
  }

  private static Rehearsal rehearsal(Row row) {
    return new Rehearsal(price(row), row.getOffsetDateTime("rehearsed_at").toInstant());
  }

  private static Optional<Money> price(Row row) {
    @Nullable BigDecimal price = row.getBigDecimal("price");
    return price == null
        ? Optional.empty()
        : Optional.of(new Money(price, row.getString("currency")));
  }
}
