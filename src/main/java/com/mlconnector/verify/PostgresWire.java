package com.mlconnector.verify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * The way from a gateway to Postgres, with everything that can go wrong on it.
 *
 * <p>Reads along in Postgres's protocol (version 3), so that it can lose just the answer of a
 * commit: Postgres has committed, and the gateway sees its connection reset.
 */
public final class PostgresWire implements AutoCloseable {
  private final InetSocketAddress postgres;
  private final ServerSocket listener;
  private final Weather weather = new Weather();
  private final Set<WireLink> links = ConcurrentHashMap.newKeySet();
  private final AtomicInteger lost = new AtomicInteger();
  private volatile boolean refusing;
  private volatile Predicate<Statement> toLose = statement -> false;

  private PostgresWire(InetSocketAddress postgres, ServerSocket listener) {
    this.postgres = postgres;
    this.listener = listener;
  }

  public static PostgresWire to(String host, int port) {
    try {
      PostgresWire wire =
          new PostgresWire(
              new InetSocketAddress(host, port),
              new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
      Thread.ofVirtual().name("postgres-wire").start(wire::listen);
      return wire;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** Resets every connection; new ones may come. */
  public void cut() {
    links.forEach(WireLink::reset);
  }

  /** Resets whoever comes from now on. What is connected stays so. */
  public void refuse() {
    refusing = true;
  }

  /** Nothing gets through, and nobody is told: what is sent meanwhile arrives later. */
  public void stall() {
    weather.stall();
  }

  /** Whatever is sent arrives so much later. */
  public void delay(Duration by) {
    weather.delay(by);
  }

  /** No connection gets more through than this, in either direction. */
  public void throttle(int bytesPerSecond) {
    weather.throttle(bytesPerSecond);
  }

  /** Loses the answers of the next {@code count} statements like this. */
  public void loseNext(int count, Predicate<Statement> which) {
    AtomicInteger left = new AtomicInteger(count);
    toLose = statement -> which.test(statement) && left.getAndDecrement() > 0;
  }

  /** Loses so many of the answers of statements like this: 0.01 is one in a hundred. */
  public void loseSome(double share, long seed, Predicate<Statement> which) {
    Random random = new Random(seed);
    toLose = statement -> which.test(statement) && random.nextDouble() < share;
  }

  /** Answers that were lost since the wire exists. */
  public int lost() {
    return lost.get();
  }

  /** Fair weather again; connections that were cut stay cut. */
  public void heal() {
    toLose = statement -> false;
    refusing = false;
    weather.clear();
  }

  private void listen() {
    while (!listener.isClosed()) {
      try {
        accept(listener.accept());
      } catch (IOException e) {
        // Either the listener was closed, or one caller has gone already.
      }
    }
  }

  private void accept(Socket client) throws IOException {
    if (refusing) {
      Sockets.reset(client);
      return;
    }
    Socket server = new Socket();
    try {
      server.connect(postgres, 5_000);
    } catch (IOException away) {
      // As if we were not here.
      Sockets.reset(client);
      Sockets.reset(server);
      return;
    }
    WireLink link = new WireLink(client, server, weather, this::isToBeLost, links::remove);
    links.add(link);
    link.start();
  }

  private boolean isToBeLost(Statement statement) {
    boolean yes = toLose.test(statement);
    if (yes) {
      lost.incrementAndGet();
    }
    return yes;
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      weather.clear();
      cut();
    }
  }
}
