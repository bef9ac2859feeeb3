package com.mlconnector.domain;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a flag means, in one canonical line: whole grams and millimetres, codes, fixed order. A box
 * goes by its name, so that a corrected box table does not make every old invoice look changed.
 */
final class FlagFingerprint {
  private final List<String> parts = new ArrayList<>();

  private FlagFingerprint() {}

  static String of(FlagDraft said) {
    FlagFingerprint fingerprint = new FlagFingerprint();
    ServiceChoice service = said.service.value();
    fingerprint.add("service", service == null ? null : service.code());
    fingerprint.add("parcels", parcels(said));
    fingerprint.addOptions(said.options());
    return String.join(";", fingerprint.parts);
  }

  private void addOptions(FlagOptions options) {
    FlagOptions.Payer payer = options.payer();
    BigDecimal value = options.declaredValue();
    add("bill", payer == null ? null : payer.word());
    add("to", options.shipTo());
    add("signature", options.signature());
    add("saturday", options.saturday() ? "yes" : null);
    add("value", value == null ? null : value.toPlainString());
    add("ref", options.reference());
    add("residential", options.residential());
    add("date", options.shipDate());
    add("return", options.returnLabel() ? "yes" : null);
  }

  private void add(String name, @Nullable Object value) {
    if (value instanceof Enum<?> word) {
      parts.add(name + "=" + word.name().toLowerCase(Locale.ROOT));
    } else if (value != null) {
      parts.add(name + "=" + value);
    }
  }

  private static @Nullable String parcels(FlagDraft said) {
    List<FlagDraft.ListedParcel> list = said.list.value();
    if (list != null) {
      return list.stream()
          .map(parcel -> parcel(parcel.weight(), parcel.size(), parcel.reference()))
          .sorted()
          .reduce((a, b) -> a + "+" + b)
          .orElse(null);
    }
    FlagDraft.Size size = said.parcel.size.value();
    Weight weight = said.parcel.weight.value();
    if (weight == null && size == null) {
      return null;
    }
    Integer count = said.count.value();
    return String.join(
        "+", Collections.nCopies(count == null ? 1 : count, parcel(weight, size, null)));
  }

  private static String parcel(
      @Nullable Weight weight, FlagDraft.@Nullable Size size, @Nullable String reference) {
    String grams = weight == null ? "" : whole(weight.grams()) + "g";
    String sides = size == null ? "" : "/" + sides(size);
    return grams + sides + (reference == null ? "" : "/ref:" + reference);
  }

  private static String sides(FlagDraft.Size size) {
    Dimensions sides = size.dimensions();
    String box = size.box();
    return box != null
        ? "box:" + box
        : whole(sides.length()) + "x" + whole(sides.width()) + "x" + whole(sides.height()) + "mm";
  }

  private static String whole(BigDecimal number) {
    return number.setScale(0, RoundingMode.HALF_UP).toPlainString();
  }
}
