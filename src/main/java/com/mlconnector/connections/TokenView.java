package com.mlconnector.connections;

import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.Vendor;
import com.mlconnector.store.Database;
import com.mlconnector.store.TokenLedger;
import com.mlconnector.store.TokenRows;
import com.mlconnector.store.TokenRows.Trouble;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;

/** Which tokens of a connection can't be had, and what a person does about it. */
final class TokenView {
  private final Database database;
  private final TokenRows rows;
  private final TokenLedger ledger = new TokenLedger();
  private final int budget;

  /**
   * @param budget of UPS token requests in 24 hours
   */
  TokenView(Database database, TokenRows rows, int budget) {
    this.database = database;
    this.rows = rows;
    this.budget = budget;
  }

  private record Seen(List<Trouble> troubles, long requests) {}

  JsonObject shown(ConnectionId connection) {
    Seen seen =
        database.transact(tx ->
            new Seen(rows.troubles(tx, connection), ledger.lastDay(tx, connection, Vendor.UPS)));
    JsonArray troubles = new JsonArray();
    seen.troubles().forEach(trouble -> troubles.add(shown(trouble)));
    return new JsonObject()
        .put("troubles", troubles)
        .put("upsRequests", seen.requests())
        .put("upsBudget", budget)
        .put("upsBudgetLow", seen.requests() >= TokenLedger.warningAt(budget));
  }

  private static JsonObject shown(Trouble trouble) {
    return new JsonObject()
        .put("vendor", trouble.subject().vendor().key())
        .put("holder", trouble.subject().holder())
        .put("state", trouble.isBlocked() ? "blocked" : "paused")
        .put("why", trouble.why())
        .put("until", trouble.until().map(Instant::toString).orElse(null))
        .put("remedy", remedy(trouble));
  }

  private static String remedy(Trouble trouble) {
    Remedy remedy = new Remedy(trouble.subject().connection(), trouble.subject().vendor());
    if (!trouble.isBlocked()) {
      return remedy.none();
    }
    return trouble.until().isEmpty() ? remedy.newConsent() : remedy.rightSecret();
  }
}
