package com.mlconnector.ops;

import com.mlconnector.domain.Vendor;
import com.mlconnector.store.Database;
import com.mlconnector.store.TokenLedger;
import com.mlconnector.store.TokenLedger.Spent;
import com.mlconnector.store.TokenRows;
import com.mlconnector.store.TokenRows.Trouble;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Tokens that can't be had, and what is spent of UPS's daily budget of requests. Read from the
 * database by a timer, as a scrape must cost no query.
 */
public final class TokenMeters {
  private final Database database;
  private final TokenRows rows;
  private final TokenLedger ledger = new TokenLedger();
  private final MultiGauge troubles;
  private final MultiGauge requests;

  /**
   * @param budget of UPS token requests in 24 hours
   */
  public TokenMeters(Database database, TokenRows rows, int budget, MeterRegistry meters) {
    this.database = database;
    this.rows = rows;
    this.troubles =
        MultiGauge.builder("tokens.missing")
            .description("Tokens that can't be had: blocked until a person acts, or paused")
            .register(meters);
    this.requests =
        MultiGauge.builder("tokens.ups.requests")
            .description("Token requests to UPS in the last 24 hours")
            .register(meters);
    Gauge.builder("tokens.ups.budget", () -> budget)
        .description("How many are allowed for each connection")
        .register(meters);
  }

  private record Seen(List<Trouble> troubles, List<Spent> spent) {}

  /** Waits for the database. */
  public void refresh() {
    Seen seen =
        database.transact(tx -> new Seen(rows.troubles(tx), ledger.lastDay(tx, Vendor.UPS)));
    Map<Tags, Long> missing =
        seen.troubles().stream()
            .collect(Collectors.groupingBy(TokenMeters::tags, Collectors.counting()));
    troubles.register(
        missing.entrySet().stream()
            .<MultiGauge.Row<?>>map(count -> MultiGauge.Row.of(count.getKey(), count::getValue))
            .toList(),
        true);
    requests.register(
        seen.spent().stream()
            .<MultiGauge.Row<?>>map(spent ->
                MultiGauge.Row.of(
                    Tags.of("connection", spent.connection().value()), spent::requests))
            .toList(),
        true);
  }

  private static Tags tags(Trouble trouble) {
    return Tags.of(
        "connection",
        trouble.subject().connection().value(),
        "vendor",
        trouble.subject().vendor().key(),
        "state",
        trouble.isBlocked() ? "blocked" : "paused");
  }
}
