package com.mlconnector.domain;

import java.math.BigDecimal;
import java.time.LocalDate;
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
    ANY,
    ADULT
  }

  /** Which of the addresses FreshBooks knows; invoice is the snapshot on the invoice. */
  public enum ShipTo {
    INVOICE,
    BILLING,
    SECONDARY
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
}
