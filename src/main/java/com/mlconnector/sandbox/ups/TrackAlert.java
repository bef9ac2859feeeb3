package com.mlconnector.sandbox.ups;

import com.mlconnector.sandbox.Answer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * {@code POST /api/track/{version}/subscription/{type}/package}. In v1 the request names the
 * webhook; in v2 it is registered in the developer portal. There is no list, renew or delete.
 */
final class TrackAlert {
  static final Pattern NUMBER = Pattern.compile("1Z[0-9A-Z]{16}|1R[0-9A-Z]{14}|1R[0-9A-Z]{26}");
  private static final Set<String> TEST_NUMBERS =
      Set.of("1ZCIETST0111111114", "1ZCIETST0422222228", "1ZCIEPIC0111111116");
  private static final Duration LIFETIME = Duration.ofDays(14);
  private static final int MOST_NUMBERS = 100;
  private static final String REJECTED = " The Subscription request has been rejected.";

  private final Subscriptions subscriptions;
  private final Shipments shipments;
  private final Settings settings;
  private final InstantSource clock;

  TrackAlert(
      Subscriptions subscriptions, Shipments shipments, Settings settings, InstantSource clock) {
    this.subscriptions = subscriptions;
    this.shipments = shipments;
    this.settings = settings;
    this.clock = clock;
  }

  Answer subscribe(Call call) {
    boolean v1 = call.path("version").equals("v1");
    List<String> numbers = Json.texts(call.body(), "trackingNumberList");
    Optional<Problem> problem =
        common(call)
            .or(() -> v1 ? destinationProblem(call.body()) : Optional.empty())
            .or(() -> listProblem(call.body(), numbers));
    if (problem.isPresent()) {
      return refuse(problem.get(), List.of());
    }
    List<String> valid = new ArrayList<>();
    List<String> invalid = new ArrayList<>();
    for (String number : new LinkedHashSet<>(numbers)) {
      (accepts(number) ? valid : invalid).add(number);
    }
    if (valid.isEmpty()) {
      return refuse(nothingValid(), invalid);
    }
    Instant expiresAt = clock.instant().plus(LIFETIME);
    Optional<Subscriptions.Webhook> destination =
        v1 ? Optional.of(destination(call.body())) : Optional.empty();
    for (String number : valid) {
      subscriptions.add(
          new Subscriptions.Subscription(
              number, call.grant().clientId(), destination, preferences(call), expiresAt));
    }
    JsonObject answer = new JsonObject().put("validTrackingNumbers", new JsonArray(valid));
    if (!invalid.isEmpty()) {
      answer.put("invalidTrackingNumbers", new JsonArray(invalid));
    }
    return Answer.json(200, answer);
  }

  /** What the package and the account subscription check alike. */
  static Optional<Problem> common(Call call) {
    if (!Set.of("v1", "v2").contains(call.path("version"))) {
      return Optional.of(new Problem(404, "404", "Resource not found"));
    }
    if (!Set.of("standard", "enhanced").contains(call.path("type"))) {
      return problem("VSS930", "Type is missing or invalid,");
    }
    if (call.header("transId").isEmpty()) {
      return Optional.of(Problem.of("VSS002", "Missing transId"));
    }
    if (call.header("transactionSrc").isEmpty()) {
      return Optional.of(Problem.of("VSS004", "Missing transactionSrc"));
    }
    if (call.body().isEmpty()) {
      return problem("VSS110", "Subscription request is empty or not present.");
    }
    String locale = Json.text(call.body(), "locale");
    if (locale.isEmpty()) {
      return problem("VSS300", "Locale is required.");
    }
    if (!locale.equals("en_US")) {
      return problem("VSS310", "Please enter a valid locale.");
    }
    boolean badCountry =
        Json.has(call.body(), "countryCode")
            && !Json.text(call.body(), "countryCode").matches("[A-Z]{2}");
    return badCountry
        ? problem("VSS400", "Please enter a valid country code.")
        : preferencesProblem(call.body());
  }

  private static Optional<Problem> preferencesProblem(JsonObject body) {
    List<String> wanted = Json.texts(body, "eventPreferences");
    boolean good =
        !Json.has(body, "eventPreferences")
            || (!wanted.isEmpty() && Set.of("D", "I", "M", "X").containsAll(wanted));
    return good ? Optional.empty() : problem("VSS414", "Please enter a valid event preference.");
  }

  private static Optional<Problem> destinationProblem(JsonObject body) {
    JsonObject destination = Json.object(body, "destination");
    String url = Json.text(destination, "url");
    if (destination.isEmpty()) {
      return problem("VSS500", "Destination is required.");
    }
    if (!Subscriptions.isUrl(url)) {
      return problem("VSS600", "URL is empty or not present.");
    }
    if (url.length() > 1_000) {
      return problem("VSS610", "URL is too long.");
    }
    if (Json.text(destination, "credential").isEmpty()) {
      return problem("VSS700", "Credential is empty or not present.");
    }
    return Json.text(destination, "credentialType").isEmpty()
        ? problem("VSS800", "CredentialType is empty or not present.")
        : Optional.empty();
  }

  private static Optional<Problem> listProblem(JsonObject body, List<String> numbers) {
    if (!Json.has(body, "trackingNumberList") || numbers.isEmpty()) {
      return problem("VSS200", "Tracking Number List is required.");
    }
    return numbers.size() > MOST_NUMBERS
        ? Optional.of(
            Problem.of(
                "VSS220",
                "You have submitted over 100 tracking numbers which is not allowed. The entire"
                    + " submission of tracking numbers has been rejected."))
        : Optional.empty();
  }

  private static Optional<Problem> problem(String code, String message) {
    return Optional.of(Problem.of(code, message + REJECTED));
  }

  /** Only numbers that the stand-in has given out, or UPS's test numbers on the test host. */
  private boolean accepts(String number) {
    if (settings.on(Setting.CIE_MODE)) {
      return TEST_NUMBERS.contains(number);
    }
    return NUMBER.matcher(number).matches()
        && shipments
            .parcel(number)
            .filter(parcel -> !parcel.voided())
            .filter(p -> p.scannedByUps() || !settings.on(Setting.ALERT_NEEDS_SCAN))
            .isPresent();
  }

  private Problem nothingValid() {
    return settings.on(Setting.CIE_MODE)
        ? Problem.of(
            "VSS215",
            "The tracking number that was submitted is not a valid CIE tracking number and has"
                + " been rejected.")
        : Problem.of(
            "VSS210",
            "The Subscription request should have at least one valid tracking number." + REJECTED);
  }

  /** A 400 always carries the list of invalid numbers, even an empty one. */
  private static Answer refuse(Problem problem, List<String> invalid) {
    if (problem.status() != 400) {
      return problem.answer();
    }
    return Answer.json(400, problem.body().put("invalidTrackingNumbers", new JsonArray(invalid)));
  }

  private static Subscriptions.Webhook destination(JsonObject body) {
    return new Subscriptions.Webhook(
        Json.text(body, "destination", "url"), Json.text(body, "destination", "credential"));
  }

  /** Only the enhanced type may choose. */
  static Set<String> preferences(Call call) {
    return call.path("type").equals("enhanced")
        ? Set.copyOf(Json.texts(call.body(), "eventPreferences"))
        : Set.of();
  }
}
