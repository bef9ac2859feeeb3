package com.mlconnector.sandbox.ups;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The scans a parcel can get, with UPS's type, two-letter code, three-digit status and words. */
enum Step {
  LABEL_CREATED(
      "M", "MP", "003", "Shipper created a label, UPS has not received the package yet. "),
  VOIDED("MV", "VP", "007", "Shipment information voided"),
  PICKED_UP("I", "OR", "160", "Arrived at Facility"),
  IN_TRANSIT("I", "DP", "005", "Departed from Facility"),
  OUT_FOR_DELIVERY("I", "OT", "021", "Out For Delivery Today"),
  DELIVERED("D", "FS", "011", "DELIVERED "),
  ATTEMPTED("X", "48", "022", "The receiver was not available for delivery"),
  EXCEPTION("X", "DJ", "013", "Adverse weather conditions caused this delay"),
  RETURNING("X", "KP", "033", "Returning to Sender"),
  RETURNED("X", "B0", "034", "Returned to Sender");

  final String type;
  final String code;
  final String statusCode;
  final String description;

  Step(String type, String code, String statusCode, String description) {
    this.type = type;
    this.code = code;
    this.statusCode = statusCode;
    this.description = description;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The step of a control call.
   *
   * @throws IllegalArgumentException with a sentence for the caller
   */
  static Step named(String word) {
    return Arrays.stream(values())
        .filter(step -> step.word().equals(word))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "'to' must be one of "
                    + Arrays.stream(values()).map(Step::word).collect(Collectors.joining(", "))
                    + ", not '"
                    + word
                    + "'."));
  }

  /** A scan by which UPS has the parcel in its hands. */
  boolean physical() {
    return this != LABEL_CREATED && this != VOIDED;
  }
}
