package com.mlconnector.bus;

import com.mlconnector.domain.ConnectionId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.function.Consumer;

/** The event bus as we use it: fire, forget, and never rely on it. Can be muted as a whole. */
public final class Hints {
  private static final String CODEC = MessageCodec.NAME;
  private static final DeliveryOptions OPTIONS = new DeliveryOptions().setCodecName(CODEC);
  private static final String CONNECTION_CHANGED = "connection.changed";

  private final EventBus bus;
  private final boolean muted;

  /**
   * @param muted true sends nothing: everything is then found by polling, only later
   */
  public Hints(Vertx vertx, boolean muted) {
    this.bus = vertx.eventBus();
    this.muted = muted;
    bus.registerCodec(new MessageCodec());
  }

  /** One node's worker is enough: sent to one consumer. */
  public void workDue(ConnectionId connection, String kind) {
    if (!muted) {
      bus.send(workAddress(kind), new Message.WorkDue(connection, kind), OPTIONS);
    }
  }

  public Future<Void> onWorkDue(String kind, Runnable look) {
    MessageConsumer<Message> consumer = bus.consumer(workAddress(kind), message -> look.run());
    return consumer.completion();
  }

  public void connectionChanged(ConnectionId connection) {
    if (!muted) {
      bus.publish(CONNECTION_CHANGED, new Message.ConnectionChanged(connection), OPTIONS);
    }
  }

  public Future<Void> onConnectionChanged(Consumer<ConnectionId> look) {
    MessageConsumer<Message> consumer =
        bus.consumer(
            CONNECTION_CHANGED,
            message -> {
              switch (message.body()) {
                case Message.ConnectionChanged(ConnectionId connection) -> look.accept(connection);
                case Message.WorkDue other -> throw new IllegalStateException("Astray: " + other);
              }
            });
    return consumer.completion();
  }

  private static String workAddress(String kind) {
    return "work.due." + kind;
  }
}
