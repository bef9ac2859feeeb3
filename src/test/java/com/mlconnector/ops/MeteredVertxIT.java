package com.mlconnector.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.http.Doors;
import com.mlconnector.process.FreePorts;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who calls in the very instant a port opens is answered like anybody else. */
@Timeout(120)
class MeteredVertxIT {
  private static final int ROUNDS = 300;
  private static final byte[] REQUEST =
      "GET / HTTP/1.1\r\nhost: here\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  @Test
  void the_first_caller_of_a_port_is_answered() throws Exception {
    Vertx vertx = MeteredVertx.create(new SimpleMeterRegistry());
    try (var caller = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int round = 0; round < ROUNDS; round++) {
        int port = FreePorts.one();
        int own = FreePorts.one();
        CompletableFuture<Integer> answer =
            CompletableFuture.supplyAsync(() -> firstByte(port, own), caller);
        Router router = Router.router(vertx);
        router.get("/").handler(ctx -> ctx.response().end());
        Doors.Place place =
            new Doors.Place("127.0.0.1", port, Duration.ofSeconds(60), Duration.ofSeconds(60));
        var server = Doors.server(vertx, place, router).listen().await(10, TimeUnit.SECONDS);

        assertThat(answer.get(20, TimeUnit.SECONDS)).as("round " + round).isEqualTo('H');
        server.close().await(10, TimeUnit.SECONDS);
      }
    } finally {
      vertx.close().await(10, TimeUnit.SECONDS);
    }
  }

  /**
   * Knocks until somebody opens.
   *
   * @param own the caller's port: with one by chance it might, in time, reach itself
   */
  private static int firstByte(int port, int own) {
    InetAddress here = InetAddress.getLoopbackAddress();
    while (true) {
      try (Socket socket = new Socket()) {
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(here, own));
        socket.connect(new InetSocketAddress(here, port));
        socket.setSoTimeout(5_000);
        socket.getOutputStream().write(REQUEST);
        return socket.getInputStream().read();
      } catch (ConnectException notYet) {
        Thread.onSpinWait();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
