package com.mlconnector.sandbox.tour;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** What a printer has printed, at a standing clock. */
final class Paper {
  static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Charset charset;

  Paper(Charset charset) {
    this.charset = charset;
  }

  static Paper utf8() {
    return new Paper(StandardCharsets.UTF_8);
  }

  Printer printer(boolean terminal, boolean colour) {
    return new Printer(
        new PrintStream(bytes, true, charset), terminal, colour, InstantSource.fixed(NOW));
  }

  String text() {
    return bytes.toString(charset);
  }

  /** Without their times, which depend on where the test runs. */
  List<String> events() {
    return text().lines().map(line -> line.substring(Math.min(14, line.length()))).toList();
  }
}
