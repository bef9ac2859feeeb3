package com.mlconnector.connections;

import com.mlconnector.http.Problem;
import com.mlconnector.store.Connections.Connection;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a path speaks of, or a 404 that says which part of it is not there. */
final class Subject {
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");

  private final ConnectionDesk desk;

  Subject(ConnectionDesk desk) {
    this.desk = desk;
  }

  interface Handler {
    void handle(RoutingContext ctx, Connection connection);
  }

  interface ClientHandler {
    void handle(RoutingContext ctx, Connection connection, long client);
  }

  void connection(RoutingContext ctx, Handler handler) {
    String name = ctx.pathParam("connection");
    Optional<Connection> found = desk.find(name);
    if (found.isEmpty()) {
      Problem.of(404, "Unknown connection", "There is no connection '" + name + "'.").send(ctx);
    } else {
      handler.handle(ctx, found.get());
    }
  }

  void client(RoutingContext ctx, ClientHandler handler) {
    connection(
        ctx,
        (same, connection) -> {
          String client = ctx.pathParam("client");
          if (NUMBER.matcher(client).matches()) {
            handler.handle(ctx, connection, Long.parseLong(client));
          } else {
            Problem.of(404, "Unknown client", "'" + client + "' is no FreshBooks client number.")
                .send(ctx);
          }
        });
  }
}
