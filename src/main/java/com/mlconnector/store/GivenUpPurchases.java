package com.mlconnector.store;

import com.mlconnector.domain.ConnectionId;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Attempts to buy that UPS knew nothing of, and what became of them. */
public final class GivenUpPurchases {

  public enum Outcome {
    /** Looked for from time to time. */
    WATCHED,
    NEVER_CAME,
    VOIDED,
    /** It came, and a person has to void it. */
    TO_VOID;

    public String key() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Outcome ofKey(String key) {
      return valueOf(key.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
  }

  /**
   * @param looks for it since, with an answer
   * @param upsShipment once it came
   */
  public record GivenUp(
      ConnectionId connection,
      String reference,
      UUID shipment,
      String accountHolder,
      int looks,
      Outcome outcome,
      Optional<String> upsShipment) {}

  /** The attempt under way of a locked shipment. */
  public void add(Tx tx, Shipment shipment) {
    tx.run(
        """
        insert into given_up_purchase (connection_id, reference, shipment_id, account_holder)
        values ($1, $2, $3, $4) on conflict do nothing
        """,
        Tuple.of(
            shipment.connection().value(),
            shipment.reference().orElseThrow(),
            shipment.id(),
            shipment.accountHolder()));
  }

  public Optional<GivenUp> find(Tx tx, ConnectionId connection, String reference) {
    return tx.one(
        "select * from given_up_purchase where connection_id = $1 and reference = $2",
        Tuple.of(connection.value(), reference),
        GivenUpPurchases::givenUp);
  }

  public List<GivenUp> ofShipment(Tx tx, ConnectionId connection, UUID shipment) {
    return tx.all(
        """
        select * from given_up_purchase where connection_id = $1 and shipment_id = $2
        order by given_up_at
        """,
        Tuple.of(connection.value(), shipment),
        GivenUpPurchases::givenUp);
  }

  public void looked(Tx tx, GivenUp purchase) {
    tx.run(
        "update given_up_purchase set looks = looks + 1 where connection_id = $1 and reference ="
            + " $2",
        Tuple.of(purchase.connection().value(), purchase.reference()));
  }

  public void settle(Tx tx, GivenUp purchase, Outcome outcome, Optional<String> upsShipment) {
    tx.run(
        """
        update given_up_purchase
        set outcome = $3, ups_shipment = coalesce($4, ups_shipment), settled_at = now()
        where connection_id = $1 and reference = $2
        """,
        Tuple.of(
            purchase.connection().value(),
            purchase.reference(),
            outcome.key(),
            upsShipment.orElse(null)));
  }

  private static GivenUp givenUp(Row row) {
    return new GivenUp(
        new ConnectionId(row.getString("connection_id")),
        row.getString("reference"),
        row.getUUID("shipment_id"),
        row.getString("account_holder"),
        row.getInteger("looks"),
        Outcome.ofKey(row.getString("outcome")),
        Optional.ofNullable(row.getString("ups_shipment")));
  }
}
