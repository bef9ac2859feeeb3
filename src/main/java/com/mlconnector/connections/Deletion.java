package com.mlconnector.connections;

import com.mlconnector.audit.AuditEntry.Action;
import com.mlconnector.audit.AuditTrail;
import com.mlconnector.bus.Hints;
import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.Vendor;
import com.mlconnector.http.Problem;
import com.mlconnector.store.Connections;
import com.mlconnector.store.DataKeys;
import com.mlconnector.store.Database;
import com.mlconnector.store.Shipments;
import com.mlconnector.store.Tx;
import com.mlconnector.tokens.TokenMemory;
import java.util.Map;
import java.util.Optional;

/**
 * The end of a connection. Its work, tokens and client profiles are removed, and its data key is
 * destroyed, so that nothing that was sealed for it opens any more. What was shipped, what it cost
 * and the audit trail stay, and so does the name.
 */
public final class Deletion {
  private final Database database;
  private final Connections connections;
  private final DataKeys keys;
  private final Shipments shipments;
  private final TokenMemory tokens;
  private final AuditTrail audit;
  private final Hints hints;

  Deletion(
      Database database,
      Connections connections,
      DataKeys keys,
      Shipments shipments,
      TokenMemory tokens,
      AuditTrail audit,
      Hints hints) {
    this.database = database;
    this.connections = connections;
    this.keys = keys;
    this.shipments = shipments;
    this.tokens = tokens;
    this.audit = audit;
    this.hints = hints;
  }

  /** What speaks against it just now: a purchase that nobody would look after any more. */
  Optional<Problem> objection(ConnectionId id) {
    return database.autocommit(tx -> objection(tx, id));
  }

  private Optional<Problem> objection(Tx tx, ConnectionId id) {
    return Unsettled.objection(shipments.unsettled(tx, id, Optional.empty()));
  }

  /** Why not, if not. */
  public Optional<Problem> delete(ConnectionId id, String by) {
    Optional<Problem> problem =
        database.transact(tx -> {
          // An intent to buy is committed with this row locked: none can come from here on.
          if (connections.lock(tx, id).isEmpty()) {
            return Optional.of(
                Problem.of(404, "Unknown connection", "There is no connection '" + id + "'."));
          }
          Optional<Problem> objection = objection(tx, id);
          if (objection.isEmpty()) {
            end(tx, id, by);
          }
          return objection;
        });
    if (problem.isEmpty()) {
      for (Vendor vendor : Vendor.values()) {
        tokens.forget(id, vendor);
      }
      hints.connectionChanged(id);
    }
    return problem;
  }

  private void end(Tx tx, ConnectionId id, String by) {
    shipments
        .cancelOpen(tx, id)
        .forEach(shipment ->
            audit.add(
                tx,
                id,
                shipment,
                Action.SHIPMENT_CANCELLED,
                Map.of("by", by, "reason", "The connection is deleted.")));
    connections.delete(tx, id);
    if (keys.destroy(tx, id)) {
      audit.add(tx, id, Action.DATA_KEY_DESTROYED, Map.of("by", by));
    }
    audit.add(tx, id, Action.CONNECTION_DELETED, Map.of("by", by));
  }
}
