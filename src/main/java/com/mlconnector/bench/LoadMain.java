package com.mlconnector.bench;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.LongStream;

/**
 * The sender, a process of its own: a plan per line comes in, a result per line goes out. Ends with
 * its input, so it can't outlive who started it.
 */
final class LoadMain {
  private final Vertx vertx = Vertx.vertx();
  private final int loops = Runtime.getRuntime().availableProcessors();

  private LoadMain() {}

  public static void main(String[] args) throws IOException, TimeoutException {
    PrintStream results = System.out;
    // Whatever logs must not get between the results.
    System.setOut(System.err);
    LoadMain load = new LoadMain();
    try (BufferedReader plans =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = plans.readLine(); line != null; line = plans.readLine()) {
        LoadResult result = load.run(LoadPlan.of(new JsonObject(line)));
        results.println(result.toJson().encode());
        results.flush();
      }
    } finally {
      load.vertx.close().await(10, TimeUnit.SECONDS);
    }
  }

  private LoadResult run(LoadPlan plan) throws IOException, TimeoutException {
    int shares = Math.min(loops, plan.connections());
    List<LoadLoop> parts = new ArrayList<>();
    List<String> deployed = new ArrayList<>();
    for (int share = 0; share < shares; share++) {
      LoadLoop part = part(plan, share, shares);
      parts.add(part);
      deployed.add(vertx.deployVerticle(part, new DeploymentOptions()).await(30, TimeUnit.SECONDS));
    }
    Future.all(parts.stream().map(LoadLoop::run).toList())
        .await(plan.seconds() + 30, TimeUnit.SECONDS);
    Future.all(deployed.stream().map(vertx::undeploy).toList()).await(10, TimeUnit.SECONDS);
    Ledger.write(Path.of(plan.ledger()), parts.stream().flatMap(part -> part.lines().stream()));
    return result(parts);
  }

  /** Signs beforehand: only sending is measured. */
  private static LoadLoop part(LoadPlan plan, int share, int shares) {
    List<SignedDelivery> deliveries = new ArrayList<>();
    for (int i = share; i < plan.deliveries(); i += shares) {
      deliveries.add(SignedDelivery.of(plan, plan.firstNumber() + i));
    }
    int connections = (plan.connections() + shares - 1 - share) / shares;
    long between = plan.perSecond() == 0 ? 0 : TimeUnit.SECONDS.toNanos(shares) / plan.perSecond();
    return new LoadLoop(
        deliveries, plan.port(), connections, TimeUnit.SECONDS.toNanos(plan.seconds()), between);
  }

  private static LoadResult result(List<LoadLoop> parts) {
    Percentiles latencies =
        new Percentiles(
            parts.stream().flatMapToLong(part -> LongStream.of(part.latencies())).toArray());
    int acked = parts.stream().mapToInt(part -> part.latencies().length).sum();
    return new LoadResult(
        acked,
        parts.stream().mapToInt(LoadLoop::refused).sum(),
        parts.stream().mapToInt(LoadLoop::unanswered).sum(),
        parts.stream().mapToLong(LoadLoop::nanos).max().orElse(0),
        latencies.at(50),
        latencies.at(99));
  }
}
