package com.mlconnector.domain;

import com.mlconnector.domain.FlagValues.Packing;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns what was said into an answer: fills in the defaults, and finds what is still missing. */
final class FlagAnswer {
  private final FlagSettings settings;
  private final FlagReport report;
  private final FlagPlace firstFlag;

  FlagAnswer(FlagSettings settings, FlagReport report, FlagPlace firstFlag) {
    this.settings = settings;
    this.report = report;
    this.firstFlag = firstFlag;
  }

  ShipFlag.Asked of(FlagDraft said, FlagDraft standing, boolean reship) {
    String fingerprint = FlagFingerprint.of(said);
    checkParcels(said);
    checkStanding(standing);
    fillIn(said, standing);
    ServiceChoice service = said.service.value();
    if (service == null && report.problems().isEmpty()) {
      report.problem(
          ReasonCode.FLAG_SERVICE_MISSING,
          "The flag names no UPS service, and there is no default.",
          firstFlag);
    }
    if (service == null || !report.problems().isEmpty()) {
      return new ShipFlag.Unclear(report.problems(), "");
    }
    Packing packing = packing(said, standing.parcel.weight.value());
    FlagValues values = new FlagValues(service, packing, said.options(), reship, fingerprint);
    return new ShipFlag.Flagged(values, report.remarks(), "");
  }

  private void checkParcels(FlagDraft said) {
    FlagPlace list = said.list.place();
    boolean more = said.parcel.weight.isSaid() || said.parcel.size.isSaid() || said.count.isSaid();
    if (list != null && more) {
      report.problem(
          ReasonCode.FLAG_CONFLICT,
          "There is a list of parcels, and a weight, size or pkgs= beside it.",
          list);
    }
    FlagPlace count = said.count.place();
    if (count != null && !said.parcel.weight.isSaid() && list == null) {
      report.problem(
          ReasonCode.WEIGHT_UNKNOWN,
          "\"%s\" needs the weight of one parcel beside it.".formatted(count.token()),
          count);
    }
  }

  private void checkStanding(FlagDraft standing) {
    for (FlagSlot<?> slot : List.of(standing.list, standing.count)) {
      FlagPlace place = slot.place();
      if (place != null) {
        report.problem(
            ReasonCode.FLAG_UNKNOWN_WORD,
            "\"%s\" belongs to one invoice, not to a client's defaults.".formatted(place.token()),
            place);
      }
    }
  }

  private void fillIn(FlagDraft said, FlagDraft standing) {
    said.fillFrom(standing);
    Service service = settings.defaultService();
    if (service != null) {
      said.service.assume(ServiceChoice.of(service));
    }
    Dimensions size = standardSize();
    if (size != null && !said.list.isSaid()) {
      said.parcel.size.assume(new FlagDraft.Size(size, settings.boxes().standard()));
    }
  }

  private Packing packing(FlagDraft said, @Nullable Weight clientDefault) {
    List<FlagDraft.ListedParcel> list = said.list.value();
    if (list != null) {
      return parcels(list.stream().map(this::parcel).toList());
    }
    FlagDraft.Size size = said.parcel.size.value();
    Dimensions dimensions = size == null ? null : size.dimensions();
    Weight weight = said.parcel.weight.value();
    if (weight == null) {
      remarkOnSize(dimensions);
      return new Packing.WeightNotGiven(dimensions, clientDefault);
    }
    Integer count = said.count.value();
    return parcels(
        Collections.nCopies(count == null ? 1 : count, new Parcel(weight, dimensions, null)));
  }

  private Parcel parcel(FlagDraft.ListedParcel listed) {
    FlagDraft.Size size = listed.size();
    Dimensions dimensions = size == null ? standardSize() : size.dimensions();
    return new Parcel(listed.weight(), dimensions, listed.reference());
  }

  private Packing.Parcels parcels(List<Parcel> parcels) {
    Weight all = parcels.stream().map(Parcel::weight).reduce(Weight::plus).orElseThrow();
    if (parcels.size() > 1) {
      report.remark(
          firstFlag.field(),
          "%d parcels, %s in all.".formatted(parcels.size(), all.show(settings.weights().unit())));
    }
    parcels.stream().map(Parcel::dimensions).distinct().forEach(this::remarkOnSize);
    return new Packing.Parcels(parcels);
  }

  private void remarkOnSize(@Nullable Dimensions dimensions) {
    if (dimensions == null) {
      report.remark(firstFlag.field(), "Sent without dimensions: none are given.");
    }
  }

  private @Nullable Dimensions standardSize() {
    String name = settings.boxes().standard();
    FlagSettings.Box box = name == null ? null : settings.boxes().byName().get(name);
    return box == null ? null : box.dimensions();
  }
}
