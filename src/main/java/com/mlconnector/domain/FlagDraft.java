package com.mlconnector.domain;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All that the flags of one invoice (or a client's standing defaults) say, value by value. */
final class FlagDraft {

  /** Sides, and the name of the box they came from if one was named. */
  record Size(Dimensions dimensions, @Nullable String box) {}

  /** One parcel of a list "5lb 12x12x6 / 3lb". */
  record ListedParcel(Weight weight, @Nullable Size size, @Nullable String reference) {}

  /** What a flag says about one parcel. */
  static final class ParcelSlots {
    final FlagSlot<Weight> weight;
    final FlagSlot<Size> size;
    final FlagSlot<String> reference;

    private ParcelSlots(FlagSettings.Weights units, @Nullable FlagWords words) {
      weight =
          new FlagSlot<>(
              "weight per parcel",
              w -> w.show(units.unit()),
              w -> words == null ? Optional.empty() : words.weight(w));
      size =
          new FlagSlot<>(
              "size", s -> shown(s, units), s -> words == null ? Optional.empty() : words.size(s));
      reference =
          new FlagSlot<>(
              "reference", r -> r, r -> words == null ? Optional.empty() : Optional.of("ref=" + r));
    }

    /** One of several: no word that is said of all parcels can settle a conflict in it. */
    static ParcelSlots listed(FlagSettings settings) {
      return new ParcelSlots(settings.weights(), null);
    }

    void settle() {
      weight.settle();
      size.settle();
      reference.settle();
    }

    private static String shown(Size size, FlagSettings.Weights units) {
      String box = size.box();
      return box == null ? size.dimensions().show(units.sideUnit()) : "box " + box;
    }
  }

  final FlagSlot<ServiceChoice> service;
  final ParcelSlots parcel;
  final FlagSlot<Integer> count =
      new FlagSlot<>("number of parcels", n -> n + " parcels", n -> Optional.of("pkgs=" + n));
  final FlagSlot<List<ListedParcel>> list;
  final FlagSlot<FlagOptions.Signature> signature =
      new FlagSlot<>(
          "kind of signature",
          s -> s.name().toLowerCase(Locale.ROOT) + " signature",
          s -> Optional.of(s.word()));
  final FlagSlot<Boolean> saturday =
      new FlagSlot<>("Saturday", _ -> "Saturday", _ -> Optional.of("sat"));
  final FlagSlot<BigDecimal> declaredValue =
      new FlagSlot<>(
          "declared value",
          BigDecimal::toPlainString,
          value -> Optional.of("value=" + value.toPlainString()));
  final FlagSlot<FlagOptions.ShipTo> shipTo =
      new FlagSlot<>("address", to -> to.word() + " address", to -> Optional.of("to=" + to.word()));
  final FlagSlot<FlagOptions.Payer> payer =
      new FlagSlot<>(
          "payer", payer -> "bill=" + payer.word(), payer -> Optional.of("bill=" + payer.word()));
  final FlagSlot<Boolean> residential =
      new FlagSlot<>(
          "kind of address", FlagOptions::kind, yes -> Optional.of(FlagOptions.kind(yes)));
  final FlagSlot<LocalDate> shipDate =
      new FlagSlot<>("ship date", LocalDate::toString, day -> Optional.of("date=" + day));
  final FlagSlot<Boolean> returnLabel =
      new FlagSlot<>("return", _ -> "return", _ -> Optional.of("return"));

  FlagDraft(FlagSettings settings) {
    FlagWords words = new FlagWords(settings);
    service = new FlagSlot<>("service", ServiceChoice::label, words::service);
    parcel = new ParcelSlots(settings.weights(), words);
    list =
        new FlagSlot<>(
            "list of parcels", parcels -> parcels.size() + " listed parcels", words::list);
  }

  private List<FlagSlot<?>> slots() {
    return List.of(
        service,
        parcel.weight,
        parcel.size,
        parcel.reference,
        count,
        list,
        signature,
        saturday,
        declaredValue,
        shipTo,
        payer,
        residential,
        shipDate,
        returnLabel);
  }

  /**
   * What has been said so far stands; weaker words on it are passed over. A list tells all about
   * the parcels, and takes no weight, size or number beside it.
   */
  void settle() {
    slots().stream().filter(FlagSlot::isSaid).forEach(FlagSlot::settle);
    if (list.isSaid()) {
      List.of(parcel.weight, parcel.size, count).forEach(FlagSlot::settle);
    }
    if (parcel.weight.isSaid() || count.isSaid()) {
      list.settle();
    }
  }

  /** What somebody stronger has settled is settled here too. */
  void settleAs(FlagDraft stronger) {
    List<FlagSlot<?>> others = stronger.slots();
    List<FlagSlot<?>> own = slots();
    for (int i = 0; i < own.size(); i++) {
      own.get(i).settleAs(others.get(i));
    }
  }

  /** Everything but the parcels' weights: a weight guessed from a default costs money later. */
  void fillFrom(FlagDraft weaker) {
    service.fillFrom(weaker.service);
    if (!list.isSaid()) {
      parcel.size.fillFrom(weaker.parcel.size);
    }
    parcel.reference.fillFrom(weaker.parcel.reference);
    signature.fillFrom(weaker.signature);
    saturday.fillFrom(weaker.saturday);
    declaredValue.fillFrom(weaker.declaredValue);
    shipTo.fillFrom(weaker.shipTo);
    payer.fillFrom(weaker.payer);
    residential.fillFrom(weaker.residential);
    shipDate.fillFrom(weaker.shipDate);
    returnLabel.fillFrom(weaker.returnLabel);
  }

  FlagOptions options() {
    Size size = parcel.size.value();
    return new FlagOptions(
        size == null ? null : size.box(),
        signature.value(),
        saturday.isSaid(),
        declaredValue.value(),
        parcel.reference.value(),
        shipTo.value(),
        payer.value(),
        residential.value(),
        shipDate.value(),
        returnLabel.isSaid());
  }
}
