package com.mlconnector.store;

import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.Secret;
import com.mlconnector.vault.Vault;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Optional;

/** Consents begun: who a browser coming back with a {@code state} belongs to. */
public final class Consents {
  static final String PKCE = "pkce-verifier";

  public record Begun(ConnectionId connection, Secret pkceVerifier) {}

  private final Seals seals;

  public Consents(Vault vault) {
    this.seals = new Seals(vault);
  }

  public void begin(
      Tx tx, ConnectionId connection, String state, Secret pkceVerifier, Duration life) {
    tx.run("delete from consent where expires_at < now()", Tuple.tuple());
    tx.run(
        """
        insert into consent (state, connection_id, sealed_pkce, expires_at)
        values ($1, $2, $3, now() + $4::bigint * interval '1 millisecond')
        """,
        Tuple.of(
            state,
            connection.value(),
            seals.seal(connection, PKCE, pkceVerifier),
            life.toMillis()));
  }

  /** Each state serves once. */
  public Optional<Begun> take(Tx tx, String state) {
    return tx.one(
        """
        delete from consent where state = $1 and expires_at > now()
        returning connection_id, sealed_pkce
        """,
        Tuple.of(state),
        row -> {
          ConnectionId connection = new ConnectionId(row.getString("connection_id"));
          return new Begun(connection, seals.open(connection, PKCE, row.getBuffer("sealed_pkce")));
        });
  }
}
