package com.mlconnector.domain;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a flag says beside service and parcels; null and false mean "not said".
 *
 * @param box the named size, when there is one for all parcels
 * @param reference for the whole shipment; references of single parcels stand in the parcels
 * @param residential null leaves it to UPS's own classification
 */
public record FlagOptions(
    @Nullable String box,
    @Nullable Signature signature,
    boolean saturday,
    @Nullable BigDecimal declaredValue,
    @Nullable String reference,
    @Nullable ShipTo shipTo,
    @Nullable Payer payer,
    @Nullable Boolean residential,
    @Nullable LocalDate shipDate,
    boolean returnLabel) {

  /** Whose signature the driver asks for. */
  public enum Signature {
    ANY("sig"),
    ADULT("adult-sig");

    private final String word;

    Signature(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  /** Which of the addresses FreshBooks knows; invoice is the snapshot on the invoice. */
  public enum ShipTo {
    INVOICE,
    BILLING,
    SECONDARY;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Who pays UPS. Account numbers never stand in a flag, since customers read it. */
  public sealed interface Payer {
    record Us() implements Payer {}

    record Recipient() implements Payer {}

    record ThirdParty() implements Payer {}

    /** A stored account by the name the operator gave it. */
    record Key(String name) implements Payer {}

    /** As it is written in a flag. */
    default String word() {
      return switch (this) {
        case Us _ -> "us";
        case Recipient _ -> "recipient";
        case ThirdParty _ -> "thirdparty";
        case Key key -> key.name();
      };
    }
  }

  /** What was said, in the flag's own words: {@code sig}, {@code to=billing}. */
  public List<String> words() {
    return Stream.of(
            said("box=", box),
            signature == null ? null : signature.word(),
            saturday ? "sat" : null,
            declaredValue == null ? null : "value=" + declaredValue.toPlainString(),
            said("ref=", reference),
            shipTo == null ? null : "to=" + shipTo.word(),
            payer == null ? null : "bill=" + payer.word(),
            residential == null ? null : kind(residential),
            said("date=", shipDate),
            returnLabel ? "return" : null)
        .filter(Objects::nonNull)
        .toList();
  }

  static String kind(boolean residential) {
    return residential ? "residential" : "commercial";
  }

  private static @Nullable String said(String key, @Nullable Object value) {
    return value == null ? null : key + value;
  }
}
