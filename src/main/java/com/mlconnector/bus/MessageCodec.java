package com.mlconnector.bus;

import com.mlconnector.domain.ConnectionId;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/**
 * One codec for the whole family: a letter for the type, then its fields. On one node the object
 * itself is passed.
 */
final class MessageCodec implements io.vertx.core.eventbus.MessageCodec<Message, Message> {
  static final String NAME = "message";

  @Override
  public void encodeToWire(Buffer buffer, Message message) {
    String text =
        switch (message) {
          case Message.WorkDue(ConnectionId connection, String kind) ->
              "w" + connection.value() + " " + kind;
          case Message.ConnectionChanged(ConnectionId connection) -> "c" + connection.value();
        };
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    buffer.appendInt(bytes.length).appendBytes(bytes);
  }

  @Override
  public Message decodeFromWire(int position, Buffer buffer) {
    int length = buffer.getInt(position);
    String text = buffer.getString(position + 4, position + 4 + length);
    String field = text.substring(1);
    return switch (text.charAt(0)) {
      case 'w' -> {
        int blank = field.indexOf(' ');
        yield new Message.WorkDue(
            new ConnectionId(field.substring(0, blank)), field.substring(blank + 1));
      }
      case 'c' -> new Message.ConnectionChanged(new ConnectionId(field));
      default -> throw new IllegalArgumentException("Unknown message on the bus: " + text);
    };
  }

  @Override
  public Message transform(Message message) {
    return message;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public byte systemCodecID() {
    return -1;
  }
}
