package com.mlconnector.verify;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** One client's connection to Postgres: a thread for either direction. */
final class WireLink {
  private static final int SSL_REQUEST = 80_877_103;
  private static final int GSS_REQUEST = 80_877_104;

  /** What a frame's own length counts beside its body. */
  private static final int LENGTH_BYTES = 4;

  private final Socket client;
  private final Socket server;
  private final Weather weather;
  private final Conversation conversation;
  private final Consumer<WireLink> onEnd;
  private volatile boolean open = true;

  WireLink(
      Socket client,
      Socket server,
      Weather weather,
      Predicate<Statement> toLose,
      Consumer<WireLink> onEnd) {
    this.client = client;
    this.server = server;
    this.weather = weather;
    this.conversation = new Conversation(toLose);
    this.onEnd = onEnd;
  }

  void start() {
    Thread.ofVirtual().name("wire-to-postgres").start(() -> run(this::requests));
    Thread.ofVirtual().name("wire-from-postgres").start(() -> run(this::answers));
  }

  void reset() {
    open = false;
    Sockets.reset(client);
    Sockets.close(server);
    onEnd.accept(this);
  }

  private interface Direction {
    void pump() throws IOException;
  }

  private void run(Direction direction) {
    try {
      direction.pump();
    } catch (IOException ended) {
      // As every connection does; the other side is told by the same way.
    } finally {
      open = false;
      Sockets.close(client);
      Sockets.close(server);
      onEnd.accept(this);
    }
  }

  private void requests() throws IOException {
    client.setTcpNoDelay(true);
    server.setTcpNoDelay(true);
    DataInputStream in = in(client);
    DataOutputStream out = out(server);
    begin(in, out);
    int waiting = 0;
    while (open) {
      byte type = in.readByte();
      byte[] body = body(in);
      conversation.asks((char) type, body);
      waiting += write(out, type, body);
      if (in.available() == 0) {
        weather.hold(waiting, () -> open);
        out.flush();
        waiting = 0;
      }
    }
  }

  /** The only messages without a type. This wire speaks no TLS, and says so. */
  private void begin(DataInputStream in, DataOutputStream out) throws IOException {
    while (true) {
      byte[] body = body(in);
      int code = ByteBuffer.wrap(body).getInt();
      if (code == SSL_REQUEST || code == GSS_REQUEST) {
        client.getOutputStream().write('N');
        continue;
      }
      out.writeInt(body.length + LENGTH_BYTES);
      out.write(body);
      out.flush();
      return;
    }
  }

  private void answers() throws IOException {
    DataInputStream in = in(server);
    DataOutputStream out = out(client);
    int waiting = 0;
    while (open) {
      byte type = in.readByte();
      byte[] body = body(in);
      switch (conversation.answers((char) type, body)) {
        case PASSED_ON -> waiting += write(out, type, body);
        case SWALLOWED -> {}
        case LAST -> {
          out.flush();
          reset();
          return;
        }
      }
      if (in.available() == 0) {
        weather.hold(waiting, () -> open);
        out.flush();
        waiting = 0;
      }
    }
  }

  private static byte[] body(DataInputStream in) throws IOException {
    byte[] body = new byte[in.readInt() - LENGTH_BYTES];
    in.readFully(body);
    return body;
  }

  private static int write(DataOutputStream out, byte type, byte[] body) throws IOException {
    out.writeByte(type);
    out.writeInt(body.length + LENGTH_BYTES);
    out.write(body);
    return 1 + LENGTH_BYTES + body.length;
  }

  private static DataInputStream in(Socket socket) throws IOException {
    return new DataInputStream(new BufferedInputStream(socket.getInputStream(), 64 * 1024));
  }

  private static DataOutputStream out(Socket socket) throws IOException {
    return new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), 64 * 1024));
  }
}
