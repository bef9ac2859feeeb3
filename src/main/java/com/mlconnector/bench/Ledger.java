package com.mlconnector.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the sender sent to the gateway, and which of it the gateway acknowledged. */
final class Ledger {

  record Line(long number, long invoice, boolean acked) {
    private static Line of(String text) {
      String[] parts = text.split(" ", -1);
      return new Line(
          Long.parseLong(parts[0]), Long.parseLong(parts[1]), Boolean.parseBoolean(parts[2]));
    }

    private String text() {
      return number + " " + invoice + " " + acked;
    }
  }

  /** A row of the journal, as far as it matters here. */
  record Row(long number, long invoice) {}

  /**
   * @param acked deliveries the gateway said it has
   * @param stored rows in its journal
   * @param lost acknowledged, and not in the journal
   * @param doubled rows beyond the first of the same delivery
   * @param foreign rows that nobody sent, or not like this
   * @param unacknowledged stored, but the sender saw no 200: it would send again
   */
  record Comparison(
      long acked, long stored, long lost, long doubled, long foreign, long unacknowledged) {
    boolean isClean() {
      return lost == 0 && doubled == 0 && foreign == 0;
    }
  }

  private final Map<Long, Line> lines = new HashMap<>();

  void add(Stream<Line> sent) {
    sent.forEach(line -> lines.put(line.number, line));
  }

  Comparison compare(Iterable<Row> journal) {
    Map<Long, Integer> times = new HashMap<>();
    long stored = 0;
    long foreign = 0;
    for (Row row : journal) {
      stored++;
      Line line = lines.get(row.number);
      if (line == null || line.invoice != row.invoice) {
        foreign++;
      } else {
        times.merge(row.number, 1, Integer::sum);
      }
    }
    long acked = lines.values().stream().filter(Line::acked).count();
    long found = times.keySet().stream().filter(number -> isAcked(number)).count();
    long doubled = times.values().stream().mapToLong(count -> count - 1).sum();
    return new Comparison(acked, stored, acked - found, doubled, foreign, times.size() - found);
  }

  private boolean isAcked(long number) {
    Line line = lines.get(number);
    return line != null && line.acked;
  }

  static void write(Path file, Stream<Line> lines) throws IOException {
    List<String> texts = lines.map(Line::text).toList();
    Files.write(file, texts);
  }

  static Stream<Line> read(Path file) throws IOException {
    return Files.readAllLines(file).stream().map(Line::of);
  }
}
