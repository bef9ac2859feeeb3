package com.mlconnector.keys;

import com.mlconnector.bus.Hints;
import com.mlconnector.domain.ConnectionId;
import com.mlconnector.http.Caller;
import com.mlconnector.http.Contract;
import com.mlconnector.http.Problem;
import com.mlconnector.store.Work;
import com.mlconnector.vault.KeyId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The management API of keys. Runs on virtual threads. */
public final class KeyRoutes {
  private final KeyDesk desk;
  private final Hints hints;

  public KeyRoutes(KeyDesk desk, Hints hints) {
    this.desk = desk;
    this.hints = hints;
  }

  public void mount(Contract contract) {
    contract.on("listKeys", this::list);
    contract.on("rotateAllKeys", this::rotateAll);
    contract.on("showKeys", ctx -> with(ctx, this::show));
    contract.on("rotateKeys", ctx -> with(ctx, this::rotate));
    contract.on("removeKey", ctx -> with(ctx, this::remove));
  }

  private interface Handler {
    void handle(RoutingContext ctx, KeyReport.Connection keys);
  }

  private void with(RoutingContext ctx, Handler handler) {
    String name = ctx.pathParam("connection");
    Optional<KeyReport.Connection> found =
        ConnectionId.isValid(name) ? desk.report(new ConnectionId(name)) : Optional.empty();
    found.ifPresentOrElse(
        keys -> handler.handle(ctx, keys),
        () ->
            Problem.of(
                    404,
                    "No data key",
                    "There is no connection '" + name + "', or its data key was destroyed.")
                .send(ctx));
  }

  private void list(RoutingContext ctx) {
    KeyReport report = desk.report();
    JsonArray masters = new JsonArray();
    report.masters().forEach(master -> masters.add(view(master)));
    JsonArray connections = new JsonArray();
    report.connections().forEach(keys -> connections.add(view(keys)));
    ctx.json(new JsonObject().put("masterKeys", masters).put("connections", connections))
        .onFailure(gone -> {});
  }

  private static JsonObject view(KeyReport.Master master) {
    return new JsonObject()
        .put("id", master.id().hex())
        .put("primary", master.primary())
        .put("dataKeys", master.dataKeys())
        .put("values", master.values());
  }

  private static JsonObject view(KeyReport.Connection of) {
    JsonArray keys = new JsonArray();
    of.keys()
        .forEach(key ->
            keys.add(
                new JsonObject()
                    .put("id", key.id().hex())
                    .put("use", key.use().key())
                    .put("values", key.values())));
    return new JsonObject()
        .put("connection", of.standing().connection().value())
        .put("masterKey", of.standing().master().hex())
        .put("createdAt", of.standing().createdAt().toString())
        .put("keys", keys)
        .put(
            "rotation",
            new JsonObject()
                .put("state", of.state())
                .put("done", of.done())
                .put("left", of.left())
                .put("doneAt", of.standing().resealedAt().map(Instant::toString).orElse(null)));
  }

  private void show(RoutingContext ctx, KeyReport.Connection keys) {
    ctx.json(view(keys)).onFailure(gone -> {});
  }

  private void rotateAll(RoutingContext ctx) {
    List<ConnectionId> rotating = desk.rotateAll(Caller.of(ctx).name());
    JsonArray names = new JsonArray();
    rotating.forEach(connection -> {
      hints.workDue(connection, Work.Kind.RESEAL.key());
      names.add(connection.value());
    });
    ctx.response().setStatusCode(202);
    ctx.json(new JsonObject().put("connections", names)).onFailure(gone -> {});
  }

  private void rotate(RoutingContext ctx, KeyReport.Connection keys) {
    ConnectionId connection = keys.standing().connection();
    if (desk.rotate(connection, Caller.of(ctx).name()).isEmpty()) {
      Problem.of(
              409,
              "Rotation under way",
              "A rotation goes on already, with "
                  + keys.left()
                  + " values left; wait for its end and begin another one then.")
          .send(ctx);
      return;
    }
    hints.workDue(connection, Work.Kind.RESEAL.key());
    ctx.response().setStatusCode(202);
    ctx.json(view(desk.report(connection).orElse(keys))).onFailure(gone -> {});
  }

  private void remove(RoutingContext ctx, KeyReport.Connection keys) {
    ConnectionId connection = keys.standing().connection();
    String id = ctx.pathParam("key");
    switch (desk.remove(connection, new KeyId(id), Caller.of(ctx).name())) {
      case KeyDesk.Removal.Removed removed -> {
        hints.connectionChanged(connection);
        ctx.response().setStatusCode(204).end().onFailure(gone -> {});
      }
      case KeyDesk.Removal.Unknown unknown ->
          Problem.of(404, "Unknown key", "The connection has no data key '" + id + "'.").send(ctx);
      case KeyDesk.Removal.StillNeeded(String sentence) ->
          Problem.of(409, "Key still needed", sentence).send(ctx);
    }
  }
}
