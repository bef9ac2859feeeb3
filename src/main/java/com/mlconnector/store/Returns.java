package com.mlconnector.store;

import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.Secret;
import com.mlconnector.vault.Vault;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Optional;

/** Browsers that came back from the consent page; only the hash of what they show is kept. */
public final class Returns {
  static final String GRANT = "consent-grant";

  /**
   * @param state of the link that led there, which {@code otherBusiness} belongs to as well
   * @param grant what was granted, until a business is chosen for it
   */
  public record Return(
      ConnectionId connection, String state, boolean otherBusiness, Optional<Secret> grant) {}

  private final Seals seals;

  public Returns(Vault vault) {
    this.seals = new Seals(vault);
  }

  public void keep(Tx tx, Buffer hash, Return back, Duration life) {
    tx.run("delete from consent_return where expires_at < now()", Tuple.tuple());
    tx.run(
        """
        insert into consent_return
          (hash, connection_id, state, other_business, sealed_grant, expires_at)
        values ($1, $2, $3, $4, $5, now() + $6::bigint * interval '1 millisecond')
        """,
        Tuple.of(
            hash,
            back.connection().value(),
            back.state(),
            back.otherBusiness(),
            seals.sealOptional(back.connection(), GRANT, back.grant()),
            life.toMillis()));
  }

  public Optional<Return> find(Tx tx, Buffer hash) {
    return tx.one(
        """
        select connection_id, state, other_business, sealed_grant from consent_return
        where hash = $1 and expires_at > now()
        """,
        Tuple.of(hash),
        row -> {
          ConnectionId connection = new ConnectionId(row.getString("connection_id"));
          return new Return(
              connection,
              row.getString("state"),
              row.getBoolean("other_business"),
              seals.openOptional(connection, GRANT, row.getBuffer("sealed_grant")));
        });
  }

  /** The choice is made: what was granted is no longer kept here. */
  public void settle(Tx tx, Buffer hash) {
    tx.run("update consent_return set sealed_grant = null where hash = $1", Tuple.of(hash));
  }
}
