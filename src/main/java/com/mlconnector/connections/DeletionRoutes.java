package com.mlconnector.connections;

import com.mlconnector.domain.Outcome;
import com.mlconnector.freshbooks.FreshBooksAccount;
import com.mlconnector.freshbooks.FreshBooksClient;
import com.mlconnector.http.Caller;
import com.mlconnector.http.JsonFields;
import com.mlconnector.http.Problem;
import com.mlconnector.store.Callbacks;
import com.mlconnector.store.Callbacks.Registered;
import com.mlconnector.store.Connections.Connection;
import com.mlconnector.store.Database;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;

/** Deleting a connection, for somebody who types its name once more. */
final class DeletionRoutes {
  private final Database database;
  private final Deletion deletion;
  private final Callbacks callbacks;
  private final FreshBooksClient freshBooks;

  DeletionRoutes(
      Database database, Deletion deletion, Callbacks callbacks, FreshBooksClient freshBooks) {
    this.database = database;
    this.deletion = deletion;
    this.callbacks = callbacks;
    this.freshBooks = freshBooks;
  }

  void delete(RoutingContext ctx, Connection connection) {
    JsonFields body = JsonFields.of(ctx).only(List.of("confirm"));
    if (!body.text("confirm", 63).equals(connection.id().value())) {
      body.wrong("'confirm' must be the name of the connection: " + connection.id() + ".");
    }
    Optional<Problem> problem = body.problem().or(() -> deletion.objection(connection.id()));
    if (problem.isPresent()) {
      problem.get().send(ctx);
      return;
    }
    // As long as there is a token for it. What a webhook left behind sends is refused afterwards.
    long left = connection.isActive() ? removeWebhooks(connection) : registered(connection).size();
    deletion
        .delete(connection.id(), Caller.of(ctx).name())
        .ifPresentOrElse(
            objection -> objection.send(ctx),
            () ->
                ctx.json(
                        new JsonObject()
                            .put("deleted", connection.id().value())
                            .put("webhooksLeft", left))
                    .onFailure(gone -> {}));
  }

  private List<Registered> registered(Connection connection) {
    return database.autocommit(tx -> callbacks.of(tx, connection.id()));
  }

  /** How many FreshBooks did not remove. */
  private long removeWebhooks(Connection connection) {
    FreshBooksAccount account = new FreshBooksAccount(connection.id(), connection.account());
    return registered(connection).stream()
        .filter(callback ->
            !(freshBooks.deleteCallback(account, callback.id()).await()
                instanceof Outcome.Done<Long>))
        .count();
  }
}
