package com.mlconnector.connections;

import com.mlconnector.domain.ConnectionId;
import com.mlconnector.freshbooks.ConsentScope;
import com.mlconnector.store.Callbacks;
import com.mlconnector.store.Callbacks.Registered;
import com.mlconnector.store.Connections;
import com.mlconnector.store.Connections.Granted;
import com.mlconnector.store.Database;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a connection's last consent gave, and the webhooks that followed, as the API shows them. */
final class GrantView {
  private final Database database;
  private final Connections connections;
  private final Callbacks callbacks;

  GrantView(Database database, Connections connections, Callbacks callbacks) {
    this.database = database;
    this.connections = connections;
    this.callbacks = callbacks;
  }

  /** Null before consent. */
  @Nullable JsonObject consent(ConnectionId connection) {
    return database
        .transact(tx -> connections.granted(tx, connection))
        .map(GrantView::consent)
        .orElse(null);
  }

  private static JsonObject consent(Granted granted) {
    boolean kept = granted.at().isPresent();
    JsonArray missing = new JsonArray();
    if (kept) {
      ConsentScope.missing(granted.scopes())
          .forEach(scope ->
              missing.add(
                  new JsonObject()
                      .put("scope", scope.key())
                      .put("needed", scope.isNeeded())
                      .put("without", scope.without())));
    }
    return new JsonObject()
        .put("business", granted.business())
        .put("at", granted.at().map(Object::toString).orElse(null))
        .put("scopes", kept ? array(granted.scopes()) : new JsonArray())
        .put("missing", missing);
  }

  private static JsonArray array(String scopes) {
    return new JsonArray(Arrays.asList(scopes.split("\\s+", -1)));
  }

  JsonArray callbacks(ConnectionId connection) {
    List<Registered> registered = database.transact(tx -> callbacks.of(tx, connection));
    JsonArray all = new JsonArray();
    Webhook.all(registered)
        .forEach(webhook ->
            all.add(
                new JsonObject()
                    .put("event", webhook.event())
                    .put("registered", webhook.registered())
                    .put("verified", webhook.verified())));
    return all;
  }
}
