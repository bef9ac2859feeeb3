package com.mlconnector.shipping;

import com.mlconnector.audit.AuditEntry.Action;
import com.mlconnector.domain.Finding;
import com.mlconnector.domain.Latecomers;
import com.mlconnector.domain.Move;
import com.mlconnector.domain.PurchasedShipment;
import com.mlconnector.domain.ShipmentMachine;
import com.mlconnector.domain.ShipmentMachine.Fact;
import com.mlconnector.domain.ShipmentMachine.Inquiry;
import com.mlconnector.domain.ShipmentMachine.Transition;
import com.mlconnector.store.Shipment;
import com.mlconnector.work.WorkResult;
import java.util.Map;

/**
 * UPS was called and nobody read its answer. UPS is asked by our reference, on a schedule; what it
 * finds is adopted as if the answer had come. What it does not find in all that time may be tried
 * once more, under another reference; what can't be told is for a person.
 */
final class LostAnswer {
  private final ShipmentMachine machine;
  private final Latecomers latecomers;
  private final Inquiring inquiring;
  private final ShippingStore store;

  LostAnswer(
      ShipmentMachine machine, Latecomers latecomers, Inquiring inquiring, ShippingStore store) {
    this.machine = machine;
    this.latecomers = latecomers;
    this.inquiring = inquiring;
    this.store = store;
  }

  /** The intent is committed and no answer is: a node died in between. */
  StepResult takeOver(Step step) {
    return store.make(
        step,
        machine.on(new Fact.AnswerLost()),
        change -> change,
        (tx, shipment) ->
            store.add(
                tx,
                shipment,
                Action.PURCHASE_ANSWERED,
                Map.of(
                    "reference",
                    shipment.reference().orElseThrow(),
                    "outcome",
                    "unknown: the gateway stopped before the answer was stored")));
  }

  StepResult ask(Step step) {
    Shipment shipment = step.shipment();
    String reference = shipment.reference().orElseThrow();
    int parcels = shipment.order().orElseThrow().parcels().size();
    Inquiring.Told told = inquiring.byReference(step.caller(), step.account(), reference, parcels);
    if (told.heldBack()) {
      // Nobody was asked: the schedule of questions stays where it is.
      return new StepResult.Ended(new WorkResult.HeldBack(told.finding().word()));
    }
    Transition transition =
        machine.on(
            new Fact.Asked(
                told.finding(),
                new Inquiry(
                    reference,
                    shipment.attempt(),
                    shipment.asked(),
                    shipment.notFound(),
                    store.sinceIntent(shipment))));
    Map<String, String> details =
        Map.of("reference", reference, "trans-id", told.transId(), "answer", told.finding().word());
    if (told.finding() instanceof Finding.Sold(PurchasedShipment purchased)) {
      return store.make(
          step,
          transition,
          change -> change.bought(purchased.upsShipment(), purchased.charged()),
          (tx, locked) ->
              store.keepLabels(tx, locked, purchased, Action.PURCHASE_ADOPTED, details));
    }
    return store.make(
        step,
        transition,
        change -> change.asked(told.finding() instanceof Finding.Nothing),
        (tx, locked) -> {
          store.add(tx, locked, Action.PURCHASE_ASKED, details);
          if (transition.move() == Move.GIVE_UP) {
            store.giveUp(tx, locked, latecomers.first());
            store.add(tx, locked, Action.PURCHASE_GIVEN_UP, Map.of("reference", reference));
          }
        });
  }
}
