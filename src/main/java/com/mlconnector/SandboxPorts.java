package com.mlconnector;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Where the sandbox listens, checked before anything starts. */
final class SandboxPorts {
  static final String HOST = "127.0.0.1";

  @Option(names = "--free-ports", description = "Take any free ports, beside another sandbox.")
  private boolean free;

  @Option(
      names = "--port",
      description = "The gateway's public port (${DEFAULT-VALUE}); 0 is any free one.")
  private int gateway = 8080;

  @Option(names = "--management-port", description = "Its management port (${DEFAULT-VALUE}).")
  private int management = 8081;

  @Option(names = "--freshbooks-port", description = "FreshBooks stand-in (${DEFAULT-VALUE}).")
  private int freshBooks = 8090;

  @Option(names = "--ups-port", description = "UPS stand-in (${DEFAULT-VALUE}).")
  private int ups = 8091;

  /** The ports to use. */
  record Chosen(int gateway, int management, int freshBooks, int ups) {}

  /** Any that nobody uses. */
  static Chosen anyFree() {
    SandboxPorts ports = new SandboxPorts();
    ports.free = true;
    return ports.choose();
  }

  /**
   * All four are opened at once, so that no free one is found twice, and closed again.
   *
   * @throws IllegalStateException for a port that is taken, with a sentence
   */
  Chosen choose() {
    List<ServerSocket> open = new ArrayList<>();
    try {
      return new Chosen(
          open(open, "the gateway", "--port", gateway),
          open(open, "the gateway's management", "--management-port", management),
          open(open, "the FreshBooks stand-in", "--freshbooks-port", freshBooks),
          open(open, "the UPS stand-in", "--ups-port", ups));
    } finally {
      open.forEach(SandboxPorts::close);
    }
  }

  private int open(List<ServerSocket> open, String who, String option, int wanted) {
    try {
      ServerSocket socket = new ServerSocket();
      open.add(socket);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), free ? 0 : wanted));
      return socket.getLocalPort();
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalStateException(
          "Port %d for %s can't be opened (%s). Give another one with %s, or all with --free-ports."
              .formatted(wanted, who, e.getMessage(), option),
          e);
    }
  }

  private static void close(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // Nothing was ever sent through it.
    }
  }
}
