package com.mlconnector.domain;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code #noship} and {@code #hold [until date]}, which count wherever they stand. */
final class StopWords {
  private static final Pattern STOP_WORD =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}_#])#(?:(?<never>no-?ship)|hold(?: ++until(?: ++(?<until>[^"
              + " ,;)\\]\r\n]++))?+)?+)(?![\\p{L}\\p{N}_-])");

  private final FlagReport report;
  private @Nullable FlagPlace noShip;
  private boolean held;
  private boolean heldForever;
  private @Nullable LocalDate heldUntil;

  StopWords(FlagReport report) {
    this.report = report;
  }

  /** Notes the stop words of a text, and answers the text without them. */
  FlagText takeFrom(FlagText text) {
    if (!text.contains("#no") && !text.contains("#hold")) {
      return text;
    }
    List<Span> taken = new ArrayList<>();
    Matcher matcher = STOP_WORD.matcher(text.folded());
    while (matcher.find()) {
      Span span = new Span(matcher.start(), matcher.end());
      taken.add(span);
      if (matcher.group("never") != null) {
        noShip = noShip == null ? text.place(span) : noShip;
      } else {
        hold(text.field(), matcher.group("until"));
      }
    }
    return text.without(taken);
  }

  /** The first {@code #noship}. */
  @Nullable FlagPlace noShip() {
    return noShip;
  }

  boolean isHeld() {
    return held;
  }

  /** The latest date of all holds; null as soon as one hold names none. */
  @Nullable LocalDate heldUntil() {
    return heldForever ? null : heldUntil;
  }

  private void hold(FlagField field, @Nullable String until) {
    held = true;
    LocalDate date = until == null ? null : date(until);
    if (date == null) {
      heldForever = true;
      if (until != null) {
        report.remark(field, "\"" + until + "\" is not a date like 2026-08-15: held without end.");
      }
    } else if (heldUntil == null || date.isAfter(heldUntil)) {
      heldUntil = date;
    }
  }

  private static @Nullable LocalDate date(String text) {
    try {
      return LocalDate.parse(text.endsWith(".") ? text.substring(0, text.length() - 1) : text);
    } catch (DateTimeParseException _) {
      return null;
    }
  }
}
