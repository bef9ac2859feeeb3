package com.mlconnector.poller;

import com.mlconnector.store.Connections;
import com.mlconnector.store.Connections.Connection;
import com.mlconnector.store.Database;
import com.mlconnector.store.Work;
import com.mlconnector.work.WorkResult;
import java.time.Duration;
import java.util.Optional;

/** The connection that a piece of work belongs to, if it may act at all. */
final class ActiveConnection {
  static final WorkResult NOT_ACTIVE =
      WorkResult.tryAgain(Duration.ofMinutes(1), "The connection waits for consent.");

  private final Database database;
  private final Connections connections;

  ActiveConnection(Database database, Connections connections) {
    this.database = database;
    this.connections = connections;
  }

  Optional<Connection> find(Work.Item item) {
    return database
        .transact(tx -> connections.find(tx, item.connection()))
        .filter(Connection::isActive);
  }
}
