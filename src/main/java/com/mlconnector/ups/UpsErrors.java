package com.mlconnector.ups;

import com.mlconnector.domain.Vendor;
import com.mlconnector.domain.VendorFault;
import com.mlconnector.vendor.VendorAnswer.Answered;
import com.mlconnector.vendor.VendorJson;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The errors an answer tells of: three shapes of body by age and API, and one in the headers. */
final class UpsErrors {
  private UpsErrors() {}

  record Words(String code, String message) {
    Words {
      code = shorten(UpsAnswers.clean(code), 40);
      message = shorten(UpsAnswers.clean(message), 300);
    }

    private static String shorten(String text, int length) {
      return text.length() <= length ? text : text.substring(0, length);
    }

    boolean sayNothing() {
      return code.isEmpty() && message.isEmpty();
    }
  }

  static List<Words> in(Answered answered, VendorJson body) {
    Stream<VendorJson> modern =
        Stream.concat(body.at("response").each("errors").stream(), body.each("errors").stream());
    Stream<VendorJson> old =
        body.at("Fault").at("detail").at("Errors").each("ErrorDetail").stream();
    return Stream.of(
            modern.map(error -> new Words(error.text("code"), error.text("message"))),
            old.map(error -> error.at("PrimaryErrorCode"))
                .map(error -> new Words(error.text("Code"), error.text("Description"))),
            inHeaders(answered).stream())
        .flatMap(words -> words)
        .filter(words -> !words.sayNothing())
        .toList();
  }

  /** The first code decides; the words of all are kept. */
  static VendorFault fault(int status, List<Words> errors) {
    String code = errors.isEmpty() ? "" : errors.getFirst().code;
    String message =
        errors.stream().limit(5).map(Words::message).distinct().collect(Collectors.joining("; "));
    return new VendorFault(Vendor.UPS, status, code, message);
  }

  /** Seen with control characters in an address: 200, an empty body, and these headers. */
  private static Optional<Words> inHeaders(Answered answered) {
    return answered.body().toString().isBlank()
        ? Stream.of("Errorcode", "Apierrorcode")
            .flatMap(name -> answered.header(name).stream())
            .filter(code -> !code.isBlank())
            .findFirst()
            .map(code -> new Words(code, ""))
        : Optional.empty();
  }
}
