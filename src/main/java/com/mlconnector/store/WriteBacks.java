package com.mlconnector.store;

import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.ReasonCode;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What we last wrote into each invoice, and what kept us from writing. */
public final class WriteBacks {

  /**
   * @param blockHash of our block as last written: another one in the invoice means that a person edited it
   * @param notesHash of the whole notes after our write: an event that finds just these is our own echo
   */
  public record Last(
      Optional<String> blockHash, Optional<String> notesHash, Optional<String> troubleCode) {}

  public Optional<Last> find(Tx tx, ConnectionId connection, long invoice) {
    return tx.one(
        """
        select block_hash, notes_hash, trouble_code from write_back
        where connection_id = $1 and invoice_id = $2
        """,
        Tuple.of(connection.value(), invoice),
        row ->
            new Last(
                Optional.ofNullable(row.getString("block_hash")),
                Optional.ofNullable(row.getString("notes_hash")),
                Optional.ofNullable(row.getString("trouble_code"))));
  }

  public void written(
      Tx tx, ConnectionId connection, long invoice, String blockHash, @Nullable String notesHash) {
    tx.run(
        """
        insert into write_back (connection_id, invoice_id, block_hash, notes_hash, written_at)
        values ($1, $2, $3, $4, now())
        on conflict (connection_id, invoice_id) do update
        set block_hash = excluded.block_hash, notes_hash = excluded.notes_hash,
            written_at = excluded.written_at, trouble_code = null, trouble = null
        """,
        Tuple.of(connection.value(), invoice, blockHash, notesHash));
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
