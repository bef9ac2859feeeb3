package com.mlconnector.verify;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Batch after batch on one ground, whose gateways are kept alive. */
final class Verification {

  /**
   * @param atOnce programs in one batch
   * @param limit no batch begins after it
   */
  record Settings(List<Long> seeds, int nodes, int atOnce, Faults faults, Duration limit) {
    Settings {
      seeds = List.copyOf(seeds);
    }
  }

  private final Settings settings;
  private final InstantSource clock;
  private final Consumer<String> out;

  Verification(Settings settings, InstantSource clock, Consumer<String> out) {
    this.settings = settings;
    this.clock = clock;
    this.out = out;
  }

  Program program(long seed) {
    return ProgramWriter.write(seed, settings.faults, settings.nodes);
  }

  Totals run() {
    long begun = System.nanoTime();
    try (PostgresServer postgres = PostgresServer.start();
        Ground ground = Ground.open(postgres.database("verify"), Crew.QUICK);
        Crew crew = Crew.assemble(ground, settings.nodes, clock)) {
      out.accept(
          "%d nodes, faults: %s; logs in %s"
              .formatted(settings.nodes, settings.faults, ground.folder()));
      Totals totals = run(crew, begun);
      totals.took(Duration.ofNanos(System.nanoTime() - begun));
      return totals;
    }
  }

  private Totals run(Crew crew, long begun) {
    Totals totals = new Totals();
    List<Shop> shops = new ArrayList<>();
    int done = 0;
    while (done < settings.seeds.size() && System.nanoTime() - begun < settings.limit.toNanos()) {
      int end = Math.min(settings.seeds.size(), done + settings.atOnce);
      List<Performance> performances = new ArrayList<>();
      for (long seed : settings.seeds.subList(done, end)) {
        int place = performances.size();
        if (place == shops.size()) {
          shops.add(Shop.open(crew.ground(), "shop" + seed));
        }
        performances.add(crew.perform(program(seed), shops.get(place)));
      }
      new Batch(crew, performances).run();
      performances.forEach(totals::add);
      tell(performances, crew);
      // What is left over in a shop must not trouble the next program.
      shops.removeAll(
          performances.stream().filter(it -> !it.isClean()).map(Performance::shop).toList());
      done = end;
    }
    return totals;
  }

  private void tell(List<Performance> performances, Crew crew) {
    performances.forEach(it -> out.accept(it.line()));
    List<Performance> failed = performances.stream().filter(it -> !it.isClean()).toList();
    if (!failed.isEmpty()) {
      failed.forEach(it -> out.accept("\nseed " + it.program().seed() + "\n" + it.evidence()));
      out.accept(crew.supervisor().lastWords());
      out.accept(
          "Again: ml-connector verify --seed %d --seeds %d --at-once %d --nodes %d --faults %s%n"
              .formatted(
                  performances.getFirst().program().seed(),
                  performances.size(),
                  performances.size(),
                  settings.nodes,
                  settings.faults));
    }
  }
}
