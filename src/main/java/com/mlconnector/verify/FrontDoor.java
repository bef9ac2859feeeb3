package com.mlconnector.verify;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The one address under which the vendors know the gateway, in front of all its nodes. Connections
 * go to the nodes in turn; a node that does not listen is passed over.
 */
public final class FrontDoor implements AutoCloseable {
  private final ServerSocket listener;
  private final List<Integer> ports = new CopyOnWriteArrayList<>();
  private final AtomicInteger turn = new AtomicInteger();
  private volatile int first;

  private FrontDoor(ServerSocket listener) {
    this.listener = listener;
  }

  static FrontDoor open() {
    try {
      FrontDoor door = new FrontDoor(new ServerSocket(0, 200, InetAddress.getLoopbackAddress()));
      Thread.ofVirtual().name("front-door").start(door::listen);
      return door;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String url() {
    return "http://127.0.0.1:" + listener.getLocalPort();
  }

  void add(int port) {
    ports.add(port);
  }

  /** New connections go to this node as long as it listens. */
  public void prefer(GatewayProcess node) {
    first = node.port();
  }

  public void preferNone() {
    first = 0;
  }

  private void listen() {
    while (!listener.isClosed()) {
      try {
        Socket caller = listener.accept();
        Thread.ofVirtual().name("front-door").start(() -> serve(caller));
      } catch (IOException closed) {
        // Either the door, or one caller has gone already.
      }
    }
  }

  private void serve(Socket caller) {
    try (caller;
        Socket node = node()) {
      Thread back = Thread.ofVirtual().name("front-door").start(() -> pump(node, caller));
      pump(caller, node);
      back.join();
    } catch (IOException nobody) {
      Sockets.reset(caller);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Socket node() throws IOException {
    if (first != 0) {
      try {
        return connect(first);
      } catch (IOException away) {
        // The others are next.
      }
    }
    int start = turn.getAndIncrement();
    for (int i = 0; i < ports.size(); i++) {
      try {
        return connect(ports.get(Math.floorMod(start + i, ports.size())));
      } catch (IOException away) {
        // The next one perhaps.
      }
    }
    throw new IOException("no node listens");
  }

  private static Socket connect(int port) throws IOException {
    Socket node = new Socket();
    try {
      node.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 2_000);
      return node;
    } catch (IOException e) {
      Sockets.close(node);
      throw e;
    }
  }

  /** Until either side ends, which ends the other. */
  private static void pump(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      in.transferTo(out);
    } catch (IOException ended) {
      // The other side learns of it below.
    } finally {
      Sockets.close(from);
      Sockets.close(to);
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
