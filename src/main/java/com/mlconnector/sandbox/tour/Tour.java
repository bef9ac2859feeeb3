package com.mlconnector.sandbox.tour;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Nine steps, each with something to see: two ways to flag, an address that UPS finds ambiguous, a
 * misspelt word, a missing weight, a PO box, no flag at all, webhooks doubled and out of order, and
 * a parcel that arrives.
 */
public final class Tour {
  private final Places places;
  private final Printer printer;
  private final InstantSource clock;
  private final LineFlag first = new LineFlag();
  private final HashFlag second = new HashFlag();
  private final SequencedMap<String, Step> steps = new LinkedHashMap<>();
  private final List<Result> results = new ArrayList<>();

  private record Result(boolean good, double seconds) {}

  public Tour(Places places, Printer printer, InstantSource clock) {
    this.places = places;
    this.printer = printer;
    this.clock = clock;
    steps.put("0", new OpenConnection());
    steps.put("a", first);
    steps.put("b", second);
    steps.put("c", new AmbiguousAddress());
    steps.put("d", new MisspeltFlag());
    steps.put("e", new MissingWeight());
    steps.put("f", new PoBoxAddress());
    steps.put("g", new NoFlag());
    steps.put("h", new Disorder());
    steps.put("i", new LostAnswer());
    steps.put("j", new ParcelArrives(first));
  }

  /** The first step alone; true if a connection is there afterwards. */
  public boolean connect() {
    steps.keySet().retainAll(List.of("0"));
    Api freshBooks = new Api(places.freshBooks());
    Api ups = new Api(places.ups());
    VendorLogs logs = new VendorLogs(freshBooks, ups);
    try (Traffic traffic = new Traffic(printer, clock, logs::read).start()) {
      return walk(new Stage(places, freshBooks, ups, traffic), traffic);
    }
  }

  /** Walks through all steps, up to one that fails. True if every one came out as it should. */
  public boolean walk() {
    Api freshBooks = new Api(places.freshBooks());
    Api ups = new Api(places.ups());
    boolean good;
    VendorLogs logs = new VendorLogs(freshBooks, ups);
    try (Traffic traffic = new Traffic(printer, clock, logs::read).start()) {
      Stage stage = new Stage(places, freshBooks, ups, traffic);
      good = walk(stage, traffic);
      tellWhatNext(stage);
    }
    summarise();
    return good;
  }

  private boolean walk(Stage stage, Traffic traffic) {
    boolean good = true;
    for (Map.Entry<String, Step> step : steps.entrySet()) {
      good = good && walk(step.getKey(), step.getValue(), stage, traffic);
    }
    return good;
  }

  private boolean walk(String name, Step step, Stage stage, Traffic traffic) {
    printer.line("");
    printer.line(Printer.Tone.TITLE, "(" + name + ") " + step.title());
    long begin = System.nanoTime();
    String outcome;
    boolean good = true;
    try {
      outcome = step.run(stage);
    } catch (TourTrouble trouble) {
      good = false;
      outcome = String.valueOf(trouble.getMessage());
    }
    results.add(new Result(good, (System.nanoTime() - begin) / 1e9));
    List<String> troubles = traffic.settle();
    if (good) {
      printer.event(Printer.Tone.GOOD, "tour", "step " + name + " is as it should be", outcome);
    } else {
      printer.line(Printer.Tone.BAD, "STEP " + name + " FAILED: " + step.title());
      printer.line(Printer.Tone.BAD, "  " + outcome);
      troubles.forEach(seen -> printer.line(Printer.Tone.BAD, "  seen on the way: " + seen));
    }
    return good;
  }

  private void tellWhatNext(Stage stage) {
    WhatNext next = new WhatNext(places, printer);
    next.places();
    if (first.invoice() > 0) {
      next.invoice(first.invoice(), stage.notes(first.invoice()));
    }
    if (!second.parcel().isEmpty()) {
      next.commands(second.parcel());
    }
  }

  private void summarise() {
    printer.line("");
    printer.line(
        Printer.Tone.TITLE, "%-4s  %-55s  %-7s  seconds".formatted("Step", "What", "Result"));
    int walked = 0;
    for (Map.Entry<String, Step> step : steps.entrySet()) {
      String row = "%-4s  %-55s  ".formatted(step.getKey(), step.getValue().title());
      if (walked == results.size()) {
        printer.line(Printer.Tone.DIM, row + "not reached");
        continue;
      }
      Result result = results.get(walked++);
      printer.line(
          result.good() ? Printer.Tone.GOOD : Printer.Tone.BAD,
          row
              + String.format(
                  Locale.ROOT, "%-7s  %7.1f", result.good() ? "ok" : "FAILED", result.seconds()));
    }
  }
}
