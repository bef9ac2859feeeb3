package com.mlconnector.ups;

import com.mlconnector.domain.TrackingEvent;
import com.mlconnector.domain.TrackingEvent.Source;
import com.mlconnector.vendor.VendorJson;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The scans in an answer of the Tracking API, oldest first. */
final class UpsScans {
  private static final DateTimeFormatter
      DIGITS = // Strict: the 31st of June is no date, and not the 30th.
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss").withResolverStyle(ResolverStyle.STRICT);

  /** The manifest's time may be later than the first scan's, but the label was there before. */
  private static final Comparator<TrackingEvent> ORDER =
      Comparator.<TrackingEvent, Boolean>comparing(event -> !event.type().startsWith("M"))
          .thenComparing(TrackingEvent::at);

  private UpsScans() {}

  static List<TrackingEvent> events(VendorJson body) {
    return parcels(body).stream()
        .flatMap(parcel -> parcel.events().stream())
        .sorted(ORDER)
        .toList();
  }

  /** A number unknown, too old or not yet manifested has a warning (TW0001) and no package. */
  static List<TrackedParcel> parcels(VendorJson body) {
    List<TrackedParcel> parcels = new ArrayList<>();
    for (VendorJson shipment : body.need("trackResponse").needEach("shipment")) {
      for (VendorJson parcel : shipment.each("package")) {
        String number = firstText(parcel.text("trackingNumber"), shipment.text("inquiryNumber"));
        parcels.add(new TrackedParcel(number, scans(parcel, number)));
      }
    }
    return parcels;
  }

  /** A scan without a date could not be put in order with the others. */
  private static List<TrackingEvent> scans(VendorJson parcel, String number) {
    return parcel.each("activity").stream()
        .flatMap(activity -> time(activity).map(at -> event(number, at, activity)).stream())
        .sorted(ORDER)
        .toList();
  }

  private static TrackingEvent event(String number, Instant at, VendorJson activity) {
    VendorJson status = activity.at("status");
    VendorJson address = activity.at("location").at("address");
    String place =
        Stream.of("city", "stateProvince", "countryCode")
            .map(name -> UpsAnswers.clean(address.text(name)))
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining(", "));
    return new TrackingEvent(
        number,
        at,
        UpsAnswers.clean(status.text("type")),
        UpsAnswers.clean(status.text("code")),
        UpsAnswers.clean(status.text("statusCode")),
        UpsAnswers.clean(status.text("description")),
        place,
        Source.TRACKING);
  }

  /** The GMT members are already UTC; the local ones need the offset, which may be missing. */
  private static Optional<Instant> time(VendorJson activity) {
    return dateTime(activity.text("gmtDate"), activity.text("gmtTime"))
        .map(gmt -> gmt.toInstant(ZoneOffset.UTC))
        .or(() ->
            dateTime(activity.text("date"), activity.text("time"))
                .map(local -> local.toInstant(offset(activity.text("gmtOffset")))));
  }

  /** {@code 20260617} and {@code 18:30:12}, {@code 183012}, {@code 83012} or nothing. */
  private static Optional<LocalDateTime> dateTime(String date, String time) {
    String digits = "000000" + time.replaceAll("\\D", "");
    try {
      return Optional.of(
          LocalDateTime.parse(
              date.replaceAll("\\D", "") + digits.substring(digits.length() - 6), DIGITS));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static ZoneOffset offset(String text) {
    try {
      return ZoneOffset.of(text.strip().replace('.', ':'));
    } catch (DateTimeException _) {
      return ZoneOffset.UTC;
    }
  }

  private static String firstText(String first, String second) {
    return UpsAnswers.clean(first.isBlank() ? second : first);
  }
}
