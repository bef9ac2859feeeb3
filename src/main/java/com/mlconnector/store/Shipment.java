package com.mlconnector.store;

import com.mlconnector.domain.Address;
import com.mlconnector.domain.AddressVerdict.Candidate;
import com.mlconnector.domain.AfterShipping;
import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.Halt;
import com.mlconnector.domain.Invoice;
import com.mlconnector.domain.Money;
import com.mlconnector.domain.ShipmentOrder;
import com.mlconnector.domain.ShipmentState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A shipment as it stands in its row.
 *
 * @param generation 1, or more after an explicit second label
 * @param halted why a person should look; also set while a lost answer can't be settled
 * @param order what is to be bought; absent while the flag is unclear
 * @param shipTo the address it was, or will be, bought for
 * @param residential as decided by the address check
 * @param reference our key at UPS; given with the intent and never given away again
 * @param attempt intents so far
 * @param asked how often UPS was asked about a lost answer
 * @param notFound how often it knew no such shipment
 * @param reship the request that opened this generation, or that stood in the invoice when it was
 *     ordered; it opens no further one
 * @param change what the invoice says differently since the label was bought
 * @param lateLabel what UPS sold after its attempt was given up, for a person to void
 * @param version counts changes of this row
 */
public record Shipment(
    UUID id,
    ConnectionId connection,
    long invoice,
    String invoiceNumber,
    long client,
    int generation,
    ShipmentState state,
    Optional<Halted> halted,
    Optional<ShipmentOrder> order,
    Optional<Address> shipTo,
    Optional<Boolean> residential,
    Optional<String> reference,
    int attempt,
    int asked,
    int notFound,
    Optional<Instant> intendedAt,
    Optional<Instant> boughtAt,
    Optional<String> upsShipment,
    Optional<Money> charged,
    Optional<String> reship,
    Optional<Change> change,
    Optional<String> lateLabel,
    Instant createdAt,
    Instant updatedAt,
    long version) {
  private static final long NOT_STORED = 0;

  /**
   * A generation of an invoice's shipment, the first one or the next. It has no order yet, and is
   * stored with its first move.
   */
  public static Shipment opened(
      UUID id, ConnectionId connection, Invoice invoice, int generation, Instant now) {
    return new Shipment(
        id,
        connection,
        invoice.id(),
        invoice.number(),
        invoice.clientId(),
        generation,
        ShipmentState.ADDRESS_TO_CHECK,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        0,
        0,
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        now,
        now,
        NOT_STORED);
  }

  /** Why it waits, with what UPS offers instead of the address. */
  public record Halted(Halt halt, List<Candidate> candidates) {
    public Halted {
      candidates = List.copyOf(candidates);
    }
  }

  /**
   * @param open no person has looked at it yet
   */
  public record Change(AfterShipping difference, boolean open) {}

  /** Whose UPS account it goes on: {@code shipper} or {@code client:<id>}. */
  public String accountHolder() {
    return order.map(ShipmentOrder::accountHolder).orElse("shipper");
  }

  @Override
  public String toString() {
    return "Shipment[" + id + " of invoice " + invoice + ", " + state.key() + "]";
  }
}
