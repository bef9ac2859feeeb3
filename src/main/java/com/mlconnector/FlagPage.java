package com.mlconnector;

import com.mlconnector.domain.Dimensions;
import com.mlconnector.domain.FlagProblem;
import com.mlconnector.domain.FlagSettings;
import com.mlconnector.domain.FlagValues;
import com.mlconnector.domain.FlagValues.Packing;
import com.mlconnector.domain.Halt;
import com.mlconnector.domain.Parcel;
import com.mlconnector.domain.Remark;
import com.mlconnector.domain.ShipFlag;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a flag is read, for a terminal. */
final class FlagPage {
  private final FlagSettings settings;
  private final List<String> lines = new ArrayList<>();

  private FlagPage(FlagSettings settings) {
    this.settings = settings;
  }

  static String of(ShipFlag flag, FlagSettings settings) {
    FlagPage page = new FlagPage(settings);
    page.add(flag);
    return String.join(System.lineSeparator(), page.lines);
  }

  private void add(ShipFlag flag) {
    switch (flag) {
      case ShipFlag.NotFlagged _ -> lines.add("Not a flag.");
      case ShipFlag.NoShip(String reason) -> lines.add("Not shipped: " + reason);
      case ShipFlag.Held(LocalDate until, ShipFlag.Asked asked) -> {
        lines.add("Held until " + (until == null ? "#hold is taken out." : until + "."));
        add(asked);
      }
      case ShipFlag.Unclear(List<FlagProblem> problems, _) -> problems.forEach(this::add);
      case ShipFlag.Flagged(FlagValues values, List<Remark> remarks, _) -> {
        add(values);
        remarks.forEach(remark -> item("remark", remark.sentence()));
      }
    }
  }

  private void add(FlagValues values) {
    lines.add(values.reship() ? "Ships, once more if it has shipped before." : "Ships.");
    item("service", values.service().label());
    switch (values.packing()) {
      case Packing.Parcels(List<Parcel> parcels) ->
          parcels.forEach(parcel -> item("parcel", shown(parcel)));
      case Packing.WeightNotGiven none ->
          item("parcel", "weight from the items" + shown(none.dimensions()));
    }
    List<String> options = values.options().words();
    if (!options.isEmpty()) {
      item("options", String.join(" ", options));
    }
  }

  private String shown(Parcel parcel) {
    String reference = parcel.reference();
    return parcel.weight().show(settings.weights().unit())
        + shown(parcel.dimensions())
        + (reference == null ? "" : ", ref=" + reference);
  }

  private String shown(@Nullable Dimensions size) {
    return size == null ? "" : ", " + size.show(settings.weights().sideUnit());
  }

  private void add(FlagProblem problem) {
    Halt.Reading reading = problem.reading();
    lines.add("Halts, " + problem.code() + ": " + problem.sentence());
    item(reading.place(), reading.text());
    item("", underline(reading));
    String corrected = problem.correctedLine();
    if (corrected != null) {
      item("corrected", corrected);
    }
    problem.choices().forEach(choice -> item("choice", choice.label()));
  }

  /** Carets under the words in question; a tab stays a tab, so that they stand below. */
  private static String underline(Halt.Reading reading) {
    String before = reading.text().substring(0, reading.from());
    String words = reading.text().substring(reading.from(), reading.to());
    StringBuilder under = new StringBuilder();
    before.codePoints().forEach(c -> under.append(c == '\t' ? '\t' : ' '));
    return under
        .append("^".repeat(Math.max(1, words.codePointCount(0, words.length()))))
        .toString();
  }

  private void item(String name, String value) {
    lines.add("  %-12s %s".formatted(name, value));
  }
}
