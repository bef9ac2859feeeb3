package com.mlconnector.freshbooks;

import com.mlconnector.domain.Outcome;
import com.mlconnector.domain.Vendor;
import com.mlconnector.domain.VendorFault;
import com.mlconnector.vendor.Effect;
import com.mlconnector.vendor.RetryAfter;
import com.mlconnector.vendor.VendorAnswer.Answered;
import com.mlconnector.vendor.VendorJson;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** What FreshBooks means by an answer: the one place that knows its statuses and error numbers. */
public final class FreshBooksFault {
  /** "Unknown resource": the code of every refusal for something that does not exist. */
  public static final String NOT_FOUND = "1012";

  private static final String ACCESS_DENIED = "1003";

  /** A field that cannot be written; comes with 403 but is no matter of consent. */
  private static final String READ_ONLY = "1038";

  private FreshBooksFault() {}

  private record Words(String code, String message) {
    Words {
      code = shorten(code, 40);
      message = shorten(message, 300);
    }

    private static String shorten(String text, int length) {
      return text.length() <= length ? text : text.substring(0, length);
    }
  }

  static <T> Outcome<T> settle(
      Answered answered, Effect effect, Instant now, Function<VendorJson, T> reader) {
    VendorJson body = VendorJson.of(answered.body());
    if (!answered.isSuccess()) {
      return fault(answered.status(), words(body), answered, effect, now);
    }
    // FreshBooks' own client looks for errors behind a 200 too.
    Optional<Words> inside = accountingWords(body);
    return inside.isPresent()
        ? fault(statusOf(inside.get().code), inside, answered, effect, now)
        : body.read(reader).settle(effect);
  }

  private static <T> Outcome<T> fault(
      int status, Optional<Words> words, Answered answered, Effect effect, Instant now) {
    String code = status == 404 ? NOT_FOUND : words.map(Words::code).orElse("");
    VendorFault fault =
        new VendorFault(
            Vendor.FRESHBOOKS, answered.status(), code, words.map(Words::message).orElse(""));
    return switch (status) {
      case 401 -> new Outcome.NotAllowed<>(fault);
      case 403 ->
          code.equals(READ_ONLY) ? new Outcome.Refused<>(fault) : new Outcome.NotAllowed<>(fault);
      case 429 -> new Outcome.Throttled<>(RetryAfter.read(answered.header("Retry-After"), now));
      // "Being modified by another request": not done, to be decided anew on a fresh reading.
      case 409 -> new Outcome.Unavailable<>(fault.toString());
      default -> {
        // Without FreshBooks' words a 4xx may come from anything in between.
        boolean refused = status >= 400 && status < 500 && status != 408 && words.isPresent();
        yield refused ? new Outcome.Refused<>(fault) : effect.unclear(fault.toString());
      }
    };
  }

  /** The status that an error behind a 200 should have had. */
  private static int statusOf(String code) {
    return switch (code) {
      case ACCESS_DENIED -> 403;
      case NOT_FOUND -> 404;
      case "401", "409", "429", "500" -> Integer.parseInt(code);
      case "1100", "1101", "1102", "1103", "1104", "1105", "1106", "1107", "1108" -> 500;
      default -> 422;
    };
  }

  /** By family and year; the first that fits. */
  private static Optional<Words> words(VendorJson body) {
    return accountingWords(body)
        .or(() -> grpcWords(body))
        .or(() -> words(body.text("error"), body.text("error_description")))
        .or(() -> words(body.text(body.has("errno") ? "errno" : "code"), eventsMessage(body)));
  }

  private static Optional<Words> accountingWords(VendorJson body) {
    return body.at("response").each("errors").stream()
        .findFirst()
        .map(error -> new Words(error.text("errno"), error.text("message")));
  }

  /** Accounting errors of 2023 and 2024, still parsed by FreshBooks' own clients. */
  private static Optional<Words> grpcWords(VendorJson body) {
    VendorJson detail = body.at("details");
    return words(detail.text("reason"), detail.at("metadata").text("message"));
  }

  /** {@code details} holds sentences, and before 2024 held objects. */
  private static String eventsMessage(VendorJson body) {
    StringBuilder message = new StringBuilder(body.text("message"));
    body.each("details").forEach(detail -> message.append(' ').append(detail.text()));
    return message.toString().strip();
  }

  private static Optional<Words> words(String code, String message) {
    return code.isEmpty() && message.isEmpty()
        ? Optional.empty()
        : Optional.of(new Words(code, message));
  }
}
