package com.mlconnector.domain;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The misread words of one flag, and the line as it was probably meant. */
final class FlagCorrections {
  private record Misread(Span span, String sentence, @Nullable String suggestion) {}

  private final FlagText text;
  private final Span line;
  private final List<Misread> misread = new ArrayList<>();
  private boolean withheld;

  FlagCorrections(FlagText text, Span line) {
    this.text = text;
    this.line = line;
  }

  void add(Span span, String sentence, @Nullable String suggestion) {
    misread.add(new Misread(span, sentence, suggestion));
  }

  boolean isFull() {
    return misread.size() >= FlagReport.MOST_PROBLEMS;
  }

  /** The line holds an account number: it must not be copied around. */
  void withhold() {
    withheld = true;
  }

  void reportTo(FlagReport report) {
    String corrected = withheld ? null : correctedLine();
    for (Misread word : misread) {
      report.problem(
          new FlagProblem(
              ReasonCode.FLAG_UNKNOWN_WORD,
              word.sentence(),
              text.place(word.span()),
              word.suggestion(),
              word.suggestion() == null ? null : corrected));
    }
  }

  private String correctedLine() {
    StringBuilder corrected = new StringBuilder();
    int from = line.from();
    for (Misread word : misread) {
      String suggestion = word.suggestion();
      if (suggestion != null) {
        corrected.append(text.original(new Span(from, word.span().from()))).append(suggestion);
        from = word.span().to();
      }
    }
    return corrected.append(text.original(new Span(from, line.to()))).toString();
  }
}
