package com.mlconnector.connections;

import com.mlconnector.audit.AuditEntry.Action;
import com.mlconnector.audit.AuditTrail;
import com.mlconnector.bus.Hints;
import com.mlconnector.connections.ProfileJson.LeftOut;
import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.ReasonCode;
import com.mlconnector.domain.Secret;
import com.mlconnector.domain.TokenSubject;
import com.mlconnector.domain.Weight;
import com.mlconnector.http.JsonFields;
import com.mlconnector.http.Problem;
import com.mlconnector.http.Said;
import com.mlconnector.store.AcceptedAddresses;
import com.mlconnector.store.AddressJson;
import com.mlconnector.store.ClientProfiles;
import com.mlconnector.store.ClientProfiles.OfClient;
import com.mlconnector.store.ClientProfiles.Profile;
import com.mlconnector.store.Connections.Connection;
import com.mlconnector.store.Database;
import com.mlconnector.store.Shipments;
import com.mlconnector.store.TokenRows;
import com.mlconnector.store.Tx;
import com.mlconnector.store.Work;
import com.mlconnector.tokens.TokenMemory;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is special about clients: read, changed and forgotten, by whoever asks over the API or at
 * the command line.
 */
public final class ClientDesk {
  private final Database database;
  private final ClientProfiles profiles;
  private final AcceptedAddresses accepted;
  private final Shipments shipments;
  private final TokenRows tokenRows;
  private final TokenMemory tokens;
  private final Work work;
  private final AuditTrail audit;
  private final Hints hints;

  ClientDesk(
      Database database,
      ClientProfiles profiles,
      AcceptedAddresses accepted,
      Shipments shipments,
      TokenRows tokenRows,
      TokenMemory tokens,
      Work work,
      AuditTrail audit,
      Hints hints) {
    this.database = database;
    this.profiles = profiles;
    this.accepted = accepted;
    this.shipments = shipments;
    this.tokenRows = tokenRows;
    this.tokens = tokens;
    this.work = work;
    this.audit = audit;
    this.hints = hints;
  }

  public Optional<Profile> find(Connection connection, long client) {
    return database.transact(tx -> profiles.find(tx, connection.id(), client));
  }

  /** Those with a number above {@code after}. */
  public List<OfClient> list(Connection connection, long after, int most) {
    return database.transact(tx -> profiles.list(tx, connection.id(), after, most));
  }

  /** In place of what was stored, as a whole; why not, if not. */
  public Optional<Problem> put(Connection connection, long client, JsonFields body, String by) {
    return store(connection, client, body, LeftOut.NOTHING, by);
  }

  /** What is left out stays as it was. */
  Optional<Problem> patch(Connection connection, long client, JsonFields body, String by) {
    return store(connection, client, body, LeftOut.AS_IT_WAS, by);
  }

  private Optional<Problem> store(
      Connection connection, long client, JsonFields body, LeftOut leftOut, String by) {
    Weight.Unit unit = connection.settings().flags().weights().unit();
    Optional<Problem> problem =
        database.transact(tx -> {
          Optional<Profile> before = profiles.lock(tx, connection.id(), client);
          if (before.isEmpty() && leftOut == LeftOut.AS_IT_WAS) {
            return Optional.of(none(client));
          }
          Profile from = before.orElse(Profile.NONE);
          Profile to = ProfileJson.read(body.only(ProfileJson.MEMBERS), from, leftOut, unit);
          Optional<Problem> wrong =
              body.problem().or(() -> objection(tx, connection.id(), client, from, to));
          if (wrong.isEmpty()) {
            save(tx, connection.id(), client, from, to, by);
          }
          return wrong;
        });
    if (problem.isEmpty()) {
      saved(connection.id(), client);
    }
    return problem;
  }

  public Optional<Problem> remove(Connection connection, long client, String by) {
    Optional<Problem> problem =
        database.transact(tx -> {
          Optional<Profile> before = profiles.lock(tx, connection.id(), client);
          if (before.isEmpty()) {
            return Optional.of(none(client));
          }
          Optional<Problem> wrong =
              objection(tx, connection.id(), client, before.get(), Profile.NONE);
          if (wrong.isEmpty()) {
            save(tx, connection.id(), client, before.get(), Profile.NONE, by);
            profiles.remove(tx, connection.id(), client);
            accepted.removeOfClient(tx, connection.id(), client);
          }
          return wrong;
        });
    if (problem.isEmpty()) {
      saved(connection.id(), client);
    }
    return problem;
  }

  /**
   * UPS is asked for a purchase of unknown outcome by reference and account: under another account
   * it would not be found, and be bought again.
   */
  Optional<Problem> objection(
      Tx tx, ConnectionId connection, long client, Profile from, Profile to) {
    String holder = TokenSubject.upsClient(connection, client).holder();
    return from.upsAccount().equals(to.upsAccount())
        ? Optional.empty()
        : Unsettled.objection(shipments.unsettled(tx, connection, Optional.of(holder)));
  }

  /** Also sends on what perhaps waits for just this. */
  void save(Tx tx, ConnectionId connection, long client, Profile from, Profile to, String by) {
    profiles.put(tx, connection, client, to);
    if (!from.upsAccount().equals(to.upsAccount())) {
      tokenRows.forget(tx, TokenSubject.upsClient(connection, client));
    }
    shipments.sendOn(
        tx,
        connection,
        Optional.of(client),
        List.of(ReasonCode.BILLING_REFUSED, ReasonCode.BILLING_ACCOUNT_MISSING));
    work.raise(tx, connection, Work.Kind.CLIENT, Long.toString(client));
    audit.add(
        tx,
        connection,
        Action.PROFILE_CHANGED,
        Map.of(
            "by",
            by,
            "client",
            Long.toString(client),
            "account",
            to.upsAccount().isPresent() ? "set" : "none",
            "address",
            to.address().isPresent() ? "set" : "none",
            "changed",
            String.join(" ", ProfileJson.differences(from, to))));
  }

  /** After the commit. */
  void saved(ConnectionId connection, long client) {
    tokens.forget(TokenSubject.upsClient(connection, client));
    hints.workDue(connection, Work.Kind.CLIENT.key());
  }

  /** A secret in clear, with who asked and why in the audit trail; empty if there is none. */
  Optional<Object> reveal(Connection connection, long client, String name, Said said) {
    return database.transact(tx -> {
      Optional<Object> secret =
          profiles
              .find(tx, connection.id(), client)
              .flatMap(profile ->
                  switch (name) {
                    case "ups-account" -> profile.upsAccount().map(Secret::reveal);
                    case "address" -> profile.address().map(AddressJson::write);
                    default -> Optional.empty();
                  });
      secret.ifPresent(shown ->
          audit.add(
              tx,
              connection.id(),
              Action.SECRET_REVEALED,
              Map.of(
                  "by", said.by(),
                  "reason", said.reason(),
                  "secret", name,
                  "client", Long.toString(client))));
      return secret;
    });
  }

  static Problem none(long client) {
    return Problem.of(404, "No profile", "Client " + client + " has no profile.");
  }
}
