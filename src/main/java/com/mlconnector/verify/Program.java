package com.mlconnector.verify;

import java.util.List;

/**
 * What people do with the invoices of a shop, and what goes wrong meanwhile. The same seed makes
 * the same program; how it interleaves with the gateways is up to the machine.
 *
 * @param rounds after each of them everything is healed, settles and is compared
 */
record Program(long seed, List<Round> rounds) {
  static final int ROUNDS = 3;

  /**
   * @param pauseMillis before it
   */
  record Step(int pauseMillis, Act act) {}

  record Round(List<Step> steps) {
    Round {
      steps = List.copyOf(steps);
    }
  }

  Program {
    rounds = List.copyOf(rounds);
  }

  List<Act> acts() {
    return rounds.stream().flatMap(round -> round.steps().stream()).map(Step::act).toList();
  }

  int invoices() {
    return (int)
        acts().stream().filter(a -> a instanceof Act.Issue || a instanceof Act.Copy).count();
  }

  int operations() {
    return (int) acts().stream().filter(act -> !(act instanceof Act.Suffer)).count();
  }

  /** For the person who wonders what a seed does. */
  String show() {
    StringBuilder text = new StringBuilder("program " + seed + "\n");
    for (int i = 0; i < rounds.size(); i++) {
      text.append("round ").append(i + 1).append('\n');
      for (Step step : rounds.get(i).steps()) {
        text.append("  +%d ms %s%n".formatted(step.pauseMillis(), step.act()));
      }
    }
    return text.toString();
  }
}
