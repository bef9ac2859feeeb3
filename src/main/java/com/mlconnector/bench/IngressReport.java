package com.mlconnector.bench;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Everything measured, and the table to paste. */
record IngressReport(
    String machine,
    Machine.Load before,
    IngressBench.Settings settings,
    List<Scenario> scenarios,
    Calm calm,
    Spread startMillis,
    long memoryBefore,
    long memoryAfter) {

  /**
   * @param single one delivery at a time
   * @param half deliveries at half of the median rate, timed from when each was due
   */
  record Calm(Round single, int perSecond, Round half, Ledger.Comparison comparison) {}

  boolean isClean() {
    return calm.comparison().isClean() && scenarios.stream().allMatch(Scenario::isClean);
  }

  String table() {
    StringBuilder text = new StringBuilder();
    text.append("%s; load average before: %.1f.%n".formatted(machine, before.average()));
    text.append(
        """
        Sender, gateway and Postgres share these cores. %d deliveries in flight, %d rounds after a warm-up,
        alternating with the same door without a journal; median (lowest … highest) of the rounds.

        """
            .formatted(settings.connections(), settings.rounds()));
    row(text, "", Scenario::name);
    text.append("|---".repeat(scenarios.size() + 1)).append("|\n");
    row(text, "durable acks/s", it -> durable(it, "%,.0f", round -> round.load().acksPerSecond()));
    row(
        text,
        "acks/s without a journal",
        it -> answering(it, "%,.0f", round -> round.load().acksPerSecond()));
    row(text, "ratio", it -> show(it.ratio(), "%.2f"));
    row(text, "p50, ms", it -> durable(it, "%.1f", Round::p50Millis));
    row(text, "p99, ms", it -> durable(it, "%.1f", Round::p99Millis));
    row(text, "p50 without a journal, ms", it -> answering(it, "%.1f", Round::p50Millis));
    row(text, "p99 without a journal, ms", it -> answering(it, "%.1f", Round::p99Millis));
    row(text, "gateway's CPU per ack, µs", it -> durable(it, "%.0f", Round::cpuMicros));
    row(text, "the same without a journal, µs", it -> answering(it, "%.0f", Round::cpuMicros));
    row(text, "deliveries per commit", it -> "%.1f".formatted(it.deliveriesPerCommit()));
    row(text, "commits per delivery", it -> "%.4f".formatted(1 / it.deliveriesPerCommit()));
    row(text, "statements per delivery", it -> "%.4f".formatted(it.statements()));
    row(text, "WAL per delivery, bytes", it -> "%,.0f".formatted(it.walBytes()));
    row(text, "acknowledged", it -> "%,d".formatted(it.comparison().acked()));
    row(text, "**lost**", it -> "**%d**".formatted(it.comparison().lost()));
    row(
        text,
        "doubled / foreign",
        it -> it.comparison().doubled() + " / " + it.comparison().foreign());
    return text.append('\n').append(footnotes()).toString();
  }

  private String footnotes() {
    return """
    One delivery at a time: p50 %.1f ms, p99 %.1f ms. At %,d a second (half of the above): p50 %.1f ms, \
    p99 %.1f ms.
    Process start to ready: %s ms over %d starts. Resident memory of the gateway: %d MB ready, %d MB after \
    the load.
    """
        .formatted(
            calm.single().p50Millis(),
            calm.single().p99Millis(),
            calm.perSecond(),
            calm.half().p50Millis(),
            calm.half().p99Millis(),
            show(startMillis, "%,.0f"),
            settings.starts(),
            memoryBefore,
            memoryAfter);
  }

  String verdict() {
    StringBuilder text = new StringBuilder();
    for (Scenario it : scenarios) {
      text.append(sentence(it.name(), it.comparison()))
          .append(
              "; %,d audit rows, %,d reasons in work rows%n"
                  .formatted(it.auditRows(), it.reasons()));
    }
    text.append(sentence("calm", calm.comparison())).append('\n');
    return text.append(isClean() ? "Nothing was lost." : "THE LEDGER AND THE JOURNAL DISAGREE.")
        .toString();
  }

  private static String sentence(String name, Ledger.Comparison it) {
    return ("%s: ledger %,d acknowledged, journal %,d rows: %d lost, %d doubled, %d foreign,"
            + " %d stored without a 200")
        .formatted(
            name,
            it.acked(),
            it.stored(),
            it.lost(),
            it.doubled(),
            it.foreign(),
            it.unacknowledged());
  }

  private void row(StringBuilder text, String name, Function<Scenario, String> cell) {
    text.append("| ").append(name).append(" |");
    scenarios.forEach(it -> text.append(' ').append(cell.apply(it)).append(" |"));
    text.append('\n');
  }

  private static String durable(Scenario it, String format, ToDoubleFunction<Round> figure) {
    return show(Scenario.spread(it.durable(), figure), format);
  }

  private static String answering(Scenario it, String format, ToDoubleFunction<Round> figure) {
    return show(Scenario.spread(it.answering(), figure), format);
  }

  private static String show(Spread spread, String format) {
    return "%s (%s … %s)"
        .formatted(
            format.formatted(spread.median()),
            format.formatted(spread.lowest()),
            format.formatted(spread.highest()));
  }
}
