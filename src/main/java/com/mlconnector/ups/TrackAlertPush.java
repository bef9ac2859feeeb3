package com.mlconnector.ups;

import com.mlconnector.domain.TrackingEvent;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of a Track Alert push. Only the number and the status are promised; blank and
 * missing mean the same, and a number has been seen with a blank in front.
 */
public final class TrackAlertPush {
  private static final DateTimeFormatter
      TIME = // Strict: the 31st of June is no date, and not the 30th.
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss").withResolverStyle(ResolverStyle.STRICT);

  private TrackAlertPush() {}

  /**
   * @param receivedAt stands in for an event that does not say when it was
   * @return empty for a body that is no tracking event
   */
  public static Optional<TrackingEvent> read(Buffer body, Instant receivedAt) {
    JsonObject event = object(body);
    if (event == null || !(event.getValue("activityStatus") instanceof JsonObject status)) {
      return Optional.empty();
    }
    String number = text(event, "trackingNumber").toUpperCase(Locale.ROOT);
    if (number.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new TrackingEvent(
            number,
            at(event).orElse(receivedAt),
            text(status, "type"),
            text(status, "code"),
            text(status, "descriptionCode"),
            text(status, "description"),
            place(event),
            TrackingEvent.Source.TRACK_ALERT));
  }

  /**
   * The GMT pair is UTC as it is; else local time with the offset, which UPS writes as {@code
   * -04.00}.
   */
  private static Optional<Instant> at(JsonObject event) {
    Optional<LocalDateTime> gmt = time(event, "gmtActivityDate", "gmtActivityTime");
    if (gmt.isPresent()) {
      return gmt.map(utc -> utc.toInstant(ZoneOffset.UTC));
    }
    return time(event, "localActivityDate", "localActivityTime")
        .flatMap(local -> offset(event).map(local::toInstant));
  }

  private static Optional<LocalDateTime> time(JsonObject event, String date, String time) {
    String clock = text(event, time).replace(":", "");
    // Leading zeros have been seen missing, as of a number: 512 is 00:05:12.
    String padded = clock.isEmpty() ? "" : "0".repeat(Math.max(0, 6 - clock.length())) + clock;
    try {
      return Optional.of(LocalDateTime.parse(text(event, date) + padded, TIME));
    } catch (DateTimeException missingOrBroken) {
      return Optional.empty();
    }
  }

  private static Optional<ZoneOffset> offset(JsonObject event) {
    try {
      return Optional.of(ZoneOffset.of(text(event, "gmtOffset").replace('.', ':')));
    } catch (DateTimeException missingOrBroken) {
      return Optional.empty();
    }
  }

  private static String place(JsonObject event) {
    if (!(event.getValue("activityLocation") instanceof JsonObject place)) {
      return "";
    }
    String city = text(place, "city");
    String state = text(place, "stateProvince");
    return city.isEmpty() || state.isEmpty() ? city + state : city + ", " + state;
  }

  private static @Nullable JsonObject object(Buffer body) {
    try {
      return new JsonObject(body);
    } catch (DecodeException | ClassCastException notAnObject) {
      return null;
    }
  }

  private static String text(JsonObject json, String name) {
    Object value = json.getValue(name);
    return value instanceof String || value instanceof Number ? value.toString().strip() : "";
  }
}
