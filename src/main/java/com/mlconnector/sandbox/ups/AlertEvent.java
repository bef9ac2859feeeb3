package com.mlconnector.sandbox.ups;

import io.vertx.core.json.JsonObject;
import java.util.List;

/** The body of a Track Alert push. */
final class AlertEvent {
  private static final List<String> SELDOM_KNOWN =
      List.of(
          "scheduledDeliveryDate",
          "actualDeliveryDate",
          "actualDeliveryTime",
          "deliveryStartTime",
          "deliveryEndTime",
          "deliveryTimeDescription",
          "deliveryPhoto");

  private AlertEvent() {}

  /**
   * {@code style} tells what becomes of values that aren't known: {@code omit} as v2's examples do,
   * {@code blank} as v1's, whose empty strings break UPS's own patterns.
   */
  static JsonObject of(Parcel parcel, Scan scan, String style) {
    JsonObject event = new JsonObject();
    JsonObject location = new JsonObject();
    boolean blank = style.equals("blank");
    put(location, "city", scan.place().city(), blank);
    put(location, "stateProvince", scan.place().state(), blank);
    put(location, "postalCode", zip(scan.place().postalCode()), blank);
    put(location, "country", scan.place().country(), blank);
    event
        .put("trackingNumber", parcel.trackingNumber)
        .put("localActivityDate", scan.localDate())
        .put("localActivityTime", scan.localTime())
        .put("activityLocation", location)
        .put(
            "activityStatus",
            new JsonObject()
                .put("type", scan.type())
                .put("code", scan.code())
                .put("description", scan.description().strip())
                .put("descriptionCode", scan.statusCode()))
        .put("gmtActivityDate", scan.gmtDate())
        .put("gmtActivityTime", scan.gmtTime("HHmmss"));
    if (scan.step() != Step.LABEL_CREATED) {
      event
          .put("gmtOffset", scan.offset().replace(':', '.'))
          .put("scheduledDeliveryDate", parcel.shipment.scheduledDelivery());
    }
    if (scan.step() == Step.DELIVERED) {
      event.put("actualDeliveryDate", scan.localDate()).put("actualDeliveryTime", scan.localTime());
    }
    if (blank) {
      SELDOM_KNOWN.stream()
          .filter(key -> !event.containsKey(key))
          .forEach(key -> event.put(key, ""));
    }
    return event;
  }

  private static String zip(String postalCode) {
    return postalCode.matches("\\d{9}") ? postalCode.substring(0, 5) : postalCode;
  }

  private static void put(JsonObject json, String name, String value, boolean blank) {
    if (blank || !value.isEmpty()) {
      json.put(name, value);
    }
  }
}
