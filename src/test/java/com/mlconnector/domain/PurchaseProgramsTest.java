package com.mlconnector.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * However people edit an invoice, however often and late it is read, and wherever the gateway dies:
 * each generation is bought at most once, and there are no more of them than requests. {@code
 * -Dproperty.programs} runs more, {@code -Dproperty.seed} others.
 */
class PurchaseProgramsTest {
  private static final int PROGRAMS = Integer.getInteger("property.programs", 10_000);
  private static final long FIRST_SEED = Long.getLong("property.seed", 0);

  @Test
  void no_program_buys_a_generation_twice_or_one_that_nobody_asked_for() {
    int bought = 0;
    int killed = 0;
    int further = 0;
    for (long seed = FIRST_SEED; seed < FIRST_SEED + PROGRAMS; seed++) {
      Program program = new Program(new Random(seed));
      try {
        program.run();
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("property.seed " + seed + ": " + e.getMessage(), e);
      }
      bought += program.bought();
      killed += program.kills;
      further += program.shipments.size() > 1 ? 1 : 0;
    }
    assertThat(bought).as("bought").isGreaterThan(PROGRAMS / 2);
    assertThat(killed).as("killed").isGreaterThan(PROGRAMS / 2);
    assertThat(further).as("with further labels").isGreaterThan(PROGRAMS / 20);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void a_program_is_the_same_every_time(long seed) {
    Program one = new Program(new Random(seed));
    Program other = new Program(new Random(seed));
    one.run();
    other.run();
    assertThat(one.calls).isEqualTo(other.calls);
  }

  /** A shipment as its row keeps it. */
  private static final class Row {
    final int generation;
    ShipmentState state = ShipmentState.ADDRESS_TO_CHECK;
    Optional<String> request = Optional.empty();
    Optional<Halt> halted = Optional.empty();
    Optional<ShipmentOrder> order = Optional.empty();
    Optional<Address> shipTo = Optional.empty();
    Optional<AfterShipping> told = Optional.empty();

    Row(int generation) {
      this.generation = generation;
    }

    void become(ShipmentState next) {
      assertThat(state.mayBecome(next)).as(state + " to " + next).isTrue();
      state = next;
    }
  }

  /** Edits, readings, purchases and kills in any order; what is stored survives a kill. */
  private static final class Program {
    private static final Instant START = Instant.parse("2026-08-01T12:00:00Z");
    private static final List<String> FLAGS =
        List.of(
            "",
            "#ship ground 2lb",
            "#ship ground 2lb",
            "#Ship  GROUND 2 lb",
            "#ship 2day 3lb",
            "#reship ground 2lb",
            "#reship 2day 3lb",
            "#ship gruond 2lb",
            "#ship ground 2lb #hold",
            "#noship");

    private final Random random;
    private final List<Row> shipments = new ArrayList<>();

    /** One line for each call to Ship that UPS has booked: the generation it was for. */
    private final List<Integer> calls = new ArrayList<>();

    private final Set<String> requestsMade = new HashSet<>();
    private String notes = "";
    private int visibility;
    private Decisions decisions = Decisions.NONE;
    private Instant now = START;
    private int kills;

    Program(Random random) {
      this.random = random;
    }

    void run() {
      int steps = 20 + random.nextInt(60);
      for (int i = 0; i < steps; i++) {
        now = now.plusSeconds(random.nextInt(600));
        switch (random.nextInt(12)) {
          case 0, 1 -> edit();
          case 2 -> visibility = random.nextInt(6) == 0 ? 1 : 0;
          case 3 -> operator();
          case 4, 5, 6, 7 -> read();
          default -> work();
        }
        check();
      }
    }

    private void edit() {
      notes = FLAGS.get(random.nextInt(FLAGS.size()));
      // An old page may bring our block along, or lose it, or carry one of another invoice.
      if (random.nextInt(3) == 0) {
        notes += "\n\n" + block(random.nextBoolean() ? "1042" : "977");
      }
    }

    private static String block(String number) {
      return "--- UPS shipment for invoice "
          + number
          + " (kept up to date automatically) ---\n#ship ground 9lb\n--- end of UPS shipment ---";
    }

    private void operator() {
      Optional<Row> newest = newest();
      if (newest.isEmpty()) {
        return;
      }
      Row row = newest.get();
      switch (random.nextInt(3)) {
        case 0 -> {
          if (row.state == ShipmentState.BOUGHT) {
            String request = "operator " + requestsMade.size();
            requestsMade.add(request);
            decisions = decisions.withReship(request);
          }
        }
        case 1 -> {
          if (OperatorAction.of(row.state, row.halted.map(Halt::code), false, false)
                  .contains(OperatorAction.RESUME)
              && row.state != ShipmentState.PURCHASE_UNKNOWN) {
            decisions = decisions.resumed();
            row.become(ShipmentState.RESUMED);
            row.halted = Optional.empty();
          }
        }
        default -> {
          if (OperatorAction.of(row.state, row.halted.map(Halt::code), false, false)
              .contains(OperatorAction.CANCEL)) {
            decisions = decisions.withCancelled("changed his mind");
            row.become(ShipmentState.CANCELLED);
            row.halted = Optional.empty();
          }
        }
      }
    }

    /** One webhook, or the sweep: what was read may be stored, or die with the gateway. */
    private void read() {
      Intake.Verdict verdict = Intake.decide(facts());
      if (verdict instanceof Intake.Verdict.Ready ready) {
        requestsMade.addAll(ready.reships());
      }
      Course course = Course.of(newest().map(this::seen), verdict, decisions.reship(), used(), now);
      if (dies()) {
        return;
      }
      switch (course) {
        case Course.Stay stay -> {}
        case Course.Later later -> {}
        case Course.Cancel(_, Optional<AfterShipping> difference) -> {
          newest().orElseThrow().become(ShipmentState.CANCELLED);
          labelled().ifPresent(row -> row.told = difference.or(() -> row.told));
        }
        case Course.Hold hold -> newest().orElseThrow().become(ShipmentState.HELD);
        case Course.Stop(int generation, Halt why, Optional<String> request) -> {
          Row row =
              newest().filter(r -> r.generation == generation).orElseGet(() -> open(generation));
          row.become(ShipmentState.HALTED);
          row.halted = Optional.of(why);
          row.order = Optional.empty();
          row.shipTo = Optional.empty();
          row.request = request;
        }
        case Course.Order(int generation, Intake.Verdict.Ready ready, Optional<String> request) -> {
          Row row =
              newest().filter(r -> r.generation == generation).orElseGet(() -> open(generation));
          row.become(ShipmentState.ADDRESS_TO_CHECK);
          row.order = Optional.of(ready.order());
          row.shipTo = Optional.of(ready.shipTo());
          row.halted = Optional.empty();
          row.request = request;
        }
        case Course.Differ(AfterShipping difference) ->
            labelled().orElseThrow().told = Optional.of(difference);
      }
    }

    /** The next step of the newest shipment, which may die between any two of its parts. */
    private void work() {
      newest()
          .ifPresent(row -> {
            switch (row.state) {
              case ADDRESS_TO_CHECK -> {
                if (!dies()) {
                  row.become(
                      row.order.orElseThrow().held()
                          ? ShipmentState.HELD
                          : ShipmentState.READY_TO_BUY);
                }
              }
              case READY_TO_BUY -> {
                row.become(ShipmentState.INTENDED);
                if (dies()) {
                  return;
                }
                calls.add(row.generation);
                if (!dies()) {
                  row.become(ShipmentState.BOUGHT);
                }
              }
              case INTENDED -> row.become(ShipmentState.PURCHASE_UNKNOWN);
              case PURCHASE_UNKNOWN -> {
                if (calls.contains(row.generation) && !dies()) {
                  row.become(ShipmentState.BOUGHT);
                }
              }
              case BOUGHT, HELD, HALTED, RESUMED, CANCELLED -> {}
            }
          });
    }

    private boolean dies() {
      boolean dies = random.nextInt(6) == 0;
      kills += dies ? 1 : 0;
      return dies;
    }

    private void check() {
      assertThat(calls).as("one call for each generation").doesNotHaveDuplicates();
      assertThat(shipments.size())
          .as("generations for %s", requestsMade)
          .isLessThanOrEqualTo(1 + requestsMade.size());
      assertThat(shipments.stream().map(row -> row.request).filter(Optional::isPresent))
          .as("a request is used once")
          .doesNotHaveDuplicates();
      assertThat(shipments.stream().filter(row -> row.state != ShipmentState.BOUGHT).count())
          .as("at most the newest is under way")
          .isLessThanOrEqualTo(1);
    }

    int bought() {
      return calls.size();
    }

    private Row open(int generation) {
      assertThat(generation).isEqualTo(shipments.size() + 1);
      Row row = new Row(generation);
      shipments.add(row);
      return row;
    }

    private Optional<Row> newest() {
      return shipments.isEmpty() ? Optional.empty() : Optional.of(shipments.getLast());
    }

    private Set<String> used() {
      Set<String> used = new HashSet<>();
      shipments.forEach(row -> row.request.ifPresent(used::add));
      return used;
    }

    private Course.Newest seen(Row row) {
      return new Course.Newest(
          row.generation,
          row.state,
          row.request,
          row.halted,
          row.order,
          row.shipTo,
          labelled()
              .map(bought ->
                  new Course.Label(
                      new AfterShipping.Bought(
                          bought.order.orElseThrow(), bought.shipTo.orElseThrow(), START, false),
                      bought.told)));
    }

    private Optional<Row> labelled() {
      return shipments.stream()
          .filter(row -> row.state == ShipmentState.BOUGHT)
          .reduce((_, later) -> later);
    }

    private Intake.Facts facts() {
      RawAddress home =
          new RawAddress("", "Ann", "Lee", "1 Elm St", "", "Buffalo", "NY", "14222", "USA");
      RawAddress none = new RawAddress("", "", "", "", "", "", "", "", "");
      Address shop =
          new Address("Shop", "", List.of("1 Dock St"), "Oakland", "CA", "94607", "US", "");
      return new Intake.Facts(
          new Invoice(
              1804477,
              "1042",
              77,
              "v" + now,
              START,
              visibility,
              "sent",
              notes,
              "",
              "",
              home,
              List.of(new InvoiceLine(1, "Blue mug", "", BigDecimal.ONE))),
          new Client(77, "v1", home, none, "", ""),
          new ConnectionSettings(
              shop,
              FlagSettings.standard(Weight.Unit.POUND),
              Optional.empty(),
              ConnectionSettings.ShipWhen.SENT,
              ZoneId.of("UTC"),
              false),
          new Intake.Kept(
              Intake.ClientProfile.NONE, decisions, List.of(), ItemWeights.NONE, Optional.empty()),
          Phones.DIGITS,
          START,
          now);
    }
  }
}
