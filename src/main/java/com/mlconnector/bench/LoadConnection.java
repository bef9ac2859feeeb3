package com.mlconnector.bench;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.io.EOFException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One kept-alive connection, one request at a time.
 *
 * <p>Reads just as much HTTP as it takes to find the end of an answer: on shared cores, every
 * microsecond of the sender is taken from the gateway.
 */
final class LoadConnection {
  private static final String LENGTH = "content-length: ";

  private final NetSocket socket;
  private Buffer received = Buffer.buffer();
  private @Nullable Promise<Integer> answer;

  LoadConnection(NetSocket socket) {
    this.socket = socket;
    socket.handler(this::receive);
    socket.closeHandler(gone -> {
      Promise<Integer> waiting = answer;
      answer = null;
      if (waiting != null) {
        waiting.fail(new EOFException("closed before the answer"));
      }
    });
  }

  /** The status that was answered. */
  Future<Integer> send(Buffer request) {
    Promise<Integer> promise = Promise.promise();
    answer = promise;
    socket.write(request).onFailure(promise::tryFail);
    return promise.future();
  }

  void close() {
    socket.close().onFailure(gone -> {});
  }

  private void receive(Buffer chunk) {
    received.appendBuffer(chunk);
    String text = received.toString("ISO-8859-1");
    int end = text.indexOf("\r\n\r\n");
    if (end < 0 || text.length() < end + 4 + bodyLength(text.substring(0, end))) {
      return;
    }
    received = Buffer.buffer();
    Promise<Integer> waiting = answer;
    answer = null;
    if (waiting != null) {
      waiting.tryComplete(Integer.parseInt(text.substring(9, 12)));
    }
  }

  private static int bodyLength(String head) {
    String lower = head.toLowerCase(Locale.ROOT);
    int at = lower.indexOf(LENGTH);
    if (at < 0) {
      return 0;
    }
    int end = lower.indexOf('\r', at);
    return Integer.parseInt(
        lower.substring(at + LENGTH.length(), end < 0 ? lower.length() : end).strip());
  }
}
