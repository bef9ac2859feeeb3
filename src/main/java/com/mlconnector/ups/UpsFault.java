package com.mlconnector.ups;

import com.mlconnector.domain.Outcome;
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
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What UPS means by an answer: the one place that knows its statuses and error shapes. */
final class UpsFault {
  /** Street validation is off for this state: UPS's test host knows New York and California. */
  static final String STATE_NOT_COVERED = "9264030";

  /** Nothing under that reference, "or not processed yet". */
  static final String NOTHING_TO_RECOVER = "9801031";

  static final String ALREADY_VOIDED = "9801040";

  /** None of the numbers can be subscribed to. */
  static final String NO_VALID_NUMBER = "VSS210";

  private static final String TOO_MANY_REQUESTS = "10429";

  /** UPS's own trouble, sometimes with a 400: general failure, or a system behind it is down. */
  private static final Set<String> UPS_IS_DOWN =
      Set.of("10004", "20001", "250050", "260000", "264001");

  private UpsFault() {}

  private record Words(String code, String message) {
    Words {
      code = shorten(UpsAnswers.clean(code), 40);
      message = shorten(UpsAnswers.clean(message), 300);
    }

    private static String shorten(String text, int length) {
      return text.length() <= length ? text : text.substring(0, length);
    }
  }

  static <T> Outcome<T> settle(
      Answered answered, Effect effect, Instant now, Function<VendorJson, T> reader) {
    VendorJson body = VendorJson.of(answered.body());
    List<Words> errors = errors(body, answered);
    if (answered.isSuccess() && errors.isEmpty()) {
      return body.read(reader).settle(effect);
    }
    VendorFault fault = fault(answered.status(), errors);
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

  private static <T> Outcome<T> refused(
      VendorFault fault, Answered answered, Effect effect, Instant now) {
    if (fault.code().equals(TOO_MANY_REQUESTS)) {
      return throttled(answered, now);
    }
    return UPS_IS_DOWN.contains(fault.code())
        ? effect.unclear(fault.toString())
        : new Outcome.Refused<>(fault);
  }

  private static <T> Outcome<T> throttled(Answered answered, Instant now) {
    return new Outcome.Throttled<>(RetryAfter.read(answered.header("Retry-After"), now));
  }

  /** The first code decides; the words of all are kept. */
  private static VendorFault fault(int status, List<Words> errors) {
    String code = errors.isEmpty() ? "" : errors.getFirst().code;
    String message =
        errors.stream().limit(5).map(Words::message).distinct().collect(Collectors.joining("; "));
    return new VendorFault(Vendor.UPS, status, code, message);
  }

  /** Three shapes of body by age and API, and one that is only in the headers. */
  private static List<Words> errors(VendorJson body, Answered answered) {
    Stream<VendorJson> modern =
        Stream.concat(body.at("response").each("errors").stream(), body.each("errors").stream());
    Stream<VendorJson> old =
        body.at("Fault").at("detail").at("Errors").each("ErrorDetail").stream();
    return Stream.of(
            modern.map(error -> new Words(error.text("code"), error.text("message"))),
            old.map(error -> error.at("PrimaryErrorCode"))
                .map(error -> new Words(error.text("Code"), error.text("Description"))),
            headerError(answered).stream())
        .flatMap(words -> words)
        .toList();
  }

  /** Seen with control characters in an address: 200, an empty body, and these headers. */
  private static Optional<Words> headerError(Answered answered) {
    return answered.body().length() > 0
        ? Optional.empty()
        : answered
            .header("Errorcode")
            .or(() -> answered.header("Apierrorcode"))
            .map(code -> new Words(code, ""));
  }
}
