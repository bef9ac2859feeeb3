package com.mlconnector.store;

import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.Secret;
import com.mlconnector.vault.Vault;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Links to the consent page: who a browser coming back with a {@code state} belongs to. */
public final class Consents {
  static final String PKCE = "pkce-verifier";

  /**
   * @param otherBusiness the connection may go over to another business by this consent
   */
  public record Begun(
      String state, ConnectionId connection, Secret pkceVerifier, boolean otherBusiness) {}

  private final Seals seals;

  public Consents(Vault vault) {
    this.seals = new Seals(vault);
  }

  /** Until when the link is good. */
  public Instant begin(Tx tx, Begun begun, Duration life) {
    tx.run("delete from consent where expires_at < now()", Tuple.tuple());
    return tx.one(
            """
            insert into consent (state, connection_id, sealed_pkce, other_business, expires_at)
            values ($1, $2, $3, $4, now() + $5::bigint * interval '1 millisecond')
            returning expires_at
            """,
            Tuple.of(
                begun.state(),
                begun.connection().value(),
                seals.seal(begun.connection(), PKCE, begun.pkceVerifier()),
                begun.otherBusiness(),
                life.toMillis()),
            row -> row.getOffsetDateTime("expires_at").toInstant())
        .orElseThrow();
  }

  /**
   * Somebody came back with a code. A link that has connected nothing can be opened again, and then
   * brings another code; the same code twice is a page that was loaded again, or a replay.
   */
  public Optional<Begun> comeBack(Tx tx, String state, Buffer codeHash) {
    return tx.one(
        """
        update consent set code_hash = $2
        where state = $1 and expires_at > now() and code_hash is distinct from $2
        returning state, connection_id, sealed_pkce, other_business
        """,
        Tuple.of(state, codeHash),
        row -> {
          ConnectionId connection = new ConnectionId(row.getString("connection_id"));
          return new Begun(
              row.getString("state"),
              connection,
              seals.open(connection, PKCE, row.getBuffer("sealed_pkce")),
              row.getBoolean("other_business"));
        });
  }

  /** A link connects once. False: it has, or its connection is gone. */
  public boolean spend(Tx tx, String state) {
    return tx.run("delete from consent where state = $1", Tuple.of(state)) == 1;
  }
}
