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
  static final String SHIP_TO = "ship-to";
  static final String HALT = "halt";
  static final String CHANGE = "change-after-shipping";

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
   * Sends on shipments that are halted, as if a person had resumed each: what they waited for was
   * put right. Answers their invoices, whose work is for the caller to raise.
   *
   * @param client empty for those of all clients
   */
  public List<Long> sendOn(
      Tx tx, ConnectionId connection, Optional<Long> client, List<ReasonCode> reasons) {
    return tx.all(
        """
        update shipment
        set state = 'resumed', reason_code = null, sealed_halt = null,
            updated_at = now(), version = version + 1
        where connection_id = $1 and state = 'halted' and reason_code = any($2::text[])
          and ($3::bigint is null or client_id = $3)
        returning invoice_id
        """,
        Tuple.tuple()
            .addString(connection.value())
            .addArrayOfString(reasons.stream().map(Enum::name).toArray(String[]::new))
            .addLong(client.orElse(null)),
        row -> row.getLong("invoice_id"));
  }

  /**
   * For the brake: purchases begun within an hour and since it was last released, and other ones
   * for the same invoice within a day.
   */
  public record Begun(int inLastHour, int ofInvoiceToday) {
    /** Of {@code o}, a shipment. */
    static final String SQL =
        """
        select
          (select count(*) from shipment s
           where s.connection_id = c.id
             and s.intended_at > greatest(now() - interval '1 hour', c.brake_released_at)
          )::int as in_last_hour,
          (select count(*) from shipment s
           where s.connection_id = c.id and s.invoice_id = o.invoice_id and s.id <> o.id
             and s.intended_at > now() - interval '1 day')::int as of_invoice_today
        from connection c where c.id = o.connection_id
        """;

    static Begun of(Row row) {
      return new Begun(row.getInteger("in_last_hour"), row.getInteger("of_invoice_today"));
    }
  }

  /** Purchases on an account whose outcome is not known yet; empty for all accounts. */
  public int unsettled(Tx tx, ConnectionId connection, Optional<String> holder) {
    return tx.one(
            """
            select count(*)::int as unsettled from shipment
            where connection_id = $1 and state in ('intended', 'purchase-unknown')
              and ($2::text is null or account_holder = $2)
            """,
            Tuple.of(connection.value(), holder.orElse(null)),
            row -> row.getInteger("unsettled"))
        .orElseThrow();
  }

  /** All that have not been sent to UPS yet: nobody waits for them any more. Which these were. */
  public List<UUID> cancelOpen(Tx tx, ConnectionId connection) {
    return tx.all(
        """
        update shipment
        set state = 'cancelled', reason_code = null, sealed_halt = null,
            updated_at = now(), version = version + 1
        where connection_id = $1
          and state in ('address-to-check', 'ready-to-buy', 'held', 'halted', 'resumed')
        returning id
        """,
        Tuple.of(connection.value()),
        row -> row.getUUID("id"));
  }

  /** Those that wait for this reason, oldest first. */
  public List<Shipment> halted(Tx tx, ConnectionId connection, ReasonCode reason, int most) {
    return tx.all(
        """
        select * from shipment
        where connection_id = $1 and state = 'halted' and reason_code = $2
        order by created_at, id limit $3
        """,
        Tuple.of(connection.value(), reason.name(), most),
        this::shipment);
  }

  /** What a move changes beside the state. */
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

    private Shipment made(Shipment from) {
      return new Shipment(
          from.id(),
          from.connection(),
          from.invoice(),
          invoiceNumber,
          client,
          from.generation(),
          state,
          halted,
          order,
          shipTo,
          residential,
          reference,
          attempt,
          asked,
          notFound,
          from.intendedAt(),
          from.boughtAt(),
          upsShipment,
          charged,
          reship,
          from.change(),
          from.lateLabel(),
          from.createdAt(),
          from.updatedAt(),
          from.version() + 1);
    }
  }

  /** Somebody has changed the shipment since it was read. */
  public static final class Overtaken extends IllegalStateException {
    private static final long serialVersionUID = 1;

    Overtaken(Shipment from) {
      super(from + " was changed by somebody else");
    }
  }

  /**
   * Stores a shipment's move, and what changes with it; a shipment that was just opened is stored
   * by its first one. The transaction fails with {@link Overtaken} if the row is not what was read.
   *
   * @return the shipment as it will be, but for the times, which the database knows
   * @throws IllegalStateException if the move does not start in its state
   */
  public Shipment save(Tx tx, Shipment from, Move move, UnaryOperator<Change> change) {
    return save(tx, from, List.of(move), change);
  }

  /** Several moves at once, each from where the one before led. */
  public Shipment save(Tx tx, Shipment from, List<Move> moves, UnaryOperator<Change> change) {
    ShipmentState state = from.state();
    for (Move move : moves) {
      if (!move.from().contains(state)) {
        throw new IllegalStateException(from + " can't " + move.words());
      }
      state = move.to();
    }
    Change to = change.apply(new Change(from, state));
    ConnectionId connection = from.connection();
    tx.change(
        """
        moved as (
          insert into shipment as s
            (id, connection_id, invoice_id, generation, state, reason_code, sealed_halt,
             ship_order, sealed_ship_to, residential, account_holder, reference, attempt, asked,
             not_found, intended_at, bought_at, ups_shipment, charged, currency, reship,
             client_id, invoice_number)
          values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15,
                  case when $16 then now() end, case when $17 then now() end, $18, $19, $20, $21,
                  $22, $23)
          on conflict (id) do update
          set state = excluded.state, reason_code = excluded.reason_code,
              sealed_halt = excluded.sealed_halt, ship_order = excluded.ship_order,
              sealed_ship_to = excluded.sealed_ship_to, residential = excluded.residential,
              account_holder = excluded.account_holder, reference = excluded.reference,
              attempt = excluded.attempt, asked = excluded.asked, not_found = excluded.not_found,
              intended_at = coalesce(excluded.intended_at, s.intended_at),
              bought_at = coalesce(excluded.bought_at, s.bought_at),
              ups_shipment = excluded.ups_shipment, charged = excluded.charged,
              currency = excluded.currency, reship = excluded.reship,
              client_id = excluded.client_id, invoice_number = excluded.invoice_number,
              updated_at = now(), version = s.version + 1
          where s.version = $24
          returning id)
        """,
        Tuple.tuple()
            .addUUID(from.id())
            .addString(connection.value())
            .addLong(from.invoice())
            .addInteger(from.generation())
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
            .addInteger(to.notFound)
            .addBoolean(to.intendedNow)
            .addBoolean(to.boughtNow)
            .addString(to.upsShipment.orElse(null))
            .addBigDecimal(to.charged.map(Money::amount).orElse(null))
            .addString(to.charged.map(Money::currency).orElse(null))
            .addString(to.reship.orElse(null))
            .addLong(to.client)
            .addString(to.invoiceNumber)
            .addLong(from.version()),
        Tx.OneRow.in("moved", () -> new Overtaken(from)));
    return to.made(from);
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

  Shipment shipment(Row row) {
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
