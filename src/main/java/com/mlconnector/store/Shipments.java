package com.mlconnector.store;

import com.mlconnector.domain.Address;
import com.mlconnector.domain.AddressVerdict.Candidate;
import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.Halt;
import com.mlconnector.domain.Invoice;
import com.mlconnector.domain.Money;
import com.mlconnector.domain.ReasonCode;
import com.mlconnector.domain.Secret;
import com.mlconnector.domain.ShipmentOrder;
import com.mlconnector.domain.ShipmentState;
import com.mlconnector.vault.Vault;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

  private final Seals seals;

  public Shipments(Vault vault) {
    this.seals = new Seals(vault);
  }

  /** The newest generation of an invoice's shipment, locked until the transaction ends. */
  public Optional<Shipment> lockOfInvoice(Tx tx, ConnectionId connection, long invoice) {
    return tx.one(
        """
        select * from shipment where connection_id = $1 and invoice_id = $2
        order by generation desc limit 1
        for update
        """,
        Tuple.of(connection.value(), invoice),
        this::shipment);
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

  /** Opens the first generation of an invoice's shipment; it has no order yet. */
  public Shipment open(Tx tx, ConnectionId connection, UUID id, Invoice invoice) {
    return tx.one(
            """
            insert into shipment (id, connection_id, invoice_id, invoice_number, client_id, state)
            values ($1, $2, $3, $4, $5, 'address-to-check')
            returning *
            """,
            Tuple.of(id, connection.value(), invoice.id(), invoice.number(), invoice.clientId()),
            this::shipment)
        .orElseThrow();
  }

  /** A change to a locked shipment. */
  public static final class Change {
    private ShipmentState state;
    private Optional<Shipment.Halted> halted = Optional.empty();
    private Optional<ShipmentOrder> order;
    private Optional<Address> shipTo;
    private Optional<Boolean> residential;
    private Optional<String> reference;
    private int attempt;
    private int asked;
    private boolean intendedNow;
    private boolean boughtNow;
    private Optional<String> upsShipment;
    private Optional<Money> charged;

    private Change(Shipment from) {
      state = from.state();
      order = from.order();
      shipTo = from.shipTo();
      residential = from.residential();
      reference = from.reference();
      attempt = from.attempt();
      asked = from.asked();
      upsShipment = from.upsShipment();
      charged = from.charged();
    }

    public Change state(ShipmentState next) {
      state = next;
      return this;
    }

    public Change halt(Halt halt, List<Candidate> candidates) {
      state = ShipmentState.HALTED;
      halted = Optional.of(new Shipment.Halted(halt, candidates));
      return this;
    }

    /** A person should look, but the state machine goes on. */
    public Change attention(Halt halt) {
      halted = Optional.of(new Shipment.Halted(halt, List.of()));
      return this;
    }

    public Change order(ShipmentOrder next, Address to) {
      order = Optional.of(next);
      shipTo = Optional.of(to);
      return this;
    }

    public Change residential(boolean yes) {
      residential = Optional.of(yes);
      return this;
    }

    public Change intent(String newReference) {
      state = ShipmentState.INTENDED;
      reference = Optional.of(newReference);
      attempt++;
      asked = 0;
      intendedNow = true;
      return this;
    }

    public Change askedOnceMore() {
      asked++;
      return this;
    }

    public Change bought(String ups, Optional<Money> price) {
      state = ShipmentState.BOUGHT;
      upsShipment = Optional.of(ups);
      charged = price;
      boughtNow = true;
      return this;
    }
  }

  /**
   * Stores a change to a locked shipment.
   *
   * @throws IllegalStateException if the state machine has no such move, or the row is not what was
   *     locked
   */
  public void save(Tx tx, Shipment from, UnaryOperator<Change> change) {
    Change to = change.apply(new Change(from));
    if (!from.state().mayBecome(to.state)) {
      throw new IllegalStateException(from + " can't become " + to.state);
    }
    ConnectionId connection = from.connection();
    int touched =
        tx.run(
            """
            update shipment
            set state = $3, reason_code = $4, sealed_halt = $5, ship_order = $6, sealed_ship_to = $7,
                residential = $8, account_holder = $9, reference = $10, attempt = $11, asked = $12,
                intended_at = case when $13 then now() else intended_at end,
                bought_at = case when $14 then now() else bought_at end,
                ups_shipment = $15, charged = $16, currency = $17,
                updated_at = now(), version = version + 1
            where id = $1 and version = $2
            """,
            Tuple.tuple()
                .addUUID(from.id())
                .addLong(from.version())
                .addString(to.state.key())
                .addString(to.halted.map(h -> h.halt().code().name()).orElse(null))
                .addBuffer(
                    seals.sealOptional(
                        connection, HALT, to.halted.map(h -> new Secret(write(h).encode()))))
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
                .addString(to.charged.map(Money::currency).orElse(null)));
    if (touched != 1) {
      throw new IllegalStateException(from + " is not locked by this transaction");
    }
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
                .map(text -> halted(ReasonCode.valueOf(reason), new JsonObject(text.reveal()))),
        Optional.ofNullable(order).map(ShipmentOrderJson::read),
        seals
            .openOptional(connection, SHIP_TO, row.getBuffer("sealed_ship_to"))
            .map(Shipments::address),
        Optional.ofNullable(row.getBoolean("residential")),
        Optional.ofNullable(row.getString("reference")),
        row.getInteger("attempt"),
        row.getInteger("asked"),
        Optional.ofNullable(intended).map(OffsetDateTime::toInstant),
        Optional.ofNullable(bought).map(OffsetDateTime::toInstant),
        Optional.ofNullable(row.getString("ups_shipment")),
        Optional.ofNullable(row.getBigDecimal("charged"))
            .map(amount -> new Money(amount, row.getString("currency"))),
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

  private static JsonObject write(Shipment.Halted halted) {
    JsonArray candidates = new JsonArray();
    halted.candidates().forEach(candidate -> candidates.add(CandidateJson.write(candidate)));
    return new JsonObject()
        .put("sentence", halted.halt().sentence())
        .put("ways", new JsonArray(halted.halt().ways()))
        .put("candidates", candidates);
  }

  private static Shipment.Halted halted(ReasonCode code, JsonObject json) {
    List<Candidate> candidates = new ArrayList<>();
    json.getJsonArray("candidates")
        .forEach(candidate -> candidates.add(CandidateJson.read((JsonObject) candidate)));
    return new Shipment.Halted(
        new Halt(
            code,
            json.getString("sentence"),
            json.getJsonArray("ways").stream().map(String::valueOf).toList()),
        candidates);
  }
}
