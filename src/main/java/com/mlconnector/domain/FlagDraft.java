package com.mlconnector.domain;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
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
    final FlagSlot<String> reference = new FlagSlot<>("reference", r -> r);

    ParcelSlots(FlagSettings.Weights units) {
      weight = new FlagSlot<>("weight per parcel", w -> w.show(units.unit()));
      size = new FlagSlot<>("size", s -> shown(s, units));
    }

    void sayAll(ParcelSlots others, FlagReport report) {
      weight.sayAll(others.weight, report);
      size.sayAll(others.size, report);
      reference.sayAll(others.reference, report);
    }

    private static String shown(Size size, FlagSettings.Weights units) {
      String box = size.box();
      return box == null ? size.dimensions().show(units.sideUnit()) : "box " + box;
    }
  }

  final FlagSlot<ServiceChoice> service = new FlagSlot<>("service", ServiceChoice::label);
  final ParcelSlots parcel;
  final FlagSlot<Integer> count = new FlagSlot<>("number of parcels", n -> n + " parcels");
  final FlagSlot<List<ListedParcel>> list =
      new FlagSlot<>("list of parcels", parcels -> parcels.size() + " listed parcels");
  final FlagSlot<FlagOptions.Signature> signature =
      new FlagSlot<>("kind of signature", s -> s.name().toLowerCase(Locale.ROOT) + " signature");
  final FlagSlot<Boolean> saturday = new FlagSlot<>("Saturday", _ -> "Saturday");
  final FlagSlot<BigDecimal> declaredValue =
      new FlagSlot<>("declared value", BigDecimal::toPlainString);
  final FlagSlot<FlagOptions.ShipTo> shipTo =
      new FlagSlot<>("address", to -> to.name().toLowerCase(Locale.ROOT) + " address");
  final FlagSlot<FlagOptions.Payer> payer =
      new FlagSlot<>("payer", payer -> "bill=" + payer.word());
  final FlagSlot<Boolean> residential =
      new FlagSlot<>("kind of address", yes -> yes ? "residential" : "commercial");
  final FlagSlot<LocalDate> shipDate = new FlagSlot<>("ship date", LocalDate::toString);
  final FlagSlot<Boolean> returnLabel = new FlagSlot<>("return", _ -> "return");

  FlagDraft(FlagSettings settings) {
    parcel = new ParcelSlots(settings.weights());
  }

  /** Whether it says how many parcels of which weight there are. */
  boolean hasParcels() {
    return parcel.weight.isSaid() || count.isSaid() || list.isSaid();
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
