package com.mlconnector.support;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** HTTP byte by byte, as no decent client would send it. */
public final class RawCall {
  private static final int PATIENCE_MILLIS = 15_000;
  private static final int BETWEEN_BYTES_MILLIS = 100;

  private final URI base;

  private RawCall(URI base) {
    this.base = base;
  }

  public static RawCall to(String base) {
    return new RawCall(URI.create(base));
  }

  /** What came back; the status is 0 if nothing did. */
  public record Answer(int status, String head, String body) {
    static Answer of(String text) {
      String[] parts = text.split("\r\n\r\n", 2);
      String[] words = parts[0].split(" ", 3);
      int status = words.length < 2 ? 0 : Integer.parseInt(words[1]);
      return new Answer(status, parts[0], parts.length < 2 ? "" : parts[1]);
    }
  }

  /** Sends the request and reads until the other side closes. */
  public Answer send(String request) throws IOException {
    try (Socket socket = open()) {
      // Asked to close after its answer, so that its end is the end of the stream.
      String closing = request.replaceFirst("\r\nhost", "\r\nconnection: close\r\nhost");
      write(socket, closing);
      return Answer.of(rest(socket));
    }
  }

  /** Sends the beginning, and then a few more bytes again and again for as long as it is let. */
  public Drip drip(String beginning, String more) throws IOException {
    Socket socket = open();
    socket.setSoTimeout(BETWEEN_BYTES_MILLIS);
    return new Drip(socket, beginning, more);
  }

  private Socket open() throws IOException {
    Socket socket = new Socket(base.getHost(), base.getPort());
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  private static void write(Socket socket, String text) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  private static String rest(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /** A call that trickles in. */
  public static final class Drip implements AutoCloseable {
    private final Socket socket;
    private final Duration lasted;
    private final StringBuilder answer = new StringBuilder();

    private Drip(Socket socket, String beginning, String more) throws IOException {
      this.socket = socket;
      long begin = System.nanoTime();
      long end = begin + Duration.ofMillis(PATIENCE_MILLIS).toNanos();
      write(socket, beginning);
      while (System.nanoTime() < end && goesOn()) {
        write(socket, more);
      }
      this.lasted = Duration.ofNanos(System.nanoTime() - begin);
    }

    /** Reads for a moment; false once the other side has answered or closed. */
    private boolean goesOn() throws IOException {
      try {
        byte[] read = socket.getInputStream().readNBytes(1);
        if (read.length > 0) {
          answer.append((char) read[0]).append(rest(socket));
        }
        return false;
      } catch (SocketTimeoutException nothingYet) {
        return true;
      }
    }

    public Duration lasted() {
      return lasted;
    }

    public String answer() {
      return answer.toString();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
