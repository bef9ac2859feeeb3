package com.mlconnector.store;

import com.mlconnector.domain.ConnectionId;
import com.mlconnector.vault.KeyId;
import com.mlconnector.vault.SealBroken;
import com.mlconnector.vault.Vault;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * All there is of columns named {@code sealed_*}: what stands in them under which key, and sealing
 * it anew. A test compares the list with the database.
 */
public final class SealedColumns {
  /** Labels have up to some hundred kilobytes. */
  private static final int BATCH = 50;

  private static final String BEFORE_ALL = "(0,0)";

  /**
   * @param field as {@link Seals} knows it
   */
  public record Column(String table, String name, String field) {
    private String connection() {
      return table.equals("connection") ? "id" : "connection_id";
    }

    @Override
    public String toString() {
      return table + "." + name;
    }
  }

  public static final List<Column> ALL =
      List.of(
          new Column("connection", "sealed_freshbooks_secret", Connections.FRESHBOOKS_SECRET),
          new Column("connection", "sealed_ups_secret", Connections.UPS_SECRET),
          new Column("connection", "sealed_ups_account", Connections.UPS_ACCOUNT),
          new Column("connection", "sealed_push_key", Connections.PUSH_KEY),
          new Column("client_profile", "sealed_ups_account", ClientProfiles.UPS_ACCOUNT),
          new Column("client_profile", "sealed_address", ClientProfiles.ADDRESS),
          new Column("consent", "sealed_pkce", Consents.PKCE),
          new Column("consent_return", "sealed_grant", Returns.GRANT),
          new Column("callback", "sealed_verifier", Callbacks.VERIFIER),
          new Column("callback_offer", "sealed_verifier", CallbackOffers.VERIFIER),
          new Column("token", "sealed_access", TokenRows.ACCESS),
          new Column("token", "sealed_refresh", TokenRows.REFRESH),
          new Column("invoice", "sealed_heard", Invoices.HEARD),
          new Column("decision", "sealed_decisions", OperatorDecisions.DECISIONS),
          new Column("accepted_address", "sealed_typed", AcceptedAddresses.TYPED),
          new Column("accepted_address", "sealed_used", AcceptedAddresses.USED),
          new Column("shipment", "sealed_halt", Shipments.HALT),
          new Column("shipment", "sealed_ship_to", Shipments.SHIP_TO),
          new Column("shipment", "sealed_change", Shipments.CHANGE),
          new Column("parcel", "sealed_label", Parcels.LABEL),
          new Column("write_back", "sealed_before", WriteBacks.BEFORE),
          new Column("write_back", "sealed_trouble", WriteBacks.TROUBLE));

  private static final String COUNTS =
      ALL.stream()
          .map(column ->
              """
              select %1$s as connection_id, '%2$s' as field, count(*) as many,
                     encode(substring(%3$s from 2 for 4), 'hex') as key
              from %4$s
              where %3$s is not null and ($1::text is null or %1$s = $1)
              group by 1, 4
              """
                  .formatted(column.connection(), column, column.name, column.table))
          .collect(Collectors.joining("union all\n"));

  /** So many values of a column stand under this key. */
  public record Count(ConnectionId connection, String column, KeyId key, long values) {}

  private final Seals seals;

  public SealedColumns(Vault vault) {
    this.seals = new Seals(vault);
  }

  /** Reads every sealed value there is, or those of one connection. */
  public static List<Count> counts(Tx tx, Optional<ConnectionId> of) {
    return tx.all(
        COUNTS,
        Tuple.of(of.map(ConnectionId::value).orElse(null)),
        row ->
            new Count(
                new ConnectionId(row.getString("connection_id")),
                row.getString("field"),
                new KeyId(row.getString("key")),
                row.getLong("many")));
  }

  /**
   * What came of a batch.
   *
   * @param broken values that do not open, and stay as they are
   * @param last where the next batch goes on; empty if this was the last
   */
  public record Batch(int resealed, int broken, Optional<String> last) {}

  /**
   * Seals a few values anew that do not stand under the connection's primary key. A value that
   * somebody else changes meanwhile is his; so the statements need no transaction around them.
   *
   * @param after the last batch's {@code last}; empty for the first one
   */
  public Batch reseal(
      Tx tx, ConnectionId connection, Column column, KeyId primary, Optional<String> after) {
    List<Row> old =
        tx.all(
            """
            select ctid::text as at, %1$s as sealed from %2$s
            where %3$s = $1 and %1$s is not null
              and substring(%1$s from 2 for 4) <> decode($2, 'hex') and ctid > $3::text::tid
            order by ctid limit $4
            """
                .formatted(column.name, column.table, column.connection()),
            Tuple.of(connection.value(), primary.hex(), after.orElse(BEFORE_ALL), BATCH),
            row -> row);
    List<String> places = new ArrayList<>();
    List<Buffer> before = new ArrayList<>();
    List<Buffer> anew = new ArrayList<>();
    for (Row row : old) {
      Buffer sealed = row.getBuffer("sealed");
      anew(connection, column, sealed)
          .ifPresent(fresh -> {
            places.add(row.getString("at"));
            before.add(sealed);
            anew.add(fresh);
          });
    }
    int resealed =
        tx.run(
            """
            update %2$s t set %1$s = r.anew
            from unnest($1::text[], $2::bytea[], $3::bytea[]) as r(at, before, anew)
            where t.ctid = r.at::tid and t.%1$s = r.before
            """
                .formatted(column.name, column.table),
            Tuple.tuple()
                .addArrayOfString(places.toArray(String[]::new))
                .addArrayOfBuffer(before.toArray(Buffer[]::new))
                .addArrayOfBuffer(anew.toArray(Buffer[]::new)));
    return new Batch(
        resealed,
        old.size() - anew.size(),
        old.size() < BATCH ? Optional.empty() : Optional.of(old.getLast().getString("at")));
  }

  private Optional<Buffer> anew(ConnectionId connection, Column column, Buffer sealed) {
    try {
      byte[] plain = seals.openBytes(connection, column.field, sealed);
      return Optional.of(seals.sealBytes(connection, column.field, plain));
    } catch (SealBroken broken) {
      return Optional.empty();
    }
  }
}
