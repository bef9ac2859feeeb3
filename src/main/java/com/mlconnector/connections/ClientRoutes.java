package com.mlconnector.connections;

import com.mlconnector.http.Caller;
import com.mlconnector.http.Contract;
import com.mlconnector.http.JsonFields;
import com.mlconnector.http.Problem;
import com.mlconnector.store.ClientProfiles.OfClient;
import com.mlconnector.store.ClientProfiles.Profile;
import com.mlconnector.store.Connections.Connection;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** The management API of client profiles. */
final class ClientRoutes {
  private static final int USUAL = 50;
  private static final int MOST = 200;

  private final Subject subject;
  private final ClientDesk desk;

  ClientRoutes(Subject subject, ClientDesk desk) {
    this.subject = subject;
    this.desk = desk;
  }

  void mount(Contract contract) {
    contract.on("listClientProfiles", ctx -> subject.connection(ctx, this::list));
    contract.on("storeClientProfile", ctx -> subject.client(ctx, this::put));
    contract.on("changeClientProfile", ctx -> subject.client(ctx, this::patch));
    contract.on("showClientProfile", ctx -> subject.client(ctx, this::show));
    contract.on("removeClientProfile", ctx -> subject.client(ctx, this::remove));
    contract.on("revealClientSecret", ctx -> subject.client(ctx, this::reveal));
  }

  private void list(RoutingContext ctx, Connection connection) {
    Optional<Integer> limit = number(ctx, "limit", MOST, USUAL).map(Long::intValue);
    Optional<Long> after = number(ctx, "after", Long.MAX_VALUE, 0);
    if (limit.isEmpty() || after.isEmpty()) {
      return;
    }
    List<OfClient> found = desk.list(connection, after.get(), limit.get() + 1);
    List<OfClient> shown = found.subList(0, Math.min(limit.get(), found.size()));
    JsonArray clients = new JsonArray();
    shown.forEach(it -> clients.add(view(connection, it.client(), it.profile())));
    ctx.json(
            new JsonObject()
                .put("clients", clients)
                .put("next", found.size() > shown.size() ? shown.getLast().client() : null))
        .onFailure(gone -> {});
  }

  /** Empty after a refusal. */
  private static Optional<Long> number(
      RoutingContext ctx, String name, long largest, long otherwise) {
    String text = Objects.requireNonNullElse(ctx.request().getParam(name), "");
    if (text.isEmpty()) {
      return Optional.of(otherwise);
    }
    if (text.matches("[1-9][0-9]{0,17}") && Long.parseLong(text) <= largest) {
      return Optional.of(Long.parseLong(text));
    }
    String range = largest == Long.MAX_VALUE ? " above 0." : " from 1 to " + largest + ".";
    Problem.of(400, "Wrong parameter", "'" + name + "' must be a whole number" + range).send(ctx);
    return Optional.empty();
  }

  private void put(RoutingContext ctx, Connection connection, long client) {
    answer(ctx, connection, client, by -> desk.put(connection, client, JsonFields.of(ctx), by));
  }

  private void patch(RoutingContext ctx, Connection connection, long client) {
    answer(ctx, connection, client, by -> desk.patch(connection, client, JsonFields.of(ctx), by));
  }

  private void answer(
      RoutingContext ctx,
      Connection connection,
      long client,
      Function<String, Optional<Problem>> change) {
    change
        .apply(Caller.of(ctx).name())
        .ifPresentOrElse(problem -> problem.send(ctx), () -> show(ctx, connection, client));
  }

  private void show(RoutingContext ctx, Connection connection, long client) {
    desk.find(connection, client)
        .ifPresentOrElse(
            profile -> ctx.json(view(connection, client, profile)).onFailure(gone -> {}),
            () -> ClientDesk.none(client).send(ctx));
  }

  private void remove(RoutingContext ctx, Connection connection, long client) {
    desk.remove(connection, client, Caller.of(ctx).name())
        .ifPresentOrElse(
            problem -> problem.send(ctx),
            () -> ctx.response().setStatusCode(204).end().onFailure(gone -> {}));
  }

  private void reveal(RoutingContext ctx, Connection connection, long client) {
    Reveal.answer(ctx, (name, said) -> desk.reveal(connection, client, name, said));
  }

  private static JsonObject view(Connection connection, long client, Profile profile) {
    return ProfileJson.write(
        client, profile, connection.settings().flags().weights().unit(), Secrets.MASKED);
  }
}
