package com.mlconnector.connections;

import com.mlconnector.audit.AuditEntry.Action;
import com.mlconnector.audit.AuditTrail;
import com.mlconnector.domain.Item;
import com.mlconnector.domain.Weight;
import com.mlconnector.http.Said;
import com.mlconnector.store.ClientProfiles;
import com.mlconnector.store.ClientProfiles.OfClient;
import com.mlconnector.store.Connections;
import com.mlconnector.store.Connections.Connection;
import com.mlconnector.store.Database;
import com.mlconnector.store.Items;
import com.mlconnector.store.Tx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that was entered by hand about a connection, as one document that can be imported again; or
 * its clients alone, for a spreadsheet. App secrets and tokens are in neither.
 */
public final class ProfileExport {
  private final Database database;
  private final Connections connections;
  private final ClientProfiles profiles;
  private final Items items;
  private final AuditTrail audit;

  ProfileExport(
      Database database,
      Connections connections,
      ClientProfiles profiles,
      Items items,
      AuditTrail audit) {
    this.database = database;
    this.connections = connections;
    this.profiles = profiles;
    this.items = items;
    this.audit = audit;
  }

  /**
   * @param inClear who wants the secrets as they are, and why; masked if nobody does
   */
  public JsonObject document(Connection connection, Optional<Said> inClear) {
    return database.transact(tx -> {
      Secrets secrets = shown(tx, connection, inClear);
      JsonArray clients = new JsonArray();
      all(tx, connection)
          .forEach(it ->
              clients.add(ProfileJson.write(it.client(), it.profile(), unit(connection), secrets)));
      JsonArray goods = new JsonArray();
      items.all(tx, connection.id()).forEach(item -> goods.add(item(item)));
      return new JsonObject()
          .put("upsAccount", secrets.show(connection.upsAccount()))
          .put("goLive", connection.goLive().map(Object::toString).orElse(null))
          .put("settings", connections.settingsToChange(tx, connection.id()))
          .put("clients", clients)
          .put("items", goods);
    });
  }

  /** As {@link #document}, of the clients alone. */
  public String clientsCsv(Connection connection, Optional<Said> inClear) {
    return database.transact(tx -> {
      Secrets secrets = shown(tx, connection, inClear);
      return ClientsCsv.write(all(tx, connection), unit(connection), secrets);
    });
  }

  private List<OfClient> all(Tx tx, Connection connection) {
    return profiles.list(tx, connection.id(), 0, Integer.MAX_VALUE);
  }

  private static Weight.Unit unit(Connection connection) {
    return connection.settings().flags().weights().unit();
  }

  private Secrets shown(Tx tx, Connection connection, Optional<Said> inClear) {
    inClear.ifPresent(said ->
        audit.add(
            tx,
            connection.id(),
            Action.SECRET_REVEALED,
            Map.of("by", said.by(), "reason", said.reason(), "secret", "all, by export")));
    return inClear.isPresent() ? Secrets.CLEAR : Secrets.MASKED;
  }

  private static JsonObject item(Item item) {
    return new JsonObject()
        .put("name", item.name())
        .put("sku", item.sku())
        .put("weight", item.weight().amount().toPlainString())
        .put("unit", item.weight().unit().symbol());
  }
}
