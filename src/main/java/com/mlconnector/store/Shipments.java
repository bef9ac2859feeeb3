package com.mlconnector.store;

import com.mlconnector.domain.Address;
import com.mlconnector.domain.AddressVerdict.Candidate;
import com.mlconnector.domain.AfterShipping;
import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.Halt;
import com.mlconnector.domain.Invoice;
import com.mlconnector.domain.Money;
import com.mlconnector.domain.Move;
import com.mlconnector.domain.ReasonCode;
import com.mlconnector.domain.Secret;
import com.mlconnector.domain.ShipmentOrder;
import com.mlconnector.domain.ShipmentState;
import com.mlconnector.vault.Vault;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The shipments. One row for each invoice and generation, which is the ledger that keeps a second
 * label from being bought by accident.
 */
public final class Shipments {
  private static final String SHIP_TO = "ship-to";
  private static final String HALT = "halt";
  private static final String CHANGE = "change-after-shipping";

  private final Seals seals;

  public Shipments(Vault vault) {
    this.seals = new Seals(vault);
  }

  /**
   * The newest generation of an invoice's shipment, locked until the transaction ends.
   *
   * <p>Whoever waited for the lock may hold what was the newest before the other one opened a
   * further generation: a statement does not see rows that came while it waited. So it looks again.
   */
  public Optional<Shipment> lockOfInvoice(Tx tx, ConnectionId connection, long invoice) {
    Optional<Shipment> locked = lockNewest(tx, connection, invoice);
    while (locked.isPresent() && isFollowed(tx, locked.get())) {
      locked = lockNewest(tx, connection, invoice);
    }
    return locked;
  }

  private Optional<Shipment> lockNewest(Tx tx, ConnectionId connection, long invoice) {
    return tx.one(
        """
        select * from shipment where connection_id = $1 and invoice_id = $2
        order by generation desc limit 1
        for update
        """,
        Tuple.of(connection.value(), invoice),
        this::shipment);
  }

  private static boolean isFollowed(Tx tx, Shipment locked) {
    return tx.one(
            """
            select 1 from shipment
            where connection_id = $1 and invoice_id = $2 and generation > $3 limit 1
            """,
            Tuple.of(locked.connection().value(), locked.invoice(), locked.generation()),
            row -> true)
        .isPresent();
  }

  public Optional<Shipment> lock(Tx tx, ConnectionId connection, UUID id) {
    return tx.one(
        "select * from shipment where id = $1 and connection_id = $2 for update",
        Tuple.of(id, connection.value()),
        this::shipment);
  }

  public Optional<Shipment> find(Tx tx, ConnectionId connection, UUID id) {
    return tx.one(
        "select * from shipment where id = $1 and connection_id = $2",
        Tuple.of(id, connection.value()),
        this::shipment);
  }

  /** All generations of an invoice, oldest first. */
  public List<Shipment> ofInvoice(Tx tx, ConnectionId connection, long invoice) {
    return tx.all(
        "select * from shipment where connection_id = $1 and invoice_id = $2 order by generation",
        Tuple.of(connection.value(), invoice),
        this::shipment);
  }

  /** The newest first; {@code state} empty for all. */
  public List<Shipment> newest(
      Tx tx, ConnectionId connection, Optional<ShipmentState> state, int most) {
    return tx.all(
        """
        select * from shipment
        where connection_id = $1 and ($2::text is null or state = $2)
        order by updated_at desc limit $3
        """,
        Tuple.of(connection.value(), state.map(ShipmentState::key).orElse(null), most),
        this::shipment);
  }

  /**
   * Opens a generation of an invoice's shipment, the first one or the next; it has no order yet.
   */
  public Shipment open(Tx tx, ConnectionId connection, UUID id, Invoice invoice, int generation) {
    return tx.one(
            """
            insert into shipment
              (id, connection_id, invoice_id, invoice_number, client_id, generation, state)
            values ($1, $2, $3, $4, $5, $6, 'address-to-check')
            returning *
            """,
            Tuple.of(
                id,
                connection.value(),
                invoice.id(),
                invoice.number(),
                invoice.clientId(),
                generation),
            this::shipment)
        .orElseThrow();
  }

  /** The requests for further labels that have had one, or are having it. */
  public Set<String> requestsUsed(Tx tx, ConnectionId connection, long invoice) {
    return Set.copyOf(
        tx.all(
            """
            select reship from shipment
            where connection_id = $1 and invoice_id = $2 and reship is not null
            """,
            Tuple.of(connection.value(), invoice),
            row -> row.getString("reship")));
  }

  /**
   * What a locked shipment's invoice says differently since; {@code open} until a person has seen
   * it.
   */
  public void noteChange(Tx tx, Shipment bought, AfterShipping difference, boolean open) {
    JsonObject json = ShipmentJson.halt(difference.halt(), List.of()).put("key", difference.key());
    tx.run(
        """
        update shipment
        set sealed_change = $2, change_open = $3, updated_at = now(), version = version + 1
        where id = $1
        """,
        Tuple.of(
            bought.id(), seals.seal(bought.connection(), CHANGE, new Secret(json.encode())), open));
  }

  /** A label too many of a locked shipment, for a person to void; empty once that is done. */
  public void noteLateLabel(Tx tx, Shipment shipment, Optional<String> label) {
    tx.run(
        """
        update shipment set late_label = $2, updated_at = now(), version = version + 1
        where id = $1
        """,
        Tuple.of(shipment.id(), label.orElse(null)));
  }

  /**
   * Something was put right that shipments of a client waited for: they are read again as if a
   * person had resumed each. Their invoices' work is for the caller to raise.
   */
  public void sendOnOfClient(
      Tx tx, ConnectionId connection, long client, List<ReasonCode> reasons) {
    tx.run(
        """
        update shipment
        set state = 'resumed', reason_code = null, sealed_halt = null,
            updated_at = now(), version = version + 1
        where connection_id = $1 and client_id = $2 and state = 'halted'
          and reason_code = any($3::text[])
        """,
        Tuple.of(
            connection.value(), client, reasons.stream().map(Enum::name).toArray(String[]::new)));
  }

  /** Sends on all that waited for a reason, and makes their invoices due; answers how many. */
  public int sendOnAll(Tx tx, ConnectionId connection, ReasonCode reason) {
    return tx.run(
        """
        with sent as (
          update shipment
          set state = 'resumed', reason_code = null, sealed_halt = null,
              updated_at = now(), version = version + 1
          where connection_id = $1 and state = 'halted' and reason_code = $2
          returning connection_id, invoice_id)
        insert into work as w (connection_id, kind, key)
        select distinct connection_id, 'invoice', invoice_id::text from sent order by 3
        on conflict (connection_id, kind, key) do update
        set seq = w.seq + 1, due_at = least(w.due_at, now()), set_aside_at = null
        """,
        Tuple.of(connection.value(), reason.name()));
  }

  /** Labels begun since then, and those of them for one invoice within the last day. */
  public record Begun(int inLastHour, int ofInvoiceToday) {}

  /** For the brake: purchases begun within an hour and since it was last released. */
  public Begun begun(Tx tx, Shipment next) {
    return tx.one(
            """
            select
              (select count(*) from shipment s
               where s.connection_id = c.id
                 and s.intended_at > greatest(now() - interval '1 hour', c.brake_released_at)
              )::int as hour,
              (select count(*) from shipment s
               where s.connection_id = c.id and s.invoice_id = $2 and s.id <> $3
                 and s.intended_at > now() - interval '1 day')::int as day
            from connection c where c.id = $1
            """,
            Tuple.of(next.connection().value(), next.invoice(), next.id()),
            row -> new Begun(row.getInteger("hour"), row.getInteger("day")))
        .orElseThrow();
  }

  /** A change to a locked shipment. */
  public static final class Change {
    private final ShipmentState state;
    private Optional<Shipment.Halted> halted = Optional.empty();
    private Optional<ShipmentOrder> order;
    private Optional<Address> shipTo;
    private Optional<Boolean> residential;
    private Optional<String> reference;
    private int attempt;
    private int asked;
    private int notFound;
    private boolean intendedNow;
    private boolean boughtNow;
    private Optional<String> upsShipment;
    private Optional<Money> charged;
    private Optional<String> reship;
    private long client;
    private String invoiceNumber;

    private Change(Shipment from, ShipmentState to) {
      state = to;
      order = from.order();
      shipTo = from.shipTo();
      residential = from.residential();
      reference = from.reference();
      attempt = from.attempt();
      asked = from.asked();
      notFound = from.notFound();
      upsShipment = from.upsShipment();
      charged = from.charged();
      reship = from.reship();
      client = from.client();
      invoiceNumber = from.invoiceNumber();
    }

    /** Whom the invoice is for, and its number: both can be changed in FreshBooks. */
    public Change of(Invoice invoice) {
      client = invoice.clientId();
      invoiceNumber = invoice.number();
      return this;
    }

    public Change withoutOrder() {
      order = Optional.empty();
      shipTo = Optional.empty();
      return this;
    }

    /** A person should look, whether it goes on or not. */
    public Change halt(Halt halt, List<Candidate> candidates) {
      halted = Optional.of(new Shipment.Halted(halt, candidates));
      return this;
    }

    public Change order(ShipmentOrder next, Address to) {
      order = Optional.of(next);
      shipTo = Optional.of(to);
      return this;
    }

    public Change reship(Optional<String> request) {
      reship = request;
      return this;
    }

    public Change residential(boolean yes) {
      residential = Optional.of(yes);
      return this;
    }

    public Change intent(String newReference) {
      reference = Optional.of(newReference);
      attempt++;
      asked = 0;
      notFound = 0;
      intendedNow = true;
      return this;
    }

    /**
     * UPS was asked once more.
     *
     * @param nothing and knows no such shipment
     */
    public Change asked(boolean nothing) {
      asked++;
      notFound += nothing ? 1 : 0;
      return this;
    }

    public Change bought(String ups, Optional<Money> price) {
      upsShipment = Optional.of(ups);
      charged = price;
      boughtNow = true;
      return this;
    }
  }

  /**
   * Stores a locked shipment's move, and what changes with it; the shipment as it is now.
   *
   * @throws IllegalStateException if the move does not start in its state, or the row is not what
   *     was locked
   */
  public Shipment save(Tx tx, Shipment from, Move move, UnaryOperator<Change> change) {
    return saveIfUnchanged(tx, from, move, change)
        .orElseThrow(() -> new IllegalStateException(from + " is not locked by this transaction"));
  }

  /**
   * Like {@link #save}, for a shipment that was read without a lock: empty if somebody has changed
   * it since.
   */
  public Optional<Shipment> saveIfUnchanged(
      Tx tx, Shipment from, Move move, UnaryOperator<Change> change) {
    return saveIfUnchanged(tx, from, List.of(move), change);
  }

  /** Several moves at once, each from where the one before led. */
  public Optional<Shipment> saveIfUnchanged(
      Tx tx, Shipment from, List<Move> moves, UnaryOperator<Change> change) {
    ShipmentState state = from.state();
    for (Move move : moves) {
      if (!move.from().contains(state)) {
        throw new IllegalStateException(from + " can't " + move.words());
      }
      state = move.to();
    }
    Change to = change.apply(new Change(from, state));
    ConnectionId connection = from.connection();
    return tx.one(
        """
        update shipment
        set state = $3, reason_code = $4, sealed_halt = $5, ship_order = $6, sealed_ship_to = $7,
            residential = $8, account_holder = $9, reference = $10, attempt = $11, asked = $12,
            intended_at = case when $13 then now() else intended_at end,
            bought_at = case when $14 then now() else bought_at end,
            ups_shipment = $15, charged = $16, currency = $17, reship = $18, client_id = $19, invoice_number = $20,
            not_found = $21, updated_at = now(), version = version + 1
        where id = $1 and version = $2
        returning *
        """,
        Tuple.tuple()
            .addUUID(from.id())
            .addLong(from.version())
            .addString(to.state.key())
            .addString(to.halted.map(h -> h.halt().code().name()).orElse(null))
            .addBuffer(
                seals.sealOptional(
                    connection,
                    HALT,
                    to.halted.map(
                        h -> new Secret(ShipmentJson.halt(h.halt(), h.candidates()).encode()))))
            .addJsonObject(to.order.map(ShipmentOrderJson::write).orElse(null))
            .addBuffer(
                seals.sealOptional(
                    connection,
                    SHIP_TO,
                    to.shipTo.map(a -> new Secret(AddressJson.write(a).encode()))))
            .addBoolean(to.residential.orElse(null))
            .addString(to.order.map(ShipmentOrder::accountHolder).orElse(null))
            .addString(to.reference.orElse(null))
            .addInteger(to.attempt)
            .addInteger(to.asked)
            .addBoolean(to.intendedNow)
            .addBoolean(to.boughtNow)
            .addString(to.upsShipment.orElse(null))
            .addBigDecimal(to.charged.map(Money::amount).orElse(null))
            .addString(to.charged.map(Money::currency).orElse(null))
            .addString(to.reship.orElse(null))
            .addLong(to.client)
            .addString(to.invoiceNumber)
            .addInteger(to.notFound),
        this::shipment);
  }

  public Shipment save(Tx tx, Shipment from, Move move) {
    return save(tx, from, move, change -> change);
  }

  /** How long ago the attempt under way began, by the database's clock. */
  public Duration sinceIntent(Tx tx, Shipment shipment) {
    return tx.one(
            """
            select (extract(epoch from now() - intended_at) * 1000)::bigint as millis
            from shipment where id = $1
            """,
            Tuple.of(shipment.id()),
            row -> Duration.ofMillis(row.getLong("millis")))
        .orElseThrow();
  }

  private Shipment shipment(Row row) {
    ConnectionId connection = new ConnectionId(row.getString("connection_id"));
    @Nullable JsonObject order = row.getJsonObject("ship_order");
    @Nullable OffsetDateTime intended = row.getOffsetDateTime("intended_at");
    @Nullable OffsetDateTime bought = row.getOffsetDateTime("bought_at");
    @Nullable String reason = row.getString("reason_code");
    return new Shipment(
        row.getUUID("id"),
        connection,
        row.getLong("invoice_id"),
        row.getString("invoice_number"),
        row.getLong("client_id"),
        row.getInteger("generation"),
        ShipmentState.ofKey(row.getString("state")),
        reason == null
            ? Optional.empty()
            : seals
                .openOptional(connection, HALT, row.getBuffer("sealed_halt"))
                .map(text ->
                    ShipmentJson.halted(ReasonCode.valueOf(reason), new JsonObject(text.reveal()))),
        Optional.ofNullable(order).map(ShipmentOrderJson::read),
        seals
            .openOptional(connection, SHIP_TO, row.getBuffer("sealed_ship_to"))
            .map(Shipments::address),
        Optional.ofNullable(row.getBoolean("residential")),
        Optional.ofNullable(row.getString("reference")),
        row.getInteger("attempt"),
        row.getInteger("asked"),
        row.getInteger("not_found"),
        Optional.ofNullable(intended).map(OffsetDateTime::toInstant),
        Optional.ofNullable(bought).map(OffsetDateTime::toInstant),
        Optional.ofNullable(row.getString("ups_shipment")),
        Optional.ofNullable(row.getBigDecimal("charged"))
            .map(amount -> new Money(amount, row.getString("currency"))),
        Optional.ofNullable(row.getString("reship")),
        seals
            .openOptional(connection, CHANGE, row.getBuffer("sealed_change"))
            .map(text ->
                new Shipment.Change(
                    ShipmentJson.change(new JsonObject(text.reveal())),
                    row.getBoolean("change_open"))),
        Optional.ofNullable(row.getString("late_label")),
        instant(row, "created_at"),
        instant(row, "updated_at"),
        row.getLong("version"));
  }

  private static Instant instant(Row row, String column) {
    return row.getOffsetDateTime(column).toInstant();
  }

  private static Address address(Secret stored) {
    return AddressJson.stored(new JsonObject(stored.reveal()));
  }
}
