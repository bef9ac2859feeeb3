package com.mlconnector.domain;

import com.mlconnector.domain.FlagValues.Packing;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns what was said into an answer: fills in the defaults, and finds what is still missing. */
final class FlagAnswer {
  private final FlagSettings settings;
  private final FlagReport report;
  private final FlagToken firstFlag;
  private final String heard;
  private FlagDraft.@Nullable Size defaultSize;

  FlagAnswer(FlagSettings settings, FlagReport report, FlagToken firstFlag, String heard) {
    this.settings = settings;
    this.report = report;
    this.firstFlag = firstFlag;
    this.heard = heard;
  }

  ShipFlag.Asked of(FlagDraft said, FlagDraft standing, @Nullable String reshipKey) {
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
      return new ShipFlag.Unclear(report.problems(), heard);
    }
    Packing packing = packing(said, standing.parcel.weight.value());
    FlagValues values = new FlagValues(service, packing, said.options(), reshipKey, fingerprint);
    return new ShipFlag.Flagged(values, report.remarks(), heard);
  }

  private void checkParcels(FlagDraft said) {
    FlagToken list = said.list.token();
    boolean more = said.parcel.weight.isSaid() || said.parcel.size.isSaid() || said.count.isSaid();
    if (list != null && more) {
      report.problem(
          ReasonCode.FLAG_CONFLICT,
          "There is a list of parcels, and a weight, size or pkgs= beside it.",
          list,
          FlagChoices.ofParcels(said));
    }
    FlagToken count = said.count.token();
    if (count != null && !said.parcel.weight.isSaid() && list == null) {
      report.problem(
          ReasonCode.WEIGHT_UNKNOWN,
          "\"%s\" needs the weight of one parcel beside it.".formatted(count.typed()),
          count);
    }
  }

  private void checkStanding(FlagDraft standing) {
    for (FlagSlot<?> slot : List.of(standing.list, standing.count)) {
      FlagToken token = slot.token();
      if (token != null) {
        report.problem(
            ReasonCode.FLAG_UNKNOWN_WORD,
            "\"%s\" belongs to one invoice, not to a client's defaults.".formatted(token.typed()),
            token);
      }
    }
  }

  private void fillIn(FlagDraft said, FlagDraft standing) {
    said.fillFrom(standing);
    Service service = settings.defaultService();
    if (service != null) {
      said.service.assume(ServiceChoice.of(service));
    }
    defaultSize = standing.parcel.size.isSaid() ? standing.parcel.size.value() : standardSize();
    if (defaultSize != null && !said.list.isSaid()) {
      said.parcel.size.assume(defaultSize);
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
    FlagDraft.Size size = listed.size() == null ? defaultSize : listed.size();
    Dimensions dimensions = size == null ? null : size.dimensions();
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

  private FlagDraft.@Nullable Size standardSize() {
    String name = settings.boxes().standard();
    FlagSettings.Box box = name == null ? null : settings.boxes().byName().get(name);
    return box == null ? null : new FlagDraft.Size(box.dimensions(), name);
  }
}
