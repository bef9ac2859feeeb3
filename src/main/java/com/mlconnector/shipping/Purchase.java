package com.mlconnector.shipping;

import com.mlconnector.audit.AuditEntry.Action;
import com.mlconnector.crash.CrashPoint;
import com.mlconnector.domain.Billing;
import com.mlconnector.domain.Halt;
import com.mlconnector.domain.Label;
import com.mlconnector.domain.Lane;
import com.mlconnector.domain.Money;
import com.mlconnector.domain.Outcome;
import com.mlconnector.domain.PurchaseOrder;
import com.mlconnector.domain.PurchasedShipment;
import com.mlconnector.domain.RateQuote;
import com.mlconnector.domain.Reference;
import com.mlconnector.domain.ShipmentMachine;
import com.mlconnector.domain.ShipmentMachine.Fact;
import com.mlconnector.domain.ShipmentOrder;
import com.mlconnector.domain.UpsRefusal;
import com.mlconnector.domain.VendorFault;
import com.mlconnector.store.Shipment;
import com.mlconnector.ups.Traced;
import com.mlconnector.ups.UpsClient;
import com.mlconnector.vendor.Gates;
import com.mlconnector.work.WorkResult;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Buys a shipment: the intent is committed first, then UPS is called once. The answer is bought,
 * refused or unknown; and unknown is a state of its own, never a reason to call again.
 */
final class Purchase {

  /**
   * @param quoteFirst asks for the price before buying, for the record
   */
  record Settings(boolean quoteFirst, Label.Format labelFormat) {}

  private final Settings settings;
  private final ShipmentMachine machine;
  private final UpsClient ups;
  private final Gates gates;
  private final ShippingStore store;

  Purchase(
      Settings settings, ShipmentMachine machine, UpsClient ups, Gates gates, ShippingStore store) {
    this.settings = settings;
    this.machine = machine;
    this.ups = ups;
    this.gates = gates;
    this.store = store;
  }

  /**
   * @param passed the address check, if it comes straight before
   */
  StepResult buy(Step step, Optional<AddressPassed> passed) {
    Shipment ready = step.shipment();
    String reference = Reference.of(ready.invoice(), ready.id(), ready.attempt() + 1);
    boolean residential =
        passed.map(AddressPassed::residential).or(ready::residential).orElse(true);
    PurchaseOrder order = order(step, reference, residential);
    // After a pause one call is let through. Asking the price does no harm; a purchase would need
    // an intent first, to be withdrawn if another call was faster.
    boolean priced =
        settings.quoteFirst() || step.connection().settings().dryRun() || !isGateOpen(step);
    Quoted quoted = priced ? quote(step, order) : Quoted.NOTHING;
    if (!isGateOpen(step)) {
      return new StepResult.Ended(
          new WorkResult.HeldBack("UPS is left alone for a while: nothing is bought."));
    }
    StepResult intended =
        store.intend(
            step,
            passed,
            new ShippingStore.Intent(
                reference,
                quoted.price(),
                (tx, shipment) -> {
                  if (!quoted.details().isEmpty()) {
                    store.add(tx, shipment, Action.RATE_QUOTED, quoted.details());
                  }
                },
                (tx, shipment) ->
                    store.add(
                        tx,
                        shipment,
                        Action.PURCHASE_INTENDED,
                        Map.of(
                            "reference", reference,
                            "service", order.service().code(),
                            "parcels", Integer.toString(order.parcels().size()),
                            "account", ready.order().orElseThrow().accountHolder()))));
    CrashPoint.INTENT_COMMITTED.pass();
    return intended instanceof StepResult.GoOn(Shipment now)
        ? answered(step.with(now), reference, ups.ship(step.caller(), order).await())
        : intended;
  }

  /** Something speaks against buying it. */
  StepResult object(Step step, Halt why) {
    return store.make(
        step, machine.on(new Fact.Objected(why)), change -> change, (tx, shipment) -> {});
  }

  private boolean isGateOpen(Step step) {
    return gates.isOpen(step.connection().id(), Lane.SHIPPING).await();
  }

  private PurchaseOrder order(Step step, String reference, boolean residential) {
    Shipment shipment = step.shipment();
    ShipmentOrder order = shipment.order().orElseThrow();
    return new PurchaseOrder(
        reference,
        shipment.invoiceNumber(),
        step.account(),
        Billing.SHIPPER,
        step.connection().settings().shipper(),
        shipment.shipTo().orElseThrow(),
        residential,
        order.service(),
        order.parcels(),
        new PurchaseOrder.Options(signature(order.signature()), order.saturday(), Optional.empty()),
        settings.labelFormat());
  }

  private static PurchaseOrder.Signature signature(ShipmentOrder.Signature asked) {
    return switch (asked) {
      case NONE -> PurchaseOrder.Signature.NONE;
      case ANY -> PurchaseOrder.Signature.SIGNATURE;
      case ADULT -> PurchaseOrder.Signature.ADULT;
    };
  }

  /**
   * @param details for the audit trail
   * @param price what the account would pay
   */
  private record Quoted(Map<String, String> details, Optional<Money> price) {
    static final Quoted NOTHING = new Quoted(Map.of(), Optional.empty());
  }

  /** A price that can't be had keeps nobody's parcel waiting. */
  private Quoted quote(Step step, PurchaseOrder order) {
    Traced<RateQuote> answer = ups.rate(step.caller(), order).await();
    Map<String, String> details = new TreeMap<>();
    if (!answer.transId().isEmpty()) {
      details.put("trans-id", answer.transId());
    }
    if (answer.outcome() instanceof Outcome.Done<RateQuote>(RateQuote quote)) {
      details.put("published", quote.published().toString());
      details.put("negotiated", quote.negotiated().map(Object::toString).orElse("none"));
      return new Quoted(details, Optional.of(quote.negotiated().orElse(quote.published())));
    }
    details.put("outcome", answer.outcome().summary());
    return new Quoted(details, Optional.empty());
  }

  private StepResult answered(Step step, String reference, Traced<PurchasedShipment> answer) {
    CrashPoint.SHIP_ANSWERED.pass();
    Map<String, String> details =
        Map.of(
            "reference", reference,
            "trans-id", answer.transId(),
            "outcome", answer.outcome().summary());
    return switch (answer.outcome()) {
      case Outcome.Done<PurchasedShipment>(PurchasedShipment purchased) ->
          store.make(
              step,
              machine.on(new Fact.Sold()),
              change -> change.bought(purchased.upsShipment(), purchased.charged()),
              (tx, shipment) ->
                  store.keepLabels(tx, shipment, purchased, Action.PURCHASE_ANSWERED, details));
      case Outcome.Refused<PurchasedShipment>(VendorFault fault) ->
          answered(step, new Fact.Refused(refusal(step, fault)), details);
      case Outcome.Unknown<PurchasedShipment> unknown ->
          answered(step, new Fact.AnswerLost(), details);
      case Outcome.NotAllowed<PurchasedShipment> notAllowed -> notDone(step, details, answer);
      case Outcome.Throttled<PurchasedShipment> throttled -> notDone(step, details, answer);
      case Outcome.Unavailable<PurchasedShipment> unavailable -> notDone(step, details, answer);
    };
  }

  private StepResult answered(Step step, Fact fact, Map<String, String> details) {
    return store.make(
        step,
        machine.on(fact),
        change -> change,
        (tx, shipment) -> store.add(tx, shipment, Action.PURCHASE_ANSWERED, details));
  }

  private StepResult notDone(
      Step step, Map<String, String> details, Traced<PurchasedShipment> answer) {
    var _ = answered(step, new Fact.NotDone(), details);
    return StepResult.trouble(answer.outcome());
  }

  private static Halt refusal(Step step, VendorFault fault) {
    boolean ofClient = step.shipment().accountHolder().startsWith("client:");
    return UpsRefusal.halt(fault, step.account(), ofClient);
  }
}
