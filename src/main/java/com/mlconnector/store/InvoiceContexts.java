package com.mlconnector.store;

import com.mlconnector.domain.AcceptedAddress;
import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.Decisions;
import com.mlconnector.store.ClientProfiles.Profile;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;

/** What we know of an invoice and its client beside what FreshBooks says: in one statement. */
public final class InvoiceContexts {

  /**
   * @param accepted newest first: what was accepted last counts
   * @param firstFlagged whether the invoice carried a flag when it was first seen; empty if this is
   *     the first time
   */
  public record InvoiceContext(
      Optional<Profile> profile,
      Decisions decisions,
      List<AcceptedAddress> accepted,
      Optional<Boolean> firstFlagged) {}

  private final ClientProfiles profiles;
  private final OperatorDecisions decisions;
  private final AcceptedAddresses accepted;

  public InvoiceContexts(
      ClientProfiles profiles, OperatorDecisions decisions, AcceptedAddresses accepted) {
    this.profiles = profiles;
    this.decisions = decisions;
    this.accepted = accepted;
  }

  public InvoiceContext of(Tx tx, ConnectionId connection, long invoice, long client) {
    return tx.one(
            """
            select p.sealed_ups_account, p.sealed_address, p.settings, d.sealed_decisions,
                   a.typed, a.used, i.first_flagged
            from (select $1::text as connection_id) c
            left join client_profile p
              on p.connection_id = c.connection_id and p.client_id = $3
            left join decision d on d.connection_id = c.connection_id and d.invoice_id = $2
            left join invoice i on i.connection_id = c.connection_id and i.invoice_id = $2
            cross join lateral (
              select array_agg(sealed_typed order by id desc) as typed,
                     array_agg(sealed_used order by id desc) as used
              from (select * from accepted_address
                    where connection_id = $1 and client_id = $3
                    order by id desc limit $4) newest) a
            """,
            Tuple.of(connection.value(), invoice, client, AcceptedAddresses.MOST),
            row -> context(connection, row))
        .orElseThrow();
  }

  private InvoiceContext context(ConnectionId connection, Row row) {
    return new InvoiceContext(
        row.getValue("settings") == null
            ? Optional.empty()
            : Optional.of(profiles.profile(connection, row)),
        decisions.decisions(connection, row.getBuffer("sealed_decisions")),
        accepted.addresses(
            connection, row.getArrayOfBuffers("typed"), row.getArrayOfBuffers("used")),
        Optional.ofNullable(row.getBoolean("first_flagged")));
  }
}
