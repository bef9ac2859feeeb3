package com.mlconnector.store;

import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.ReasonCode;
import com.mlconnector.domain.Secret;
import com.mlconnector.vault.Vault;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What we last wrote into each invoice, and what kept us from writing. */
public final class WriteBacks {
  private static final String BEFORE = "notes-before";

  /**
   * @param hashes of every block that may be ours: the last one confirmed, and the one under way
   *     when a crash left it open whether it arrived
   */
  public record Last(Set<String> hashes, Optional<Instant> writtenAt, Optional<String> trouble) {
    public static final Last NONE = new Last(Set.of(), Optional.empty(), Optional.empty());
  }

  private final Seals seals;

  public WriteBacks(Vault vault) {
    this.seals = new Seals(vault);
  }

  public Last find(Tx tx, ConnectionId connection, long invoice) {
    return tx.one(
            """
            select block_hash, pending_hash, written_at, trouble from write_back
            where connection_id = $1 and invoice_id = $2
            """,
            Tuple.of(connection.value(), invoice),
            row -> {
              Set<String> hashes = new TreeSet<>();
              Optional.ofNullable(row.getString("block_hash")).ifPresent(hashes::add);
              Optional.ofNullable(row.getString("pending_hash")).ifPresent(hashes::add);
              @Nullable OffsetDateTime written = row.getOffsetDateTime("written_at");
              return new Last(
                  hashes,
                  Optional.ofNullable(written).map(OffsetDateTime::toInstant),
                  Optional.ofNullable(row.getString("trouble")));
            })
        .orElse(Last.NONE);
  }

  /** Committed before the call: the notes as they were, and the block that is about to be there. */
  public void begin(Tx tx, ConnectionId connection, long invoice, String hash, String notesBefore) {
    tx.run(
        """
        insert into write_back (connection_id, invoice_id, pending_hash, sealed_before)
        values ($1, $2, $3, $4)
        on conflict (connection_id, invoice_id) do update
        set pending_hash = excluded.pending_hash, sealed_before = excluded.sealed_before
        """,
        Tuple.of(
            connection.value(),
            invoice,
            hash,
            seals.seal(connection, BEFORE, new Secret(notesBefore))));
  }

  /** The block with this hash stands in the invoice. */
  public void confirm(Tx tx, ConnectionId connection, long invoice, String hash) {
    tx.run(
        """
        insert into write_back (connection_id, invoice_id, block_hash, written_at)
        values ($1, $2, $3, now())
        on conflict (connection_id, invoice_id) do update
        set block_hash = excluded.block_hash, written_at = excluded.written_at,
            pending_hash = null, trouble_code = null, trouble = null
        """,
        Tuple.of(connection.value(), invoice, hash));
  }

  public void trouble(
      Tx tx, ConnectionId connection, long invoice, ReasonCode code, String sentence) {
    tx.run(
        """
        insert into write_back (connection_id, invoice_id, trouble_code, trouble)
        values ($1, $2, $3, $4)
        on conflict (connection_id, invoice_id) do update
        set trouble_code = excluded.trouble_code, trouble = excluded.trouble
        """,
        Tuple.of(connection.value(), invoice, code.name(), sentence));
  }
}
