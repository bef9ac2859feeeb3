package com.mlconnector.sandbox.ups;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** One event in a parcel's life: what, when, and at which place in which local time. */
record Scan(
    Step step,
    String type,
    String code,
    String statusCode,
    String description,
    Instant at,
    ZoneId zone,
    Place place) {

  /** City, state and postal code are empty where UPS doesn't tell them. */
  record Place(String city, String state, String postalCode, String country) {}

  private static final ZoneId GMT = ZoneOffset.UTC;

  String localDate() {
    return format("yyyyMMdd", zone);
  }

  String localTime() {
    return format("HHmmss", zone);
  }

  String gmtDate() {
    return format("yyyyMMdd", GMT);
  }

  /** {@code HHmmss} in Track Alert, {@code HH:mm:ss} in Tracking. */
  String gmtTime(String pattern) {
    return format(pattern, GMT);
  }

  /** Tracking writes {@code -04:00}; Track Alert writes {@code -04.00}. */
  String offset() {
    return format("xxx", zone);
  }

  private String format(String pattern, ZoneId at) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(at).format(this.at);
  }
}
