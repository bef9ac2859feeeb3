package com.mlconnector.sandbox.tour;

import java.io.PrintStream;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** Lines for a person: colour on a terminal, plain text in a pipe. Thread-safe. */
public final class Printer {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

  /** How a line is to look. */
  public enum Tone {
    PLAIN(""),
    DIM("\u001b[2m"),
    TITLE("\u001b[1m"),
    GOOD("\u001b[32m"),
    BAD("\u001b[31m");

    private final String code;

    Tone(String code) {
      this.code = code;
    }
  }

  private final PrintStream out;
  private final boolean colour;
  private final InstantSource clock;

  public Printer(PrintStream out, boolean colour, InstantSource clock) {
    this.out = out;
    this.colour = colour;
    this.clock = clock;
  }

  /** One event: when, who (to whom), what, and how it came out. */
  public void event(Tone tone, String who, String what, String outcome) {
    String time = TIME.format(clock.instant().atZone(ZoneId.systemDefault()));
    line(tone, "%s  %-23s %-46s %s".formatted(time, who, what, outcome).stripTrailing());
  }

  public synchronized void line(Tone tone, String text) {
    out.println(colour && !tone.code.isEmpty() ? tone.code + text + "\u001b[0m" : text);
    out.flush();
  }

  public void line(String text) {
    line(Tone.PLAIN, text);
  }

  /** A sign of life on the same line; nothing in a pipe. */
  public synchronized void dot() {
    if (colour) {
      out.print('.');
      out.flush();
    }
  }
}
