package com.mlconnector.ups;

import com.mlconnector.domain.Address;
import com.mlconnector.domain.Label.Format;
import com.mlconnector.domain.Secret;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The smaller request bodies, and what all have in common. */
final class UpsRequests {
  /** In which zone UPS reads it is not documented. */
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private UpsRequests() {}

  /** Without {@code Region}, which would make UPS ignore city, state and ZIP. */
  static JsonObject addressCheck(Address address) {
    JsonObject key =
        new JsonObject()
            .put("ConsigneeName", text(address.name(), 40))
            .put("AddressLine", lines(address))
            .put("PoliticalDivision2", text(address.city(), 30))
            .put("PoliticalDivision1", address.state());
    String digits = address.postalCode().replaceAll("\\D", "");
    key.put("PostcodePrimaryLow", digits.length() > 5 ? digits.substring(0, 5) : digits);
    if (digits.length() == 9) {
      key.put("PostcodeExtendedLow", digits.substring(5));
    }
    key.put("CountryCode", address.country());
    return new JsonObject().put("XAVRequest", new JsonObject().put("AddressKeyFormat", key));
  }

  static JsonObject recoveryByReference(String reference, Secret account, Format format) {
    JsonObject values =
        new JsonObject()
            .put("ReferenceNumber", new JsonObject().put("Value", reference))
            .put("ShipperNumber", account.reveal());
    return recovery(format, "ReferenceValues", values);
  }

  static JsonObject recoveryByNumber(String trackingNumber, Format format) {
    return recovery(format, "TrackingNumber", trackingNumber);
  }

  static JsonObject subscription(
      List<String> trackingNumbers, Optional<TrackAlertDestination> destination) {
    JsonObject json =
        new JsonObject()
            .put("locale", "en_US")
            .put("countryCode", "US")
            .put("trackingNumberList", new JsonArray(trackingNumbers));
    destination.ifPresent(to ->
        json.put(
            "destination",
            new JsonObject()
                .put("url", to.url())
                .put("credentialType", "Bearer")
                .put("credential", to.credential().reveal())));
    return json;
  }

  static JsonObject events(Instant from, Instant to) {
    JsonObject range =
        new JsonObject()
            .put("BeginDateTime", SECONDS.format(from))
            .put("EndDateTime", SECONDS.format(to));
    return new JsonObject()
        .put(
            "QuantumViewRequest",
            new JsonObject()
                .put("Request", new JsonObject().put("RequestAction", "QVEvents"))
                .put(
                    "SubscriptionRequest",
                    new JsonArray()
                        .add(
                            new JsonObject()
                                .put("Name", "OutboundXML")
                                .put("DateTimeRange", range))));
  }

  static JsonArray lines(Address address) {
    JsonArray lines = new JsonArray();
    address.lines().forEach(line -> lines.add(text(line, Integer.MAX_VALUE)));
    return lines;
  }

  /** ZIP+4 must come without its hyphen: nine characters at most. */
  static String postalCode(String text) {
    return text.replaceAll("[^0-9A-Za-z]", "");
  }

  static JsonObject stockSize() {
    return new JsonObject().put("Height", "6").put("Width", "4");
  }

  /** Control characters make UPS answer 200 with nothing in it. */
  static String text(String text, int longest) {
    return text.replaceAll("\\p{Cntrl}+", " ")
        .strip()
        .codePoints()
        .limit(longest)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static JsonObject recovery(Format format, String wanted, Object value) {
    JsonObject label =
        new JsonObject().put("LabelImageFormat", new JsonObject().put("Code", code(format)));
    if (format == Format.ZPL) {
      // Anything but a thermal format is refused with a stock size (9801050).
      label.put("LabelStockSize", stockSize());
    }
    return new JsonObject()
        .put(
            "LabelRecoveryRequest",
            new JsonObject()
                .put("Request", new JsonObject().put("SubVersion", "1903"))
                .put("LabelSpecification", label)
                .put(wanted, value));
  }

  /** Recovery knows no PNG. */
  private static String code(Format format) {
    return format == Format.PNG ? Format.GIF.name() : format.name();
  }
}
