package com.mlconnector.domain;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The misread words of one flag, and the line as it was probably meant. */
final class FlagCorrections {
  private record Misread(
      FlagToken token, String sentence, @Nullable String suggestion, List<Halt.Choice> choices) {}

  private final FlagText text;
  private final Span line;
  private final List<Misread> misread = new ArrayList<>();

  FlagCorrections(FlagText text, Span line) {
    this.text = text;
    this.line = line;
  }

  void add(
      FlagToken token, String sentence, @Nullable String suggestion, List<Halt.Choice> choices) {
    misread.add(new Misread(token, sentence, suggestion, choices));
  }

  boolean isFull() {
    return misread.size() >= FlagReport.MOST_PROBLEMS;
  }

  void reportTo(FlagReport report) {
    String corrected = misread.isEmpty() || isSecret() ? null : correctedLine();
    for (Misread word : misread) {
      report.problem(
          new FlagProblem(
              ReasonCode.FLAG_UNKNOWN_WORD,
              word.sentence(),
              word.token().place(),
              word.suggestion(),
              word.suggestion() == null ? null : corrected,
              word.token().reading(),
              word.choices()));
    }
  }

  /** A line with an account number must not be copied around. */
  private boolean isSecret() {
    return !FlagAccountNumber.in(text.folded(), line).isEmpty();
  }

  private String correctedLine() {
    StringBuilder corrected = new StringBuilder();
    int from = line.from();
    for (Misread word : misread) {
      String suggestion = word.suggestion();
      if (suggestion != null) {
        corrected
            .append(text.original(new Span(from, word.token().span().from())))
            .append(suggestion);
        from = word.token().span().to();
      }
    }
    return corrected.append(text.original(new Span(from, line.to()))).toString();
  }
}
