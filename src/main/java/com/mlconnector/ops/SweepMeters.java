package com.mlconnector.ops;

import com.mlconnector.store.Database;
import com.mlconnector.store.Sweeps;
import com.mlconnector.store.Sweeps.State;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How far each connection has been swept, as gauges. Every node shows the same, whoever sweeps:
 * read from the database by a timer, as a scrape must cost no query.
 */
public final class SweepMeters {
  private final Database database;
  private final Sweeps sweeps;
  private final InstantSource clock;
  private final MultiGauge lag;
  private final MultiGauge age;
  private final MultiGauge pages;
  private final MultiGauge seen;
  private final MultiGauge changed;
  private final MultiGauge failures;

  public SweepMeters(Database database, Sweeps sweeps, MeterRegistry meters, InstantSource clock) {
    this.database = database;
    this.sweeps = sweeps;
    this.clock = clock;
    this.lag =
        gauge(meters, "sweep.lag.seconds", "Changes in FreshBooks are seen up to so long ago");
    this.age =
        gauge(meters, "sweep.age.seconds", "Since the last sweep that went through; none yet: NaN");
    this.pages = gauge(meters, "sweep.pages", "List pages of the sweep under way or the last one");
    this.seen = gauge(meters, "sweep.invoices.seen", "Invoices on those pages");
    this.changed = gauge(meters, "sweep.invoices.changed", "Of these, to be read");
    this.failures = gauge(meters, "sweep.failures", "Sweeps that broke off since one went through");
  }

  private static MultiGauge gauge(MeterRegistry meters, String name, String meaning) {
    return MultiGauge.builder(name).description(meaning).register(meters);
  }

  /** Waits for the database. */
  public void refresh() {
    List<State> states = database.transact(sweeps::states);
    Instant now = clock.instant();
    show(lag, states, s -> Duration.between(s.watermark(), now).toMillis() / 1000.0);
    show(age, states, s -> s.secondsSinceDone().orElse(Double.NaN));
    show(pages, states, s -> s.progress().pages());
    show(seen, states, s -> s.progress().seen());
    show(changed, states, s -> s.progress().changed());
    show(failures, states, State::failures);
  }

  private static void show(MultiGauge gauge, List<State> states, ToDoubleFunction<State> value) {
    gauge.register(
        states.stream()
            .<MultiGauge.Row<?>>map(state ->
                MultiGauge.Row.of(
                    Tags.of("connection", state.connection().value()),
                    () -> value.applyAsDouble(state)))
            .toList(),
        true);
  }
}
