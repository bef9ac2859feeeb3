package com.mlconnector.shipping;

import com.mlconnector.audit.AuditEntry.Action;
import com.mlconnector.domain.Halt;
import com.mlconnector.domain.Label;
import com.mlconnector.domain.LostAnswerSchedule;
import com.mlconnector.domain.Outcome;
import com.mlconnector.domain.PurchasedShipment;
import com.mlconnector.domain.ReasonCode;
import com.mlconnector.domain.ShipmentState;
import com.mlconnector.store.Shipment;
import com.mlconnector.ups.Recovery;
import com.mlconnector.ups.Traced;
import com.mlconnector.ups.UpsClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * UPS was called and nobody read its answer. UPS is asked by our reference, on a schedule; what it
 * finds is adopted as if the answer had come. What it does not find in all that time is for a
 * person: asking has an end, buying twice has none.
 */
final class LostAnswer {
  private final Label.Format format;
  private final UpsClient ups;
  private final ShippingStore store;

  LostAnswer(Label.Format format, UpsClient ups, ShippingStore store) {
    this.format = format;
    this.ups = ups;
    this.store = store;
  }

  /**
   * The intent is committed and no answer is: a node died in between, with the call perhaps on its
   * way.
   */
  StepResult takeOver(Step step) {
    return store.proceed(
        step,
        (tx, shipment) -> {
          store
              .shipments()
              .save(tx, shipment, change -> change.state(ShipmentState.PURCHASE_UNKNOWN));
          store.add(
              tx,
              shipment,
              Action.PURCHASE_ANSWERED,
              Map.of(
                  "reference",
                  shipment.reference().orElseThrow(),
                  "outcome",
                  "unknown: the gateway stopped before the answer was stored"));
        });
  }

  StepResult ask(Step step) {
    Shipment shipment = step.shipment();
    String reference = shipment.reference().orElseThrow();
    Traced<Recovery> answer =
        ups.recoverByReference(step.caller(), reference, step.account(), format).await();
    Map<String, String> details =
        Map.of(
            "reference",
            reference,
            "trans-id",
            answer.transId(),
            "answer",
            answer.outcome() instanceof Outcome.Done<Recovery>(Recovery recovery)
                ? recovery.getClass().getSimpleName()
                : answer.outcome().summary());
    if (answer.outcome() instanceof Outcome.Done<Recovery>(Recovery recovery)) {
      return switch (recovery) {
        case Recovery.Found(PurchasedShipment purchased) ->
            store.bought(step, purchased, Action.PURCHASE_ADOPTED, details);
        case Recovery.NotFound none -> askLater(step, details);
        case Recovery.Voided voided ->
            person(step, details, "UPS says that the shipment " + reference + " was voided.");
        case Recovery.Candidates candidates ->
            person(step, details, "UPS knows several shipments with reference " + reference + ".");
      };
    }
    // Held back is not asked: none of the few questions is spent.
    return answer.outcome().isHeldBack()
        ? StepResult.trouble(answer.outcome())
        : askLater(step, details);
  }

  private StepResult askLater(Step step, Map<String, String> details) {
    int asked = step.shipment().asked() + 1;
    Optional<Duration> next = LostAnswerSchedule.next(asked);
    if (next.isEmpty()) {
      return person(
          step,
          details,
          "UPS was asked "
              + LostAnswerSchedule.questions()
              + " times about "
              + step.shipment().reference().orElseThrow()
              + " and knows no such shipment.");
    }
    return store.again(
        step,
        next.get(),
        (tx, shipment) -> {
          store.shipments().save(tx, shipment, change -> change.askedOnceMore());
          store.add(tx, shipment, Action.PURCHASE_ASKED, details);
        });
  }

  private StepResult person(Step step, Map<String, String> details, String sentence) {
    Halt halt =
        new Halt(
            ReasonCode.PURCHASE_UNKNOWN,
            sentence,
            List.of(
                "Look into the UPS account for this reference before anything is bought again."));
    return store.finish(
        step,
        (tx, shipment) -> {
          store.shipments().save(tx, shipment, change -> change.askedOnceMore().attention(halt));
          store.add(tx, shipment, Action.PURCHASE_ASKED, details);
          store.add(tx, shipment, Action.SHIPMENT_HALTED, Map.of("reason", halt.code().name()));
        });
  }
}
