package com.mlconnector.sandbox.ups;

import com.mlconnector.sandbox.Answer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code POST /api/addressvalidation/{version}/{requestoption}}. */
final class AddressValidation {
  private static final int DEFAULT_CANDIDATES = 15;

  private final StreetBook book;
  private final Settings settings;

  AddressValidation(StreetBook book, Settings settings) {
    this.book = book;
    this.settings = settings;
  }

  Answer validate(Call call) {
    JsonObject address = Json.object(call.body(), "XAVRequest", "AddressKeyFormat");
    return problem(call, address).map(Problem::answer).orElseGet(() -> look(call, asked(address)));
  }

  private Optional<Problem> problem(Call call, JsonObject address) {
    String state = Json.text(address, "PoliticalDivision1");
    String country = Json.text(address, "CountryCode");
    if (!Set.of("v1", "v2").contains(call.path("version"))) {
      return Optional.of(Problem.of("20002", "Unknown service or version"));
    }
    if (!Set.of("1", "2", "3").contains(call.path("requestoption"))) {
      return Optional.of(Problem.of("9264028", "Invalid or missing request option"));
    }
    if (!Json.has(call.body(), "XAVRequest")) {
      return Optional.of(Problem.of("250065", "Missing or invalid request element XAVRequest"));
    }
    if (address.isEmpty()) {
      return Optional.of(Problem.of("9264029", "Missing or invalid AddressKeyFormat"));
    }
    if (limit(call) < 0) {
      return Optional.of(Problem.of("264003", "Maximum candidate list size is invalid"));
    }
    if (!Set.of("US", "PR").contains(country)) {
      return Optional.of(Problem.of("264002", "Country code is invalid or missing"));
    }
    if (Json.texts(address, "AddressLine").isEmpty()
        || (Json.text(address, "PostcodePrimaryLow").isEmpty()
            && (state.isEmpty() || Json.text(address, "PoliticalDivision2").isEmpty()))) {
      return Optional.of(Problem.of("264027", "More address fields are needed"));
    }
    if (settings.on(Setting.CIE_MODE) && !Set.of("NY", "CA").contains(state)) {
      return Optional.of(
          Problem.of(
              "9264030", "The state is not supported in the Customer Integration Environment"));
    }
    return Optional.empty();
  }

  private static Street asked(JsonObject address) {
    return Street.of(
        Json.texts(address, "AddressLine"),
        Json.text(address, "PoliticalDivision2"),
        Json.text(address, "PoliticalDivision1"),
        Json.text(address, "PostcodePrimaryLow"),
        Json.text(address, "CountryCode"));
  }

  private Answer look(Call call, Street asked) {
    StreetBook.Found found = book.find(asked);
    if (found.outcome() == StreetBook.Outcome.UNAVAILABLE) {
      return Problem.of("264001", "Address Validation is currently unavailable").answer();
    }
    JsonObject answer =
        new JsonObject()
            .put(
                "Response",
                new JsonObject()
                    .put(
                        "ResponseStatus",
                        new JsonObject().put("Code", "1").put("Description", "Success")));
    boolean classificationOnly = call.path("requestoption").equals("2");
    if (!classificationOnly) {
      indicator(found.outcome()).ifPresent(name -> answer.put(name, ""));
    }
    if (!call.path("requestoption").equals("1")) {
      answer.put("AddressClassification", classification(found));
    }
    if (!classificationOnly && !found.candidates().isEmpty()) {
      List<Street> shown = found.candidates().stream().limit(limit(call)).toList();
      answer.put("Candidate", candidates(shown, call.path("version")));
    }
    return Answer.json(200, new JsonObject().put("XAVResponse", answer));
  }

  private static Optional<String> indicator(StreetBook.Outcome outcome) {
    return switch (outcome) {
      case VALID, CORRECTED, DROPPED_UNIT -> Optional.of("ValidAddressIndicator");
      case AMBIGUOUS -> Optional.of("AmbiguousAddressIndicator");
      case NONE -> Optional.of("NoCandidatesIndicator");
      case INCONCLUSIVE, UNAVAILABLE -> Optional.empty();
    };
  }

  private static JsonObject classification(StreetBook.Found found) {
    return found.candidates().size() == 1
        ? found.candidates().getFirst().classification()
        : Street.classification("0");
  }

  /** UPS promises lists from v2 on; v1 answers a bare object for one. */
  private static Object candidates(List<Street> shown, String version) {
    if (version.equals("v1") && shown.size() == 1) {
      JsonObject only = shown.getFirst().candidate();
      only.getJsonObject("AddressKeyFormat").put("AddressLine", shown.getFirst().line());
      return only;
    }
    JsonArray all = new JsonArray();
    shown.forEach(street -> all.add(street.candidate()));
    return all;
  }

  /** The wanted number of candidates, or -1 if that is no number from 0 to 50. */
  private static int limit(Call call) {
    String wanted = call.query("maximumcandidatelistsize");
    if (wanted.isEmpty()) {
      return DEFAULT_CANDIDATES;
    }
    return wanted.matches("\\d{1,2}") && Integer.parseInt(wanted) <= 50
        ? Integer.parseInt(wanted)
        : -1;
  }
}
