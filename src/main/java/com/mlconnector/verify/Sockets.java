package com.mlconnector.verify;

import java.io.IOException;
import java.net.Socket;

/** How a connection ends. */
final class Sockets {
  private Sockets() {}

  /** With a reset instead of a farewell, and nothing that was sent before is sure to arrive. */
  static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      // It is closed already.
    }
    close(socket);
  }

  static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // Then it is as closed as it will ever be.
    }
  }
}
