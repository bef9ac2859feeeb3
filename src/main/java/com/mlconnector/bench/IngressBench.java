package com.mlconnector.bench;

import com.mlconnector.process.JavaProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** The whole measurement, in the order in which it happens. */
final class IngressBench {

  /**
   * @param rounds measured rounds of each kind, after one to warm up
   * @param deliveries and {@code seconds}: a round ends with whichever comes first
   * @param connections deliveries in flight
   * @param invoices that the first scenario's deliveries are about; the second has one
   * @param starts of a gateway, timed
   */
  record Settings(
      int rounds, int deliveries, int seconds, int connections, int invoices, int starts) {
    Settings {
      if (Math.min(rounds, Math.min(deliveries, seconds)) < 1
          || Math.min(connections, Math.min(invoices, starts)) < 1) {
        throw new IllegalStateException("every option must be at least 1");
      }
    }
  }

  private static final int ALONE_AT_MOST = 500;

  /** Rounds' worth of time, until the compilers are done with what is hot. */
  private static final int WARM_UP = 3;

  private final Settings settings;
  private final Consumer<String> progress;
  private long nextNumber = 1;

  IngressBench(Settings settings, Consumer<String> progress) {
    this.settings = settings;
    this.progress = progress;
  }

  /** The processes that take part in a round. */
  private record Cast(
      Stage stage,
      Sender sender,
      LoadProcess load,
      JournalTable journal,
      JavaProcess gateway,
      JavaProcess answering) {}

  IngressReport run() throws IOException, SQLException, TimeoutException, InterruptedException {
    Machine.Load before = Machine.load();
    progress.accept("Postgres and the vendors' stand-ins are started");
    try (Stage stage = Stage.open();
        JournalTable journal = new JournalTable(stage.postgres());
        LoadProcess load = LoadProcess.start(stage.folder())) {
      Stage.Started first = stage.gateway();
      progress.accept("The first gateway is ready, migrations included: " + first.millis() + " ms");
      Sender sender = Sender.connect(stage);
      stage.stop(first);
      List<Long> starts = starts(stage);
      JavaProcess gateway = stage.ingressOnly().process();
      Cast cast = new Cast(stage, sender, load, journal, gateway, stage.answering().process());
      long memoryBefore = gateway.residentMegabytes();
      Scenario many = scenario(cast, settings.invoices() + " invoices", settings.invoices());
      Scenario one = scenario(cast, "one invoice", 1);
      long memoryAfter = gateway.residentMegabytes();
      double rate = Scenario.spread(many.durable(), it -> it.load().acksPerSecond()).median();
      IngressReport.Calm calm = calm(cast, (int) Math.max(1, rate / 2));
      return new IngressReport(
          Machine.describe(journal),
          before,
          settings,
          List.of(many, one),
          calm,
          Spread.of(starts),
          memoryBefore,
          memoryAfter);
    }
  }

  private List<Long> starts(Stage stage) throws IOException, InterruptedException {
    List<Long> starts = new ArrayList<>();
    for (int i = 0; i < settings.starts(); i++) {
      Stage.Started started = stage.gateway();
      starts.add(started.millis());
      stage.stop(started);
    }
    progress.accept("Start to ready: " + starts + " ms");
    return starts;
  }

  private Scenario scenario(Cast cast, String name, int invoices)
      throws IOException, SQLException, InterruptedException {
    Ledger ledger = new Ledger();
    JournalTable.Mark begin = cast.journal().mark();
    long statements = statements(cast);
    List<Round> durable = new ArrayList<>();
    List<Round> answering = new ArrayList<>();
    for (int round = 0; round <= settings.rounds(); round++) {
      boolean warmUp = round == 0;
      int seconds = warmUp ? WARM_UP * settings.seconds() : settings.seconds();
      Round stored = round(cast, true, flatOut(cast, true, invoices, seconds), ledger);
      Round answered = round(cast, false, flatOut(cast, false, invoices, seconds), ledger);
      if (!warmUp) {
        durable.add(stored);
        answering.add(answered);
      }
      progress.accept(
          "%s, %s: %,.0f durable acks/s, %,.0f without a journal"
              .formatted(
                  name,
                  warmUp ? "warm-up" : "round " + round,
                  stored.load().acksPerSecond(),
                  answered.load().acksPerSecond()));
    }
    Ledger.Comparison comparison = ledger.compare(cast.journal().rowsSince(begin));
    JournalTable.Mark end = cast.journal().mark();
    double stored = Math.max(1, comparison.stored());
    return new Scenario(
        name,
        durable,
        answering,
        stored / Math.max(1, cast.journal().commitsSince(begin)),
        (statements(cast) - statements) / stored,
        (end.walBytes() - begin.walBytes()) / stored,
        comparison,
        end.auditRows() - begin.auditRows(),
        end.reasons() - begin.reasons());
  }

  /** How long one delivery takes when the gateway is not busy, and when it is half busy. */
  private IngressReport.Calm calm(Cast cast, int perSecond)
      throws IOException, SQLException, InterruptedException {
    Ledger ledger = new Ledger();
    JournalTable.Mark begin = cast.journal().mark();
    int alone = Math.min(ALONE_AT_MOST, settings.deliveries());
    LoadPlan oneByOne = plan(cast, true, settings.invoices(), alone, settings.seconds(), 1, 0);
    Round single = round(cast, true, oneByOne, ledger);
    int paced = Math.min(settings.deliveries(), perSecond * settings.seconds());
    LoadPlan half =
        plan(
            cast,
            true,
            settings.invoices(),
            paced,
            settings.seconds(),
            settings.connections(),
            perSecond);
    Round halfBusy = round(cast, true, half, ledger);
    return new IngressReport.Calm(
        single, perSecond, halfBusy, ledger.compare(cast.journal().rowsSince(begin)));
  }

  private LoadPlan flatOut(Cast cast, boolean durable, int invoices, int seconds) {
    return plan(cast, durable, invoices, settings.deliveries(), seconds, settings.connections(), 0);
  }

  private LoadPlan plan(
      Cast cast,
      boolean durable,
      int invoices,
      int deliveries,
      int seconds,
      int connections,
      int perSecond) {
    long first = nextNumber;
    nextNumber += deliveries;
    Path ledger = cast.stage().folder().resolve("ledger-" + first + ".txt");
    return new LoadPlan(
        durable ? cast.stage().port() : cast.stage().answeringPort(),
        cast.sender().path(),
        cast.sender().account(),
        cast.sender().verifier(),
        invoices,
        first,
        deliveries,
        seconds,
        connections,
        perSecond,
        ledger.toString());
  }

  private static Round round(Cast cast, boolean durable, LoadPlan plan, Ledger ledger)
      throws IOException, InterruptedException {
    JavaProcess server = durable ? cast.gateway() : cast.answering();
    Duration before = server.cpu();
    LoadResult result = cast.load().run(plan);
    if (result.acked() == 0) {
      throw new IllegalStateException(
          "Of %s, none was acknowledged and %d were refused:\n%s"
              .formatted(plan, result.refused(), server.lastWords()));
    }
    if (durable) {
      ledger.add(Ledger.read(Path.of(plan.ledger())));
    }
    return new Round(result, server.cpu().minus(before).toNanos() / 1e3 / result.acked());
  }

  private static long statements(Cast cast) throws IOException, InterruptedException {
    return cast.stage()
        .web()
        .get(cast.stage().management() + "/metrics")
        .lines()
        .filter(line -> line.startsWith("vertx_sql_processing_time_seconds_count"))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
