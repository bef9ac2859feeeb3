package com.mlconnector.poller;

import com.mlconnector.store.Connections;
import com.mlconnector.store.Connections.Connection;
import com.mlconnector.store.Work;
import com.mlconnector.work.WorkResult;
import java.time.Duration;
import java.util.Optional;

/** The connection that a piece of work belongs to, if it may act at all. */
final class ActiveConnection {
  static final WorkResult NOT_ACTIVE =
      WorkResult.tryAgain(Duration.ofMinutes(1), "The connection waits for consent.");

  private final Connections connections;

  ActiveConnection(Connections connections) {
    this.connections = connections;
  }

  Optional<Connection> of(Work.Item item) {
    return Optional.of(connections.of(item)).filter(Connection::isActive);
  }
}
