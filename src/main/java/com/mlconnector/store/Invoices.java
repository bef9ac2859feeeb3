package com.mlconnector.store;

import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.Invoice;
import com.mlconnector.domain.Secret;
import com.mlconnector.vault.Vault;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the last reading of each invoice came to: every invoice is accounted for. */
public final class Invoices {

  /**
   * @param firstFlagged whether it carried a flag when it was first seen
   */
  public record Reading(
      String number,
      long client,
      String version,
      String verdict,
      String reason,
      boolean firstFlagged) {}

  static final String HEARD = "flags-heard";

  private final Seals seals;

  public Invoices(Vault vault) {
    this.seals = new Seals(vault);
  }

  /**
   * @param heard its flags; empty if it has none, which is remembered of the first time it is seen
   */
  public void record(
      Tx tx,
      ConnectionId connection,
      Invoice invoice,
      String verdict,
      String reason,
      Optional<String> heard) {
    tx.change(
        """
        recorded as (
          insert into invoice (connection_id, invoice_id, number, client_id, version, verdict,
                               reason, first_flagged, sealed_heard)
          values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
          on conflict (connection_id, invoice_id) do update
          set number = excluded.number, client_id = excluded.client_id, version = excluded.version,
              verdict = excluded.verdict, reason = excluded.reason,
              sealed_heard = excluded.sealed_heard, read_at = now())
        """,
        Tuple.tuple()
            .addString(connection.value())
            .addLong(invoice.id())
            .addString(invoice.number())
            .addLong(invoice.clientId())
            .addString(invoice.version())
            .addString(verdict)
            .addString(reason)
            .addBoolean(heard.isPresent())
            .addBuffer(seals.sealOptional(connection, HEARD, heard.map(Secret::new))));
  }

  /**
   * Our own write raises a webhook like anybody's. This version is then known, and changes nothing
   * of what the one before came to: unless a shipment is not settled, or an operator has decided
   * something about the invoice.
   *
   * <p>The transaction fails with {@link NoEcho} if it is not the version that our write has made.
   */
  public void seenAsEcho(Tx tx, ConnectionId connection, Invoice invoice) {
    tx.change(
        """
        echo as (
          update invoice set version = $3, read_at = now()
          where connection_id = $1 and invoice_id = $2
            and exists (
              select from write_back
              where connection_id = $1 and invoice_id = $2 and echo_version = $3)
            and not exists (
              select from decision where connection_id = $1 and invoice_id = $2)
            and 'bought' = (
              select state from shipment where connection_id = $1 and invoice_id = $2
              order by generation desc limit 1)
          returning version)
        """,
        Tuple.of(connection.value(), invoice.id(), invoice.version()),
        Tx.OneRow.in("echo", NoEcho::new));
  }

  /** Somebody else's change, or one that matters all the same. */
  public static final class NoEcho extends RuntimeException {
    private static final long serialVersionUID = 1;

    NoEcho() {
      super("Not the version that our own write has made", null, false, false);
    }
  }

  /**
   * An invoice as a list shows it.
   *
   * @param heard its flags; empty if it has none
   */
  public record Listed(Invoice invoice, Optional<String> heard) {}

  /**
   * Remembers invoices that nobody has read yet, without reading them one by one. Those that are
   * known already stay as they are.
   */
  public void remember(
      Tx tx, ConnectionId connection, String verdict, String reason, List<Listed> listed) {
    tx.run(
        """
        insert into invoice (connection_id, invoice_id, number, client_id, version, verdict, reason,
                             first_flagged, sealed_heard)
        select $1, l.id, l.number, l.client, l.version, $2, $3, l.heard is not null, l.heard
        from unnest($4::bigint[], $5::text[], $6::bigint[], $7::text[], $8::bytea[])
          as l (id, number, client, version, heard)
        on conflict do nothing
        """,
        Tuple.tuple()
            .addString(connection.value())
            .addString(verdict)
            .addString(reason)
            .addArrayOfLong(listed.stream().map(one -> one.invoice().id()).toArray(Long[]::new))
            .addArrayOfString(
                listed.stream().map(one -> one.invoice().number()).toArray(String[]::new))
            .addArrayOfLong(
                listed.stream().map(one -> one.invoice().clientId()).toArray(Long[]::new))
            .addArrayOfString(
                listed.stream().map(one -> one.invoice().version()).toArray(String[]::new))
            .addArrayOfBuffer(
                listed.stream()
                    .map(one -> seals.sealOptional(connection, HEARD, one.heard().map(Secret::new)))
                    .toArray(Buffer[]::new)));
  }

  /** The flags as last read; empty if there were none. */
  public String heard(Tx tx, ConnectionId connection, long invoice) {
    return tx.one(
            "select sealed_heard from invoice where connection_id = $1 and invoice_id = $2",
            Tuple.of(connection.value(), invoice),
            row ->
                seals
                    .openOptional(connection, HEARD, row.getBuffer("sealed_heard"))
                    .map(Secret::reveal)
                    .orElse(""))
        .orElse("");
  }

  public Optional<Reading> find(Tx tx, ConnectionId connection, long invoice) {
    return tx.one(
        """
        select number, client_id, version, verdict, reason, first_flagged from invoice
        where connection_id = $1 and invoice_id = $2
        """,
        Tuple.of(connection.value(), invoice),
        row ->
            new Reading(
                row.getString("number"),
                row.getLong("client_id"),
                row.getString("version"),
                row.getString("verdict"),
                row.getString("reason"),
                row.getBoolean("first_flagged")));
  }

  /** The versions last read, by invoice; invoices never read are missing. */
  public Map<Long, String> versions(Tx tx, ConnectionId connection, Collection<Long> invoices) {
    Map<Long, String> found = new HashMap<>();
    tx.all(
        """
        select invoice_id, version from invoice
        where connection_id = $1 and invoice_id = any($2::bigint[])
        """,
        Tuple.tuple().addString(connection.value()).addArrayOfLong(invoices.toArray(Long[]::new)),
        row -> found.put(row.getLong("invoice_id"), row.getString("version")));
    return found;
  }

  /** Invoices whose shipments still wait for something, and that nobody has read for a while. */
  public List<Long> unsettled(Tx tx, ConnectionId connection, Duration unreadFor) {
    return tx.all(
        """
        select distinct i.invoice_id from shipment s
        join invoice i on i.connection_id = s.connection_id and i.invoice_id = s.invoice_id
        where s.connection_id = $1
          and s.state in ('halted', 'held', 'resumed', 'address-to-check', 'ready-to-buy')
          and i.read_at <= now() - $2::bigint * interval '1 millisecond'
        """,
        Tuple.of(connection.value(), unreadFor.toMillis()),
        row -> row.getLong("invoice_id"));
  }

  /** Invoices of a client that may change their mind when the client changes. */
  public List<Long> unsettledOfClient(Tx tx, ConnectionId connection, long client) {
    return tx.all(
        """
        select i.invoice_id from invoice i
        left join shipment s on s.connection_id = i.connection_id and s.invoice_id = i.invoice_id
        where i.connection_id = $1 and i.client_id = $2
          and (s.state in ('halted', 'held', 'resumed', 'address-to-check', 'ready-to-buy')
               or (s.id is null and i.verdict = 'waiting'))
        limit 1000
        """,
        Tuple.of(connection.value(), client),
        row -> row.getLong("invoice_id"));
  }
}
