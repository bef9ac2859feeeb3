package com.mlconnector.domain;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The UPS services the gateway buys, and the words people use for them. */
public enum Service {
  GROUND("03", "UPS Ground", "ground", "gnd"),
  THREE_DAY_SELECT(
      "12", "UPS 3 Day Select", "3 day", "3ds", "3 day select", "three day", "three day select"),
  SECOND_DAY_AIR(
      "02",
      "UPS 2nd Day Air",
      "2 day",
      "2da",
      "2 day air",
      "2nd day",
      "2nd day air",
      "second day",
      "second day air"),
  SECOND_DAY_AIR_AM(
      "59",
      "UPS 2nd Day Air A.M.",
      "2 day am",
      "2da am",
      "2 day air am",
      "2nd day am",
      "2nd day air am",
      "second day am",
      "second day air am"),
  NEXT_DAY_AIR("01", "UPS Next Day Air", "nda", "next day", "next day air", "overnight"),
  NEXT_DAY_AIR_SAVER(
      "13", "UPS Next Day Air Saver", "nda saver", "next day saver", "next day air saver"),
  NEXT_DAY_AIR_EARLY(
      "14", "UPS Next Day Air Early", "nda early", "next day early", "next day air early"),
  STANDARD("11", "UPS Standard", "standard"),
  WORLDWIDE_EXPRESS("07", "UPS Worldwide Express", "wwe", "worldwide express"),
  WORLDWIDE_EXPRESS_PLUS(
      "54", "UPS Worldwide Express Plus", "wwe plus", "worldwide express plus", "worldwide plus"),
  WORLDWIDE_EXPEDITED("08", "UPS Worldwide Expedited", "worldwide expedited"),
  WORLDWIDE_SAVER("65", "UPS Worldwide Saver", "worldwide saver", "worldwide express saver");

  private final String code;
  private final String label;
  private final List<String> words;

  Service(String code, String label, String... words) {
    this.code = code;
    this.label = label;
    this.words = List.of(words);
  }

  /** {@code Service.Code} in UPS requests. */
  public String code() {
    return code;
  }

  public String label() {
    return label;
  }

  /** What people write, without the optional "UPS" before it; blanks may be hyphens or missing. */
  public List<String> words() {
    return words;
  }

  /** UPS sells these across a border only (Standard: to Canada, Mexico and within the EU). */
  public boolean crossesBorder() {
    return switch (this) {
      case STANDARD,
          WORLDWIDE_EXPRESS,
          WORLDWIDE_EXPRESS_PLUS,
          WORLDWIDE_EXPEDITED,
          WORLDWIDE_SAVER ->
          true;
      case GROUND,
          THREE_DAY_SELECT,
          SECOND_DAY_AIR,
          SECOND_DAY_AIR_AM,
          NEXT_DAY_AIR,
          NEXT_DAY_AIR_SAVER,
          NEXT_DAY_AIR_EARLY ->
          false;
    };
  }

  public static Optional<Service> byCode(String code) {
    String padded = code.length() == 1 ? "0" + code : code;
    return Arrays.stream(values()).filter(service -> service.code.equals(padded)).findFirst();
  }
}
