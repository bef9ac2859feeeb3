package com.mlconnector.sandbox.tour;

import java.io.PrintStream;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** Lines for a person: colour on a terminal, plain text in a pipe. Thread-safe. */
public final class Printer {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");
  private static final int WHAT_WIDTH = 38;
  private static final int OUTCOME_WIDTH = 44;

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
  private final boolean terminal;
  private final boolean colour;
  private final boolean arrows;
  private final InstantSource clock;
  private boolean dotted;
  private boolean mute;

  /**
   * @param terminal whether a person watches the lines appear
   * @param colour whether that person wants colours
   */
  public Printer(PrintStream out, boolean terminal, boolean colour, InstantSource clock) {
    this.out = out;
    this.terminal = terminal;
    this.colour = colour;
    this.arrows = out.charset().newEncoder().canEncode("→…");
    this.clock = clock;
  }

  /** One event of this moment: who (to whom), what, and how it came out. */
  public void event(Tone tone, String who, String what, String outcome) {
    event(clock.instant(), tone, who, what, outcome);
  }

  /** Long texts go on below, within their columns. */
  synchronized void event(Instant at, Tone tone, String who, String what, String outcome) {
    String time = TIME.format(at.atZone(ZoneId.systemDefault()));
    List<String> whats = wrapped(what, WHAT_WIDTH);
    List<String> outcomes = wrapped(outcome, OUTCOME_WIDTH);
    for (int i = 0; i < Math.max(whats.size(), outcomes.size()); i++) {
      line(
          tone,
          "%-12s  %-20s  %-38s  %s"
              .formatted(
                  i == 0 ? time : "",
                  i == 0 ? spelled(who) : "",
                  i < whats.size() ? whats.get(i) : "",
                  i < outcomes.size() ? outcomes.get(i) : ""));
    }
  }

  public synchronized void line(Tone tone, String text) {
    endDots();
    String line = spelled(text).stripTrailing();
    print((colour && !tone.code.isEmpty() ? tone.code + line + "\u001b[0m" : line) + "\n");
  }

  public void line(String text) {
    line(Tone.PLAIN, text);
  }

  /** A sign of life: a dot on a terminal, where lines would scroll the rest away. */
  public synchronized void progress(String text) {
    if (terminal) {
      print(".");
      dotted = true;
    } else {
      line(text);
    }
  }

  /** How far apart signs of life should be. */
  public long progressMillis() {
    return terminal ? 300 : 2_000;
  }

  /** Nothing more: whoever ended the program has seen enough. */
  public synchronized void mute() {
    endDots();
    mute = true;
  }

  private void endDots() {
    if (dotted) {
      dotted = false;
      print("\n");
    }
  }

  private void print(String text) {
    if (!mute) {
      out.print(text);
      out.flush();
    }
  }

  /** In an ASCII locale Java would print question marks. */
  private String spelled(String text) {
    return arrows ? text : text.replace("→", "->").replace("…", "...");
  }

  /** Breaks between words only: an address or number must stay in one piece. */
  private static List<String> wrapped(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.strip().split("\\s+", -1)) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
