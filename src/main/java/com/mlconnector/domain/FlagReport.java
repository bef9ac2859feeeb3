package com.mlconnector.domain;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Collects what the reader has to say about one invoice; ten problems are enough for anybody. */
final class FlagReport {
  static final int MOST_PROBLEMS = 10;
  private static final int MOST_REMARKS = 20;

  private final List<FlagProblem> problems = new ArrayList<>();
  private final Set<Remark> remarks = new LinkedHashSet<>();

  void problem(FlagProblem problem) {
    if (!isFull()) {
      problems.add(problem);
    }
  }

  void problem(ReasonCode code, String sentence, FlagToken token) {
    problem(code, sentence, token, List.of());
  }

  void problem(ReasonCode code, String sentence, FlagToken token, List<Halt.Choice> choices) {
    problem(new FlagProblem(code, sentence, token.place(), null, null, token.reading(), choices));
  }

  /** Two places, or one place twice, say different things about the same value. */
  void conflict(String what, FlagSlot.Side one, FlagSlot.Side other) {
    FlagPlace first = one.token().place();
    FlagPlace second = other.token().place();
    String firstSaid = one.shown();
    String secondSaid = other.shown();
    String sentence =
        first.label().equals(second.label())
            ? "The %s both %s and %s; there can be one %s."
                .formatted(first.says(), firstSaid, secondSaid, what)
            : "%s %s, %s %s."
                .formatted(capital(first.says()), firstSaid, second.says(), secondSaid);
    problem(ReasonCode.FLAG_CONFLICT, sentence, other.token(), FlagChoices.between(one, other));
  }

  void remark(FlagField field, String sentence) {
    if (remarks.size() < MOST_REMARKS) {
      remarks.add(new Remark(field, sentence));
    }
  }

  boolean isFull() {
    return problems.size() >= MOST_PROBLEMS;
  }

  List<FlagProblem> problems() {
    return problems;
  }

  List<Remark> remarks() {
    return List.copyOf(remarks);
  }

  private static String capital(String words) {
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }
}
