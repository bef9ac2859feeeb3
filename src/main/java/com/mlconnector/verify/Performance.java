package com.mlconnector.verify;

import com.mlconnector.verify.Model.Done;
import com.mlconnector.verify.Model.Event;
import com.mlconnector.verify.Model.Rest;
import com.mlconnector.verify.Program.Step;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One program in one shop: what was done, and what came of it. */
final class Performance {
  private final Program program;
  private final Shop shop;
  private final Bookkeeper bookkeeper;
  private final Operator operator;
  private final Tormentor tormentor;
  private final List<Event> events = new ArrayList<>();
  private final Map<String, Integer> troubles = new TreeMap<>();
  private List<Difference> differences = List.of();
  private Map<Integer, Seen> seen = Map.of();

  Performance(Program program, Shop shop, Api books, Tormentor tormentor, InstantSource clock) {
    this.program = program;
    this.shop = shop;
    this.tormentor = tormentor;
    this.bookkeeper = new Bookkeeper(shop, books, clock);
    this.operator = new Operator(shop, "operator " + program.seed(), clock);
  }

  Program program() {
    return program;
  }

  Shop shop() {
    return shop;
  }

  boolean isClean() {
    return differences.isEmpty();
  }

  List<Difference> differences() {
    return differences;
  }

  Map<Integer, Seen> seen() {
    return seen;
  }

  /** Faults by their kind. */
  Map<String, Integer> troubles() {
    return troubles;
  }

  int labels() {
    return seen.values().stream().mapToInt(it -> it.live().size()).sum();
  }

  void play(Program.Round round) {
    for (Step step : round.steps()) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(step.pauseMillis()));
      switch (step.act()) {
        case Act.Suffer(Trouble trouble) -> {
          if (tormentor.make(trouble)) {
            troubles.merge(trouble.kind(), 1, Integer::sum);
          }
        }
        case Act.Operate operate ->
            events.add(operator.act(operate, bookkeeper.papers().get(operate.invoice())));
        case Act.OfInvoice act -> events.add(bookkeeper.act(act));
      }
    }
  }

  /** What nobody answered has been decided by now, or never will be. */
  void clearUp(Tables tables) {
    Set<Done> refused = operator.refused(by -> tables.isDecided(shop.connection(), by));
    events.removeIf(refused::contains);
  }

  /** Model and world, side by side. */
  void compare(Books books, Tables tables) {
    Map<Integer, InvoiceModel> models = Model.of(events);
    Map<Integer, Seen> now = new TreeMap<>();
    List<Difference> found = new ArrayList<>();
    for (Bookkeeper.Paper paper : bookkeeper.papers()) {
      Seen one = books.seen(paper, tables.of(shop.connection(), paper.id()));
      now.put(paper.invoice(), one);
      found.addAll(
          Comparison.of(paper.invoice(), models.get(paper.invoice()), one, bookkeeper.saves()));
    }
    seen = now;
    differences = found;
  }

  void stuck(List<String> work) {
    List<Difference> all = new ArrayList<>(differences);
    work.forEach(row -> all.add(new Difference(Difference.Kind.STUCK, -1, row)));
    differences = all;
  }

  void rest(Instant at) {
    Map<Integer, Integer> labels = new TreeMap<>();
    seen.forEach((invoice, one) -> labels.put(invoice, one.live().size()));
    events.add(new Rest(at, labels));
  }

  /** For whoever has to find out what went wrong. */
  String evidence() {
    StringBuilder text = new StringBuilder();
    Map<Integer, List<Difference>> byInvoice = new TreeMap<>();
    differences.forEach(it ->
        byInvoice.computeIfAbsent(it.invoice(), _ -> new ArrayList<>()).add(it));
    byInvoice.forEach((invoice, all) -> {
      all.forEach(it -> text.append(it).append('\n'));
      events.stream()
          .filter(it -> it instanceof Done done && done.act().invoice() == invoice)
          .forEach(it -> text.append("  ").append(it).append('\n'));
      if (seen.containsKey(invoice)) {
        text.append(seen.get(invoice).evidence());
      }
    });
    return text.toString();
  }

  /** How many differences of each kind. */
  Map<Difference.Kind, Integer> counts() {
    Map<Difference.Kind, Integer> counts = new EnumMap<>(Difference.Kind.class);
    differences.forEach(it -> counts.merge(it.kind(), 1, Integer::sum));
    return counts;
  }
}
