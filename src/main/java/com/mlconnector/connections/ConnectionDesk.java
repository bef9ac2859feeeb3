package com.mlconnector.connections;

import com.mlconnector.audit.AuditEntry.Action;
import com.mlconnector.audit.AuditTrail;
import com.mlconnector.bus.Hints;
import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.Lane;
import com.mlconnector.domain.ReasonCode;
import com.mlconnector.domain.Secret;
import com.mlconnector.domain.TokenSubject;
import com.mlconnector.domain.Vendor;
import com.mlconnector.http.Problem;
import com.mlconnector.http.Said;
import com.mlconnector.store.Connections;
import com.mlconnector.store.Connections.Connection;
import com.mlconnector.store.Connections.State;
import com.mlconnector.store.Database;
import com.mlconnector.store.Shipments;
import com.mlconnector.store.TokenRows;
import com.mlconnector.store.Tx;
import com.mlconnector.store.VendorGates;
import com.mlconnector.store.Work;
import com.mlconnector.tokens.TokenMemory;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** A connection's credentials and accounts: changed, and what follows from that; and shown. */
public final class ConnectionDesk {
  private static final String FRESHBOOKS_APP = "freshbooks.clientId";
  private static final String FRESHBOOKS_SECRET = "freshbooks.clientSecret";
  private static final String FRESHBOOKS_ACCOUNT = "freshbooks.account";
  private static final String UPS_APP = "ups.clientId";
  private static final String UPS_SECRET = "ups.clientSecret";
  private static final String UPS_ACCOUNT = "ups.account";

  /** What can be changed, by the name that errors and the audit trail use. */
  private static final Map<String, Function<Connection, Object>> FIELDS =
      Map.of(
          FRESHBOOKS_APP,
          it -> it.freshBooksApp().clientId(),
          FRESHBOOKS_SECRET,
          it -> it.freshBooksApp().secret(),
          FRESHBOOKS_ACCOUNT,
          Connection::account,
          UPS_APP,
          it -> it.upsApp().clientId(),
          UPS_SECRET,
          it -> it.upsApp().secret(),
          UPS_ACCOUNT,
          Connection::upsAccount,
          "pushKey",
          Connection::pushKey,
          "goLive",
          Connection::goLive);

  private final Database database;
  private final Connections connections;
  private final Shipments shipments;
  private final TokenRows tokenRows;
  private final TokenMemory tokens;
  private final VendorGates gates;
  private final Work work;
  private final AuditTrail audit;
  private final Hints hints;

  ConnectionDesk(
      Database database,
      Connections connections,
      Shipments shipments,
      TokenRows tokenRows,
      TokenMemory tokens,
      VendorGates gates,
      Work work,
      AuditTrail audit,
      Hints hints) {
    this.database = database;
    this.connections = connections;
    this.shipments = shipments;
    this.tokenRows = tokenRows;
    this.tokens = tokens;
    this.gates = gates;
    this.work = work;
    this.audit = audit;
    this.hints = hints;
  }

  public List<Connection> all() {
    return database.transact(connections::all);
  }

  public Optional<Connection> find(String id) {
    return ConnectionId.isValid(id)
        ? database.transact(tx -> connections.find(tx, new ConnectionId(id)))
        : Optional.empty();
  }

  /** Why not, if not. */
  Optional<Problem> change(ConnectionId id, ConnectionChange change, String by) {
    Optional<Problem> problem =
        database.transact(tx -> {
          Connection from = connections.lock(tx, id).orElseThrow();
          Connection to = change.of(from);
          Optional<Problem> wrong = change.meanwhile(from).or(() -> objection(tx, from, to));
          if (wrong.isEmpty()) {
            save(tx, from, to, by);
          }
          return wrong;
        });
    if (problem.isEmpty()) {
      saved(id);
    }
    return problem;
  }

  /** What speaks against this change just now. */
  Optional<Problem> objection(Tx tx, Connection from, Connection to) {
    List<String> fields = differences(from, to);
    if (fields.contains(FRESHBOOKS_ACCOUNT) && from.state() != State.AWAITING_CONSENT) {
      return Optional.of(
          Problem.of(
              409,
              "Another business",
              "'freshbooks.account' stays as it is once consent was given. Open a connection of its"
                  + " own for the other business."));
    }
    // Under another account UPS would not find what was bought, and it would be bought again.
    String holder = TokenSubject.upsShipper(from.id()).holder();
    return fields.contains(UPS_ACCOUNT)
        ? Unsettled.objection(shipments.unsettled(tx, from.id(), Optional.of(holder)))
        : Optional.empty();
  }

  /**
   * Stores the change of a locked connection, and forgets the tokens that it makes useless. The
   * names of the fields that differ.
   */
  List<String> save(Tx tx, Connection from, Connection to, String by) {
    List<String> fields = differences(from, to);
    if (fields.isEmpty()) {
      return fields;
    }
    connections.change(tx, fields.contains(FRESHBOOKS_APP) ? to.withoutConsent() : to);
    ConnectionId id = from.id();
    if (fields.contains(FRESHBOOKS_APP)) {
      tokenRows.forget(tx, id, Vendor.FRESHBOOKS);
    }
    if (fields.contains(UPS_APP) || fields.contains(UPS_SECRET)) {
      tokenRows.forget(tx, id, Vendor.UPS);
    }
    if (fields.contains(UPS_ACCOUNT)) {
      tokenRows.forget(tx, TokenSubject.upsShipper(id));
      shipments
          .sendOn(tx, id, Optional.empty(), List.of(ReasonCode.BILLING_REFUSED))
          .forEach(invoice -> work.raise(tx, id, Work.Kind.INVOICE, Long.toString(invoice)));
    }
    // Perhaps a vendor is left alone for just what has been put right.
    for (Vendor vendor : Vendor.values()) {
      if (fields.stream().anyMatch(field -> field.startsWith(vendor.key()))) {
        tokenRows.tryNow(tx, id, vendor);
        gates.tryIn(tx, id, Lane.of(vendor), Duration.ZERO);
        work.hurry(tx, id);
      }
    }
    audit.add(
        tx, id, Action.CONNECTION_CHANGED, Map.of("by", by, "fields", String.join(" ", fields)));
    return fields;
  }

  void changeSettings(ConnectionId id, JsonObject settings, String by) {
    database.transactVoid(
        tx -> saveSettings(tx, id, settings, Map.of("by", by, "settings", "changed")));
    hints.connectionChanged(id);
  }

  /** Validated ones; what waited for others, such as the end of a dry run, is due at once. */
  void saveSettings(Tx tx, ConnectionId id, JsonObject settings, Map<String, String> details) {
    connections.changeSettings(tx, id, settings);
    work.hurry(tx, id);
    audit.add(tx, id, Action.CONNECTION_CHANGED, details);
  }

  /** After the commit. */
  void saved(ConnectionId id) {
    for (Vendor vendor : Vendor.values()) {
      tokens.forget(id, vendor);
    }
    hints.connectionChanged(id);
  }

  private static List<String> differences(Connection one, Connection other) {
    List<String> names = new ArrayList<>();
    FIELDS.forEach((name, field) -> {
      if (!Objects.equals(field.apply(one), field.apply(other))) {
        names.add(name);
      }
    });
    Collections.sort(names);
    return names;
  }

  /** A secret in clear, with who asked and why in the audit trail; never an app's, or a token. */
  Optional<Secret> reveal(Connection connection, String name, Said said) {
    Optional<Secret> secret =
        switch (name) {
          case "ups-account" -> Optional.of(connection.upsAccount());
          case "push-credential" -> Optional.of(connection.pushKey());
          default -> Optional.empty();
        };
    secret.ifPresent(shown ->
        database.transactVoid(tx ->
            audit.add(
                tx,
                connection.id(),
                Action.SECRET_REVEALED,
                Map.of("by", said.by(), "reason", said.reason(), "secret", name))));
    return secret;
  }
}
