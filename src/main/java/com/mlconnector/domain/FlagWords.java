package com.mlconnector.domain;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Writes values in the flag's grammar, so that they read back as exactly these values. Empty where
 * the grammar would not accept them.
 */
final class FlagWords {
  private static final int DECIMALS = 12;

  private final FlagSettings settings;

  FlagWords(FlagSettings settings) {
    this.settings = settings;
  }

  Optional<String> service(ServiceChoice service) {
    return accepted(
        service.equals(ServiceChoice.SAVER) ? "saver" : "svc=" + service.domestic().code());
  }

  Optional<String> weight(Weight weight) {
    return plainWeight(weight).flatMap(this::accepted);
  }

  Optional<String> size(FlagDraft.Size size) {
    return plainSize(size).flatMap(this::accepted);
  }

  Optional<String> list(List<FlagDraft.ListedParcel> parcels) {
    List<String> words = new ArrayList<>();
    for (FlagDraft.ListedParcel parcel : parcels) {
      Optional<String> one = parcel(parcel);
      if (one.isEmpty()) {
        return Optional.empty();
      }
      words.add(one.get());
    }
    return accepted(String.join(" / ", words));
  }

  /** Whether the words can stand alone. An unusual weight is a question, not a mistake. */
  Optional<String> accepted(String words) {
    FlagReport report = new FlagReport();
    FlagText text = FlagText.of(FlagField.OPERATOR, -1, words);
    Span all = new Span(0, words.length());
    FlagGrammar.read(
        FoundFlag.said(text, all, all),
        settings,
        FlagIgnored.NOTHING,
        new FlagDraft(settings),
        report);
    return report.problems().stream().allMatch(p -> p.code() == ReasonCode.WEIGHT_UNUSUAL)
        ? Optional.of(words)
        : Optional.empty();
  }

  private static Optional<String> parcel(FlagDraft.ListedParcel parcel) {
    FlagDraft.Size size = parcel.size();
    String reference = parcel.reference();
    Optional<String> sides = size == null ? Optional.of("") : plainSize(size).map(" "::concat);
    return plainWeight(parcel.weight())
        .flatMap(weight -> sides.map(weight::concat))
        .map(words -> reference == null ? words : words + " ref=" + reference);
  }

  private static Optional<String> plainWeight(Weight weight) {
    return Stream.of(Weight.Unit.values())
        .flatMap(unit ->
            exactly(weight.grams(), unit.toGrams(BigDecimal.ONE))
                .map(number -> number + unit.symbol())
                .stream())
        .findFirst();
  }

  private static Optional<String> plainSize(FlagDraft.Size size) {
    String box = size.box();
    return box != null
        ? Optional.of("box=" + box)
        : Stream.of(Dimensions.Unit.values())
            .flatMap(unit -> sides(size.dimensions(), unit).stream())
            .findFirst();
  }

  private static Optional<String> sides(Dimensions sides, Dimensions.Unit unit) {
    BigDecimal one = Dimensions.of("1", "1", "1", unit).length();
    return exactly(sides.length(), one)
        .flatMap(length ->
            exactly(sides.width(), one)
                .flatMap(width ->
                    exactly(sides.height(), one)
                        .map(height -> length + "x" + width + "x" + height + unit.symbol())));
  }

  private static Optional<String> exactly(BigDecimal amount, BigDecimal unit) {
    BigDecimal number = amount.divide(unit, DECIMALS, RoundingMode.DOWN).stripTrailingZeros();
    String written = number.toPlainString();
    return number.multiply(unit).compareTo(amount) == 0 && FlagNumber.parse(written).isPresent()
        ? Optional.of(written)
        : Optional.empty();
  }
}
