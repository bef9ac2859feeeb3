package com.mlconnector.shipping;

import com.mlconnector.audit.AuditEntry.Action;
import com.mlconnector.crash.CrashPoint;
import com.mlconnector.domain.Halt;
import com.mlconnector.domain.Label;
import com.mlconnector.domain.Outcome;
import com.mlconnector.domain.PurchaseOrder;
import com.mlconnector.domain.PurchasedShipment;
import com.mlconnector.domain.RateQuote;
import com.mlconnector.domain.Reference;
import com.mlconnector.domain.ShipmentOrder;
import com.mlconnector.domain.ShipmentState;
import com.mlconnector.domain.UpsRefusal;
import com.mlconnector.domain.VendorFault;
import com.mlconnector.store.Shipment;
import com.mlconnector.ups.Traced;
import com.mlconnector.ups.UpsClient;
import java.time.Duration;
import java.util.List;
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
  private final UpsClient ups;
  private final ShippingStore store;

  Purchase(Settings settings, UpsClient ups, ShippingStore store) {
    this.settings = settings;
    this.ups = ups;
    this.store = store;
  }

  StepResult buy(Step step) {
    Optional<Halt> braked = store.brake(step);
    if (braked.isPresent()) {
      return store.halt(step, braked.get());
    }
    Shipment ready = step.shipment();
    String reference = Reference.of(ready.invoice(), ready.id(), ready.attempt() + 1);
    PurchaseOrder order = order(step, reference);
    Map<String, String> quote = settings.quoteFirst() ? quote(step, order) : Map.of();
    StepResult intended =
        store.proceed(
            step,
            (tx, shipment) -> {
              store.shipments().save(tx, shipment, change -> change.intent(reference));
              if (!quote.isEmpty()) {
                store.add(tx, shipment, Action.RATE_QUOTED, quote);
              }
              store.add(
                  tx,
                  shipment,
                  Action.PURCHASE_INTENDED,
                  Map.of(
                      "reference", reference,
                      "service", order.service().code(),
                      "parcels", Integer.toString(order.parcels().size()),
                      "account", ready.order().orElseThrow().accountHolder()));
            });
    CrashPoint.INTENT_COMMITTED.pass();
    // Not intended: the shipment was corrected or held in this moment, and takes its own next step.
    return intended instanceof StepResult.GoOn(Shipment now)
            && now.reference().filter(reference::equals).isPresent()
        ? answered(step.with(now), reference, ups.ship(step.caller(), order).await())
        : intended;
  }

  private PurchaseOrder order(Step step, String reference) {
    Shipment shipment = step.shipment();
    ShipmentOrder order = shipment.order().orElseThrow();
    return new PurchaseOrder(
        reference,
        shipment.invoiceNumber(),
        step.account(),
        step.connection().settings().shipper(),
        shipment.shipTo().orElseThrow(),
        shipment.residential().orElse(true),
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

  /** A price that can't be had keeps nobody's parcel waiting. */
  private Map<String, String> quote(Step step, PurchaseOrder order) {
    Traced<RateQuote> answer = ups.rate(step.caller(), order).await();
    Map<String, String> details = new TreeMap<>();
    details.put("trans-id", answer.transId());
    if (answer.outcome() instanceof Outcome.Done<RateQuote>(RateQuote quote)) {
      details.put("published", quote.published().toString());
      details.put("negotiated", quote.negotiated().map(Object::toString).orElse("none"));
    } else {
      details.put("outcome", answer.outcome().summary());
    }
    return details;
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
          store.bought(step, purchased, Action.PURCHASE_ANSWERED, details);
      case Outcome.Refused<PurchasedShipment>(VendorFault fault) ->
          store.halt(
              step,
              UpsRefusal.halt(
                  fault, step.account(), step.shipment().accountHolder().startsWith("client:")),
              List.of(),
              Action.PURCHASE_ANSWERED,
              details);
      case Outcome.Unknown<PurchasedShipment> unknown ->
          store.again(
              step,
              Duration.ZERO,
              (tx, shipment) -> {
                store
                    .shipments()
                    .save(tx, shipment, change -> change.state(ShipmentState.PURCHASE_UNKNOWN));
                store.add(tx, shipment, Action.PURCHASE_ANSWERED, details);
              });
      case Outcome.NotAllowed<PurchasedShipment> notAllowed -> notBought(step, details, answer);
      case Outcome.Throttled<PurchasedShipment> throttled -> notBought(step, details, answer);
      case Outcome.Unavailable<PurchasedShipment> unavailable -> notBought(step, details, answer);
    };
  }

  /** Certainly not bought: the intent is void, and the next try is a new one. */
  private StepResult notBought(
      Step step, Map<String, String> details, Traced<PurchasedShipment> answer) {
    store.proceed(
        step,
        (tx, shipment) -> {
          store.shipments().save(tx, shipment, change -> change.state(ShipmentState.READY_TO_BUY));
          store.add(tx, shipment, Action.PURCHASE_ANSWERED, details);
        });
    return StepResult.trouble(answer.outcome());
  }
}
