package com.mlconnector.verify;

import com.mlconnector.verify.Model.Done;
import com.mlconnector.verify.Model.Event;
import com.mlconnector.verify.Model.Rest;
import com.mlconnector.verify.Program.Step;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
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
  private final InstantSource clock;
  private final List<Event> events = new ArrayList<>();
  private final Map<String, Integer> troubles = new TreeMap<>();
  private final List<Difference> broken = new ArrayList<>();
  private List<Difference> differences = List.of();
  private Map<Integer, Seen> seen = Map.of();
  private Duration recovery = Duration.ZERO;

  Performance(Program program, Shop shop, Api books, Tormentor tormentor, InstantSource clock) {
    this.program = program;
    this.shop = shop;
    this.tormentor = tormentor;
    this.clock = clock;
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

  /** The longest that it took to come to rest, and right, after all had been healed. */
  Duration recovery() {
    return recovery;
  }

  int faults() {
    return troubles.values().stream().mapToInt(Integer::intValue).sum();
  }

  int labels() {
    return seen.values().stream().mapToInt(it -> it.live().size()).sum();
  }

  void play(int round) {
    for (Step step : program.rounds().get(round).steps()) {
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
    List<Difference> found = new ArrayList<>(broken);
    for (Bookkeeper.Paper paper : bookkeeper.papers()) {
      Seen one = books.seen(paper, tables.of(shop.connection(), paper.id()));
      now.put(paper.invoice(), one);
      found.addAll(
          Comparison.of(
              paper.invoice(),
              Objects.requireNonNull(models.get(paper.invoice())),
              one,
              bookkeeper.saves()));
    }
    seen = now;
    differences = found;
  }

  void rest(Duration took) {
    Map<Integer, Integer> labels = new TreeMap<>();
    seen.forEach((invoice, one) -> labels.put(invoice, one.live().size()));
    events.add(new Rest(clock.instant(), labels));
    recovery = took.compareTo(recovery) > 0 ? took : recovery;
  }

  /**
   * @param left what somebody still has to do
   */
  void stuck(List<String> left) {
    add(left.stream().map(Difference::stuck).toList());
  }

  /** It could not be played to its end. */
  void broke(Throwable why) {
    broken.add(Difference.stuck("the program broke: " + why));
    add(broken);
  }

  private void add(List<Difference> more) {
    List<Difference> all = new ArrayList<>(differences);
    all.addAll(more);
    differences = all;
  }

  String line() {
    return String.format(
        Locale.ROOT,
        "seed %d: %d operations on %d invoices, faults %s, %d labels, recovery %.1f s: %s",
        program.seed(),
        program.operations(),
        program.invoices(),
        troubles,
        labels(),
        recovery.toMillis() / 1e3,
        isClean() ? "good" : counts());
  }

  /** For whoever has to find out what went wrong. */
  String evidence() {
    StringBuilder text = new StringBuilder();
    differences.forEach(it -> text.append(it).append('\n'));
    differences.stream()
        .flatMapToInt(it -> it.invoice().stream())
        .distinct()
        .sorted()
        .forEach(invoice -> {
          text.append("invoice ").append(invoice).append('\n');
          events.stream()
              .filter(it -> it instanceof Done done && done.act().invoice() == invoice)
              .forEach(it -> text.append("  ").append(it).append('\n'));
          text.append(Objects.requireNonNull(seen.get(invoice)).evidence());
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
