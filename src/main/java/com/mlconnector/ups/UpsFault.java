package com.mlconnector.ups;

import com.mlconnector.domain.Outcome;
import com.mlconnector.domain.Outcome.Done;
import com.mlconnector.domain.Outcome.Refused;
import com.mlconnector.domain.Vendor;
import com.mlconnector.domain.VendorFault;
import com.mlconnector.vendor.Effect;
import com.mlconnector.vendor.RetryAfter;
import com.mlconnector.vendor.VendorAnswer.Answered;
import com.mlconnector.vendor.VendorJson;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What UPS means by an answer: the one place that says done, refused, not allowed, throttled,
 * unavailable or unknown. What may have changed something is never guessed.
 */
final class UpsFault {
  /** Street validation is off for this state: UPS's test host knows New York and California. */
  static final String STATE_NOT_COVERED = "9264030";

  /** Nothing under that reference, "or not processed yet". */
  static final String NOTHING_TO_RECOVER = "9801031";

  static final String ALREADY_VOIDED = "9801040";

  /** None of the numbers can be subscribed to. */
  static final String NO_VALID_NUMBER = "VSS210";

  /** "Invalid QV user": the account has no Quantum View subscription. */
  static final String NOT_SUBSCRIBED = "330050";

  private static final String TOO_MANY_REQUESTS = "10429";

  /** UPS's own trouble, sometimes with a 400: general failure, or a system behind it is down. */
  private static final Set<String> UPS_IS_DOWN =
      Set.of("10004", "20001", "250050", "260000", "264001");

  /** The token, the app or its products, whatever the status: older APIs say so with a 400. */
  private static final Set<String> NOT_LET_IN =
      Set.of(
          "10401", "250001", "250002", "250003", "250004", "250005", "250006", "250007", "250009",
          "251004", "UJ0001");

  /** What a success stands under. */
  private static final List<String> RESULTS =
      List.of(
          "ShipmentResponse",
          "VoidShipmentResponse",
          "LabelRecoveryResponse",
          "RateResponse",
          "XAVResponse",
          "trackResponse");

  private static final String CONTRADICTION = "UPS voided each parcel, and says it did not";

  private UpsFault() {}

  static <T> Outcome<T> settle(
      Answered answered, Effect effect, Instant now, Function<VendorJson, T> reader) {
    VendorJson body = VendorJson.of(answered.body());
    List<UpsErrors.Words> errors = UpsErrors.in(answered, body);
    VendorFault fault = UpsErrors.fault(answered.status(), errors);
    boolean hasResult = RESULTS.stream().anyMatch(name -> body.at(name).isPresent());
    boolean isError = !answered.isSuccess() || !errors.isEmpty();
    if (hasResult && isError) {
      return effect.unclear(fault + ", together with a result");
    }
    if (!isError) {
      return failedStatus(body)
          .map(status -> effect.<T>unclear(fault + ", with response status " + status))
          .orElseGet(() -> body.read(reader).settle(effect));
    }
    if (answered.isSuccess()) {
      // An error behind a 200 refuses a question; whether it refused a purchase, nobody promises.
      return effect == Effect.READS
          ? refused(fault, answered, effect, now)
          : effect.unclear(fault.toString());
    }
    return switch (answered.status()) {
      case 401, 403 -> new Outcome.NotAllowed<>(fault);
      case 429 -> throttled(answered, now);
      default ->
          answered.status() >= 400
                  && answered.status() < 500
                  && answered.status() != 408
                  // Without UPS's words a 4xx may come from anything in between.
                  && !errors.isEmpty()
              ? refused(fault, answered, effect, now)
              : effect.unclear(fault.toString());
    };
  }

  /** Some refusals are the answer to what was asked. */
  static <T> Outcome<T> meaning(Outcome<T> outcome, String code, T meaning) {
    return outcome instanceof Refused<T>(VendorFault fault) && fault.code().equals(code)
        ? new Done<>(meaning)
        : outcome;
  }

  /** An unknown number is documented as 404, and observed as 200 with a warning. */
  static <T> Outcome<List<T>> nothingFound(Outcome<List<T>> outcome) {
    return outcome instanceof Refused<List<T>>(VendorFault fault) && fault.status() == 404
        ? new Done<>(List.of())
        : outcome;
  }

  /** The summary alone does not void: a parcel that UPS says stands is still to be paid. */
  static Outcome<Voided> voided(Outcome<VoidAnswer> outcome, String upsShipment) {
    return outcome instanceof Done<VoidAnswer>(VoidAnswer answer)
        ? voided(answer, upsShipment)
        : outcome.map(_ -> new Voided(upsShipment));
  }

  private static Outcome<Voided> voided(VoidAnswer answer, String upsShipment) {
    long voided = answer.parcels().keySet().stream().filter(answer::isVoided).count();
    if (voided > 0 && voided < answer.parcels().size()) {
      return Effect.CHANGES.unclear(
          "UPS voided " + voided + " of " + answer.parcels().size() + " parcels");
    }
    if (answer.contradictsItself()) {
      return Effect.CHANGES.unclear(CONTRADICTION);
    }
    return answer.summary().isVoided() && answer.allVoided()
        ? new Done<>(new Voided(upsShipment))
        : notVoided(answer);
  }

  static Outcome<VoidedParcels> voidedParcels(Outcome<VoidAnswer> outcome, List<String> asked) {
    return outcome instanceof Done<VoidAnswer>(VoidAnswer answer)
        ? voidedParcels(answer, asked)
        : outcome.map(_ -> new VoidedParcels(List.of(), asked));
  }

  private static Outcome<VoidedParcels> voidedParcels(VoidAnswer answer, List<String> asked) {
    if (answer.parcels().isEmpty()) {
      return answer.summary().isVoided()
          ? new Done<>(new VoidedParcels(asked, List.of()))
          : notVoided(answer);
    }
    if (!answer.parcels().keySet().containsAll(asked)) {
      return Effect.CHANGES.unclear("UPS does not speak of each parcel");
    }
    if (answer.contradictsItself()) {
      return Effect.CHANGES.unclear(CONTRADICTION);
    }
    List<String> voided = asked.stream().filter(answer::isVoided).toList();
    List<String> standing = asked.stream().filter(number -> !answer.isVoided(number)).toList();
    return voided.isEmpty() ? notVoided(answer) : new Done<>(new VoidedParcels(voided, standing));
  }

  private static <T> Outcome<T> notVoided(VoidAnswer answer) {
    VoidAnswer.Status status =
        Stream.concat(
                Stream.of(answer.summary()), new TreeMap<>(answer.parcels()).values().stream())
            .filter(said -> !said.isVoided())
            .findFirst()
            .orElseThrow();
    return new Refused<>(new VendorFault(Vendor.UPS, 200, status.code(), status.description()));
  }

  private static <T> Outcome<T> refused(
      VendorFault fault, Answered answered, Effect effect, Instant now) {
    if (fault.code().equals(TOO_MANY_REQUESTS)) {
      return throttled(answered, now);
    }
    if (NOT_LET_IN.contains(fault.code())) {
      return new Outcome.NotAllowed<>(fault);
    }
    return UPS_IS_DOWN.contains(fault.code())
        ? effect.unclear(fault.toString())
        : new Refused<>(fault);
  }

  private static <T> Outcome<T> throttled(Answered answered, Instant now) {
    return new Outcome.Throttled<>(RetryAfter.read(answered.header("Retry-After"), now));
  }

  /** 1 is success; a result under another one contradicts itself. */
  private static Optional<String> failedStatus(VendorJson body) {
    return RESULTS.stream()
        .map(name -> body.at(name).at("Response").at("ResponseStatus"))
        .map(status -> UpsAnswers.clean(status.text("Code")))
        .filter(code -> !code.isEmpty() && !code.equals("1"))
        .findFirst();
  }
}
