package com.mlconnector.domain;

import java.time.Duration;
import java.util.List;

/**
 * Attempts that were given up because UPS knew nothing of them. Should UPS have sold one after all,
 * there are two labels where one was asked for: the late one is voided.
 *
 * @param pauses before each look; UPS documents neither how late a shipment may appear nor how long
 *     a reference can be asked for
 */
public record Latecomers(List<Duration> pauses) {
  public Latecomers {
    pauses = List.copyOf(pauses);
  }

  /** What one look came to. */
  public sealed interface Step {
    record LookAgain(Duration pause) implements Step {}

    /** It came: to be voided, whole. */
    record TakeBack(String upsShipment) implements Step {}

    record AlreadyVoid() implements Step {}

    /** It did not come in all that time. */
    record NeverCame() implements Step {}

    record ToPerson(String sentence) implements Step {}
  }

  /**
   * A person has to void what the gateway could not.
   *
   * @param label as UPS knows it
   */
  public static Halt toVoid(String label) {
    return Halt.of(
        ReasonCode.LABEL_TO_VOID,
        "UPS sold " + label + " after its attempt was given up, and it could not be voided.",
        "Void it at UPS, then say so with 'declare-voided'.");
  }

  public Duration first() {
    return pauses.getFirst();
  }

  /**
   * @param looks before this one
   */
  public Step of(Finding finding, int looks) {
    return switch (finding) {
      case Finding.Sold(PurchasedShipment shipment) -> new Step.TakeBack(shipment.upsShipment());
      case Finding.TakenBack takenBack -> new Step.AlreadyVoid();
      case Finding.Several(List<String> numbers) ->
          new Step.ToPerson("UPS knows several: " + String.join(", ", numbers) + ".");
      case Finding.Nothing nothing ->
          looks + 1 < pauses.size()
              ? new Step.LookAgain(pauses.get(looks + 1))
              : new Step.NeverCame();
      // Not a look: it told nothing, so it takes nothing from the time a latecomer is given.
      case Finding.NoWord(String why) ->
          new Step.LookAgain(pauses.get(Math.min(looks, pauses.size() - 1)));
    };
  }
}
