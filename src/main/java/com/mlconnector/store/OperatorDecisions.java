package com.mlconnector.store;

import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.Decisions;
import com.mlconnector.domain.Secret;
import com.mlconnector.vault.Vault;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What operators have decided about each invoice: sealed, because it may hold an address. */
public final class OperatorDecisions {
  static final String DECISIONS = "decisions";

  private final Seals seals;

  public OperatorDecisions(Vault vault) {
    this.seals = new Seals(vault);
  }

  public Decisions find(Tx tx, ConnectionId connection, long invoice) {
    return tx.one(
            "select sealed_decisions from decision where connection_id = $1 and invoice_id = $2",
            Tuple.of(connection.value(), invoice),
            row -> decisions(connection, row.getBuffer("sealed_decisions")))
        .orElse(Decisions.NONE);
  }

  Decisions decisions(ConnectionId connection, @Nullable Buffer sealed) {
    return seals
        .openOptional(connection, DECISIONS, sealed)
        .map(json -> DecisionJson.read(new JsonObject(json.reveal())))
        .orElse(Decisions.NONE);
  }

  /** One after the other, whoever decides: the row is locked before it is read. */
  public void change(
      Tx tx, ConnectionId connection, long invoice, UnaryOperator<Decisions> change) {
    tx.run(
        """
        insert into decision (connection_id, invoice_id, sealed_decisions) values ($1, $2, $3)
        on conflict do nothing
        """,
        Tuple.of(connection.value(), invoice, seal(connection, Decisions.NONE)));
    tx.one(
        "select 1 from decision where connection_id = $1 and invoice_id = $2 for update",
        Tuple.of(connection.value(), invoice),
        row -> true);
    Decisions decisions = change.apply(find(tx, connection, invoice));
    tx.run(
        """
        update decision set sealed_decisions = $3, decided_at = now()
        where connection_id = $1 and invoice_id = $2
        """,
        Tuple.of(connection.value(), invoice, seal(connection, decisions)));
  }

  private Buffer seal(ConnectionId connection, Decisions decisions) {
    return seals.seal(connection, DECISIONS, new Secret(DecisionJson.write(decisions).encode()));
  }
}
