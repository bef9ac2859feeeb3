package com.mlconnector.sandbox.ups;

import com.mlconnector.sandbox.Answer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * {@code POST /api/quantumview/{version}/events}. A page is one file; the bookmark names the file
 * it ended with. Without a subscription in the request the unread files are shown.
 */
final class QuantumView {
  private static final String SUBSCRIPTION = "OutboundXML";
  private static final Duration WINDOW = Duration.ofDays(7);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT);

  private record Range(Instant begin, Instant end) {
    boolean contains(Instant at) {
      return !at.isBefore(begin) && !at.isAfter(end);
    }
  }

  private final QuantumFiles files;
  private final Settings settings;
  private final InstantSource clock;

  QuantumView(QuantumFiles files, Settings settings, InstantSource clock) {
    this.files = files;
    this.settings = settings;
    this.clock = clock;
  }

  Answer events(Call call) {
    if (!Set.of("v1", "v2", "v3").contains(call.path("version"))) {
      return Problem.of("20002", "Unknown service or version").answer();
    }
    if (!settings.on(Setting.QUANTUM_VIEW)) {
      return Problem.of("330050", "Invalid QV user. Please check your login.").answer();
    }
    JsonObject request = Json.object(call.body(), "QuantumViewRequest");
    if (!Json.text(request, "Request", "RequestAction").equals("QVEvents")) {
      return Problem.of("20006", "Invalid request action").answer();
    }
    List<JsonObject> asked = Json.objects(request, "SubscriptionRequest");
    JsonObject subscription = asked.isEmpty() ? new JsonObject() : asked.getFirst();
    String name = Json.text(subscription, "Name");
    if (!name.isEmpty() && !name.equals(SUBSCRIPTION)) {
      return Problem.invalid("SubscriptionRequest.Name").answer();
    }
    Optional<Range> range = range(Json.object(subscription, "DateTimeRange"));
    if (range.isEmpty()) {
      return Problem.invalid("DateTimeRange (at most seven days, within the last seven)").answer();
    }
    List<String> names = Json.texts(subscription, "FileName");
    List<QuantumFiles.File> found =
        files.of(call.grant().clientId()).stream()
            .filter(file -> range.get().contains(file.writtenAt))
            .filter(file -> names.isEmpty() || names.contains(file.name))
            .filter(file -> !asked.isEmpty() || file.unread())
            .toList();
    return page(request, found);
  }

  private static Answer page(JsonObject request, List<QuantumFiles.File> found) {
    String bookmark = Json.text(request, "Bookmark");
    List<QuantumFiles.File> left = found;
    if (!bookmark.isEmpty()) {
      String last = decode(bookmark);
      if (!last.matches("\\d{6}_\\d{9}")) {
        return Problem.invalid("Bookmark").answer();
      }
      left = found.stream().dropWhile(file -> file.name.compareTo(last) <= 0).toList();
    }
    JsonObject events =
        new JsonObject()
            .put("Name", SUBSCRIPTION)
            .put("Number", "91FC9CA1D7C37B6A")
            .put("SubscriptionStatus", Replies.status("A", "Active"));
    JsonObject answer = new JsonObject().put("Response", response(request));
    answer.put(
        "QuantumViewEvents",
        new JsonObject()
            .put("SubscriberID", "SANDBOX")
            .put("SubscriptionEvents", new JsonArray().add(events)));
    if (!left.isEmpty()) {
      events.put("SubscriptionFile", new JsonArray().add(left.getFirst().read()));
    }
    if (left.size() > 1) {
      answer.put("Bookmark", encode(left.getFirst().name));
    }
    return Answer.json(200, new JsonObject().put("QuantumViewResponse", answer));
  }

  private static JsonObject response(JsonObject request) {
    JsonObject reference = new JsonObject();
    String context = Json.text(request, "Request", "TransactionReference", "CustomerContext");
    if (!context.isEmpty()) {
      reference.put("CustomerContext", context);
    }
    return new JsonObject()
        .put("TransactionReference", reference.put("XpciVersion", "1.0007"))
        .put("ResponseStatusCode", "1")
        .put("ResponseStatusDescription", "Success");
  }

  /** Everything without a range; nothing if the range isn't one that UPS takes. */
  private Optional<Range> range(JsonObject range) {
    if (range.isEmpty()) {
      return Optional.of(new Range(Instant.MIN, Instant.MAX));
    }
    try {
      Instant begin = time(Json.text(range, "BeginDateTime"));
      String last = Json.text(range, "EndDateTime");
      Instant end = last.isEmpty() ? begin.plus(WINDOW) : time(last);
      // A minute for a caller that computes "seven days ago" before it sends.
      Instant earliest = clock.instant().minus(WINDOW).minusSeconds(60);
      boolean good =
          !begin.isBefore(earliest)
              && !end.isBefore(begin)
              && !end.isAfter(begin.plus(WINDOW).plusSeconds(60));
      return good ? Optional.of(new Range(begin, end)) : Optional.empty();
    } catch (DateTimeParseException notATime) {
      return Optional.empty();
    }
  }

  private static Instant time(String text) {
    return LocalDateTime.parse(text, TIME).toInstant(ZoneOffset.UTC);
  }

  private static String encode(String name) {
    return Base64.getEncoder().encodeToString(name.getBytes(StandardCharsets.US_ASCII));
  }

  private static String decode(String bookmark) {
    try {
      return new String(Base64.getDecoder().decode(bookmark), StandardCharsets.US_ASCII);
    } catch (IllegalArgumentException notBase64) {
      return "";
    }
  }
}
