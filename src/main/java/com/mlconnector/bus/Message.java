package com.mlconnector.bus;

import com.mlconnector.domain.ConnectionId;

/** Everything that goes over the event bus. */
public sealed interface Message {

  /** Work of this kind is due; {@code kind} is {@code Work.Kind.key()}. */
  record WorkDue(ConnectionId connection, String kind) implements Message {}

  /** Credentials, callbacks, profiles or settings of a connection are others now. */
  record ConnectionChanged(ConnectionId connection) implements Message {}
}
