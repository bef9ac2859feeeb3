package com.mlconnector.store;

import com.mlconnector.domain.AcceptedAddress;
import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.Decisions;
import com.mlconnector.domain.Invoice;
import com.mlconnector.domain.ItemWeights;
import com.mlconnector.store.ClientProfiles.Profile;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What we know of an invoice and its client beside what FreshBooks says: in one statement for each
 * of those who ask.
 */
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

  /**
   * @param items what can be about its lines
   * @param ships whether there is a shipment of it
   */
  public record Known(InvoiceContext invoice, ItemWeights items, boolean ships) {}

  public record Shipping(Shipment shipment, InvoiceContext invoice, Shipments.Begun begun) {}

  private static final String COLUMNS =
      """
      p.sealed_ups_account, p.sealed_address, p.settings, d.sealed_decisions, a.typed, a.used,
      i.first_flagged
      """;

  /** To {@code o}, which has the ids of connection, invoice and client. */
  private static final String JOINED =
      """
      left join client_profile p
        on p.connection_id = o.connection_id and p.client_id = o.client_id
      left join decision d on d.connection_id = o.connection_id and d.invoice_id = o.invoice_id
      left join invoice i on i.connection_id = o.connection_id and i.invoice_id = o.invoice_id
      cross join lateral (
        select array_agg(sealed_typed order by id desc) as typed,
               array_agg(sealed_used order by id desc) as used
        from (select * from accepted_address
              where connection_id = o.connection_id and client_id = o.client_id
              order by id desc limit $1) newest) a
      """;

  private final ClientProfiles profiles;
  private final OperatorDecisions decisions;
  private final AcceptedAddresses accepted;
  private final Shipments shipments;

  public InvoiceContexts(
      ClientProfiles profiles,
      OperatorDecisions decisions,
      AcceptedAddresses accepted,
      Shipments shipments) {
    this.profiles = profiles;
    this.decisions = decisions;
    this.accepted = accepted;
    this.shipments = shipments;
  }

  /** For whoever has read the invoice. */
  public Known of(Tx tx, ConnectionId connection, Invoice invoice) {
    Items.Sought sought = Items.Sought.in(invoice.lines());
    return tx.one(
            "select t.items, exists (select from shipment s where s.connection_id = $2"
                + " and s.invoice_id = $3) as ships, "
                + COLUMNS
                + """
                from (select $2::text as connection_id, $3::bigint as invoice_id,
                             $4::bigint as client_id) o
                """
                + JOINED
                + "cross join lateral ("
                + Items.FOUND
                + ") t",
            Tuple.tuple()
                .addInteger(AcceptedAddresses.MOST)
                .addString(connection.value())
                .addLong(invoice.id())
                .addLong(invoice.clientId())
                .addArrayOfString(sought.names().toArray(String[]::new))
                .addArrayOfString(sought.skus().toArray(String[]::new)),
            row ->
                new Known(
                    context(connection, row),
                    Items.found(row.getJsonArray("items")),
                    row.getBoolean("ships")))
        .orElseThrow();
  }

  /** For the next step of a shipment. */
  public Shipping ofShipment(Tx tx, ConnectionId connection, UUID shipment) {
    return tx.one(
            "select o.*, b.in_last_hour, b.of_invoice_today, "
                + COLUMNS
                + " from shipment o "
                + JOINED
                + " cross join lateral ("
                + Shipments.Begun.SQL
                + ") b where o.id = $2 and o.connection_id = $3",
            Tuple.of(AcceptedAddresses.MOST, shipment, connection.value()),
            row ->
                new Shipping(
                    shipments.shipment(row), context(connection, row), Shipments.Begun.of(row)))
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
