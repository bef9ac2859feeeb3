package com.mlconnector.domain;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a connection decides about its flags.
 *
 * @param shippingWords first words that make a line item a shipping line, lower case
 * @param everyShippingLine a shipping line without "UPS" is a flag too
 * @param fields where flags are read; stop words count everywhere
 * @param defaultService for flags, and clients, that name none
 */
public record FlagSettings(
    Set<String> shippingWords,
    boolean everyShippingLine,
    Set<FlagField> fields,
    @Nullable Service defaultService,
    Weights weights,
    Boxes boxes) {

  /**
   * The unit people mean when they write none, and what a parcel may weigh.
   *
   * @param unit pound or kilogram; with pounds, sides without a unit are inches
   * @param softLimit a heavier parcel asks "are you sure": ounces are often typed as pounds
   * @param hardLimit UPS takes no heavier parcel
   */
  public record Weights(Weight.Unit unit, Weight softLimit, Weight hardLimit) {
    public Weights {
      if (unit != Weight.Unit.POUND && unit != Weight.Unit.KILOGRAM) {
        throw new IllegalArgumentException("The account's unit is pound or kilogram.");
      }
    }

    /** A soft limit of 50 lb under the limit UPS names for the unit. */
    public static Weights in(Weight.Unit unit) {
      Weight hardLimit = unit == Weight.Unit.POUND ? Weight.of("150", unit) : Weight.of("70", unit);
      return new Weights(unit, Weight.of("50", Weight.Unit.POUND), hardLimit);
    }

    /** What speaks against buying for a parcel of this weight, if anything. */
    public Optional<ReasonCode> objection(Weight weight) {
      if (weight.isOver(hardLimit)) {
        return Optional.of(ReasonCode.WEIGHT_OVER_LIMIT);
      }
      return weight.isOver(softLimit) ? Optional.of(ReasonCode.WEIGHT_UNUSUAL) : Optional.empty();
    }

    public Dimensions.Unit sideUnit() {
      return unit == Weight.Unit.POUND ? Dimensions.Unit.INCH : Dimensions.Unit.CENTIMETRE;
    }
  }

  /** A named size; the tare joins the goods when the weight comes from the item table. */
  public record Box(Dimensions dimensions, @Nullable Weight tare) {}

  /** The shop's boxes by name, in any case, and the one it takes when nothing is said. */
  public record Boxes(Map<String, Box> byName, @Nullable String standard) {
    public static final Boxes NONE = new Boxes(Map.of(), null);

    public Boxes {
      Map<String, Box> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      anyCase.putAll(byName);
      byName = Collections.unmodifiableMap(anyCase);
      if (standard != null && !byName.containsKey(standard)) {
        throw new IllegalArgumentException("The standard box is not among the boxes.");
      }
    }
  }

  public FlagSettings {
    shippingWords = Set.copyOf(shippingWords);
    fields = Set.copyOf(fields);
  }

  /** Settings of a new connection. */
  public static FlagSettings standard(Weight.Unit unit) {
    return new FlagSettings(
        Set.of("shipping", "ship", "delivery", "freight", "postage"),
        false,
        EnumSet.allOf(FlagField.class),
        null,
        Weights.in(unit),
        Boxes.NONE);
  }

  public FlagSettings withEveryShippingLine(Service service) {
    return new FlagSettings(shippingWords, true, fields, service, weights, boxes);
  }

  public FlagSettings withFields(Set<FlagField> some) {
    return new FlagSettings(shippingWords, everyShippingLine, some, defaultService, weights, boxes);
  }

  public FlagSettings withDefaultService(Service service) {
    return new FlagSettings(shippingWords, everyShippingLine, fields, service, weights, boxes);
  }

  public FlagSettings withBoxes(Boxes others) {
    return new FlagSettings(
        shippingWords, everyShippingLine, fields, defaultService, weights, others);
  }

  /** An operator who answered "yes, sure" raises the soft limit for that invoice or client. */
  public FlagSettings withSoftLimit(Weight limit) {
    Weights raised = new Weights(weights.unit(), limit, weights.hardLimit());
    return new FlagSettings(
        shippingWords, everyShippingLine, fields, defaultService, raised, boxes);
  }
}
