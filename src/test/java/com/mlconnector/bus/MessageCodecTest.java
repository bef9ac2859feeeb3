package com.mlconnector.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mlconnector.domain.ConnectionId;
import io.vertx.core.buffer.Buffer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MessageCodecTest {
  private final MessageCodec codec = new MessageCodec();

  static Stream<Message> messages() {
    return Stream.of(
        new Message.WorkDue(new ConnectionId("harbor"), "invoice"),
        new Message.WorkDue(new ConnectionId("harbor"), "é 📦"),
        new Message.ConnectionChanged(new ConnectionId("shop-1")));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void a_message_comes_out_as_it_went_in(Message message) {
    Buffer wire = Buffer.buffer("before");
    codec.encodeToWire(wire, message);
    wire.appendString("after");

    assertThat(codec.decodeFromWire(6, wire)).isEqualTo(message);
    assertThat(codec.transform(message)).isSameAs(message);
  }

  @Test
  void every_kind_of_message_is_tested() {
    assertThat(messages().map(Object::getClass).distinct())
        .containsExactlyInAnyOrder(Message.class.getPermittedSubclasses());
  }

  @Test
  void a_message_of_another_version_is_refused() {
    Buffer wire = Buffer.buffer().appendInt(2).appendString("zx");
    assertThatThrownBy(() -> codec.decodeFromWire(0, wire))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("zx");
  }
}
