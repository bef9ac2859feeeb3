package com.mlconnector.domain;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * UPS's codes in our words. The three-digit status decides when it is known. Two-letter codes mean
 * something only together with their type: DP is a departure scan under I and an export restriction
 * under X. Type D alone is not "delivered": UPS files out-for-delivery under it too.
 */
public final class TrackingCodes {
  private static final Map<Integer, Optional<TrackingStatus>> BY_NUMBER = new HashMap<>();

  static {
    put(TrackingStatus.LABEL_CREATED, 3, 79, 80, 157, 166);
    put(TrackingStatus.VOIDED, 7, 43);
    put(TrackingStatus.PICKED_UP, 38, 160, 167, 168, 169);
    put(TrackingStatus.IN_TRANSIT, 5, 10, 25, 39, 47, 71, 87, 158, 159, 164, 165);
    put(TrackingStatus.OUT_FOR_DELIVERY, 6, 21, 37, 72, 78, 89, 91, 146, 162);
    put(TrackingStatus.DELIVERED, 11, 26, 156);
    put(TrackingStatus.DELIVERED_TO_ACCESS_POINT, 161, 40, 17);
    put(TrackingStatus.HANDED_TO_PARTNER, 73, 74, 137, 143, 144);
    put(TrackingStatus.ATTEMPTED, 22, 23, 24, 60, 61, 62, 66, 145);
    put(
        TrackingStatus.EXCEPTION,
        13,
        29,
        46,
        48,
        49,
        50,
        51,
        52,
        53,
        58,
        59,
        76,
        86,
        90,
        124,
        125,
        126);
    put(TrackingStatus.RETURNING, 33, 35, 36, 118, 119);
    put(TrackingStatus.RETURNED, 34, 67, 81);
    put(TrackingStatus.LOST, 68, 147, 149);
    put(null, 153, 154, 155);
  }

  private static final Set<String> PICKED_UP = Set.of("OR", "PU", "PC", "PT", "XD", "OC");
  private static final Set<String> OUT_FOR_DELIVERY = Set.of("OT", "OF", "OD", "YF", "YI");
  private static final Set<String> DELIVERED = Set.of("FS", "KB", "F4", "KM");

  private TrackingCodes() {}

  private static void put(@Nullable TrackingStatus status, int... numbers) {
    for (int number : numbers) {
      BY_NUMBER.put(number, Optional.ofNullable(status));
    }
  }

  /** Empty: an update without a change of status, or nothing we know; the status before stays. */
  public static Optional<TrackingStatus> statusOf(
      String type, String code, String threeDigit, String text) {
    Optional<TrackingStatus> byNumber = BY_NUMBER.get(number(threeDigit));
    if (byNumber != null) {
      return byNumber;
    }
    return byCode(upper(type), upper(code), text.strip().toLowerCase(Locale.ROOT));
  }

  private static Optional<TrackingStatus> byCode(String type, String code, String text) {
    return switch (type) {
      case "M" -> manifest(code);
      case "MV" -> Optional.of(TrackingStatus.VOIDED);
      case "I" -> Optional.of(inTransit(code));
      case "D" -> delivery(code, text);
      case "X" -> Optional.of(exception(code));
      default -> Optional.empty();
    };
  }

  private static Optional<TrackingStatus> manifest(String code) {
    return switch (code) {
      case "MP", "DP", "RD" -> Optional.of(TrackingStatus.LABEL_CREATED);
      case "VP" -> Optional.of(TrackingStatus.VOIDED);
      default -> Optional.empty();
    };
  }

  private static TrackingStatus inTransit(String code) {
    if (PICKED_UP.contains(code)) {
      return TrackingStatus.PICKED_UP;
    }
    return OUT_FOR_DELIVERY.contains(code)
        ? TrackingStatus.OUT_FOR_DELIVERY
        : handedOver(code).orElse(TrackingStatus.IN_TRANSIT);
  }

  /** A code says more than a text: "Delivered to UPS Access Point" is not yet the customer's. */
  private static Optional<TrackingStatus> delivery(String code, String text) {
    if (DELIVERED.contains(code)) {
      return Optional.of(TrackingStatus.DELIVERED);
    }
    Optional<TrackingStatus> handedOver = handedOver(code);
    if (handedOver.isPresent() || !text.startsWith("delivered")) {
      return handedOver;
    }
    return Optional.of(
        text.contains("access point")
            ? TrackingStatus.DELIVERED_TO_ACCESS_POINT
            : TrackingStatus.DELIVERED);
  }

  private static TrackingStatus exception(String code) {
    return switch (code) {
      case "48", "49" -> TrackingStatus.ATTEMPTED;
      case "KP" -> TrackingStatus.RETURNING;
      default -> handedOver(code).orElse(TrackingStatus.EXCEPTION);
    };
  }

  /** Codes that UPS's tables give without a type. */
  private static Optional<TrackingStatus> handedOver(String code) {
    return switch (code) {
      case "2Q", "ZP" -> Optional.of(TrackingStatus.DELIVERED_TO_ACCESS_POINT);
      case "LX", "EP", "F7" -> Optional.of(TrackingStatus.HANDED_TO_PARTNER);
      case "B0" -> Optional.of(TrackingStatus.RETURNED);
      default -> Optional.empty();
    };
  }

  /** Tracking pads to three digits, UPS's own table does not. */
  private static int number(String threeDigit) {
    String digits = threeDigit.strip();
    return digits.matches("\\d{1,3}") ? Integer.parseInt(digits) : -1;
  }

  private static String upper(String code) {
    return code.strip().toUpperCase(Locale.ROOT);
  }
}
