package com.mlconnector.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.TokenSubject;
import com.mlconnector.vendor.VendorAnswer.Answered;
import com.mlconnector.vendor.VendorAnswer.NoAnswer;
import com.mlconnector.vendor.VendorAnswer.NotSent;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One vendor after the other that behaves as no HTTP library would let it. */
class HttpCallIT {
  private static final Duration PATIENT = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(300);

  private final Vertx vertx = Vertx.vertx();
  private final List<String> outcomes = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final VendorClients clients =
      new VendorClients(vertx, "ml-connector/test", 8, (_, _, outcome, _) -> outcomes.add(outcome));

  @AfterEach
  void close() throws Exception {
    clients.close().await(10, TimeUnit.SECONDS);
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void a_complete_answer_comes_with_status_headers_and_body() throws Exception {
    int port = serve("HTTP/1.1 429 Slow Down\r\nRetry-After: 7\r\nContent-Length: 2\r\n\r\n{}");
    Answered answer = (Answered) send(port, PATIENT);
    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.header("retry-after")).contains("7");
    assertThat(answer.body()).isEqualTo(Buffer.buffer("{}"));
    assertThat(outcomes).containsExactly("4xx");
    assertThat(requests.getFirst())
        .startsWith("POST /ship?a=1 HTTP/1.1\r\n")
        .containsIgnoringCase("user-agent: ml-connector/test\r\n")
        .containsIgnoringCase("content-type: application/json\r\n")
        .endsWith("\r\n\r\n{\"buy\":1}");
  }

  @Test
  void html_is_an_answer_too() throws Exception {
    int port = serve("HTTP/1.1 503 Nope\r\nContent-Length: 6\r\n\r\n<html>");
    assertThat(((Answered) send(port, PATIENT)).body()).isEqualTo(Buffer.buffer("<html>"));
  }

  @Test
  void a_redirect_is_not_followed() throws Exception {
    int trap = serve("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    int port =
        serve(
            "HTTP/1.1 307 Elsewhere\r\nLocation: http://localhost:"
                + trap
                + "/\r\nContent-Length: 0\r\n\r\n");
    assertThat(((Answered) send(port, PATIENT)).status()).isEqualTo(307);
    assertThat(requests).hasSize(1);
  }

  @Test
  void a_refused_connection_sent_nothing() throws Exception {
    int port;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }
    assertThat(send(port, PATIENT)).isInstanceOf(NotSent.class);
    assertThat(outcomes).containsExactly("not_sent");
  }

  @Test
  void a_failed_handshake_sent_nothing() throws Exception {
    int port = serve("this is not TLS");
    assertThat(send("https://localhost:" + port + "/", PATIENT)).isInstanceOf(NotSent.class);
  }

  @Test
  void a_queue_for_connections_that_does_not_move_sent_nothing() throws Exception {
    int port = serve((_, _) -> {});
    for (int i = 0; i < 8; i++) {
      clients.call().send(request("http://localhost:" + port + "/ship", PATIENT));
    }
    assertThat(send(port, SHORT)).isInstanceOf(NotSent.class);
  }

  @Test
  void a_connection_cut_after_the_request_leaves_it_open_what_happened() throws Exception {
    int port = serve((socket, _) -> socket.close());
    assertThat(send(port, PATIENT)).isInstanceOf(NoAnswer.class);
    assertThat(outcomes).containsExactly("no_answer");
  }

  @Test
  void a_truncated_answer_is_none() throws Exception {
    int port =
        serve((socket, _) ->
            socket
                .write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"half\":")
                .onComplete(_ -> socket.close()));
    assertThat(send(port, PATIENT)).isInstanceOf(NoAnswer.class);
  }

  @Test
  void something_else_than_http_is_no_answer() throws Exception {
    assertThat(send(serve("SSH-2.0-OpenSSH_9.6\r\n\r\n"), PATIENT)).isInstanceOf(NoAnswer.class);
  }

  @Test
  void silence_ends_at_the_deadline_and_cuts_the_connection() throws Exception {
    Promise<Void> cut = Promise.promise();
    int port = serve((socket, _) -> socket.closeHandler(_ -> cut.complete()));
    assertThat(send(port, SHORT)).isEqualTo(new NoAnswer("no complete answer within 300 ms"));
    cut.future().await(10, TimeUnit.SECONDS);
  }

  @Test
  void a_byte_now_and_then_does_not_move_the_deadline() throws Exception {
    Promise<Void> cut = Promise.promise();
    int port =
        serve((socket, _) -> {
          long drip = vertx.setPeriodic(50, _ -> socket.write(" "));
          socket.closeHandler(_ -> {
            vertx.cancelTimer(drip);
            cut.complete();
          });
          socket.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
        });
    assertThat(send(port, SHORT)).isEqualTo(new NoAnswer("no complete answer within 300 ms"));
    cut.future().await(10, TimeUnit.SECONDS);
  }

  @Test
  void an_answer_without_end_is_cut_at_the_size_limit() throws Exception {
    Promise<Void> cut = Promise.promise();
    Buffer megabyte = Buffer.buffer(new byte[1 << 20]);
    int port =
        serve((socket, _) -> {
          socket.closeHandler(_ -> cut.complete());
          socket.exceptionHandler(_ -> {});
          socket.write("HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n");
          for (int i = 0; i < 20; i++) {
            socket.write(megabyte);
          }
        });
    assertThat(send(port, PATIENT))
        .isEqualTo(new NoAnswer("the answer is longer than " + HttpCall.MAX_BODY + " bytes"));
    cut.future().await(10, TimeUnit.SECONDS);
  }

  private int serve(String answer) throws Exception {
    return serve((socket, _) -> socket.write(answer));
  }

  private int serve(BiConsumer<NetSocket, Buffer> behaviour) throws Exception {
    NetServer server =
        vertx
            .createNetServer()
            .connectHandler(socket ->
                socket.handler(bytes -> {
                  requests.add(bytes.toString());
                  behaviour.accept(socket, bytes);
                }));
    return server.listen(0, "localhost").await(10, TimeUnit.SECONDS).actualPort();
  }

  private VendorAnswer send(int port, Duration deadline) throws Exception {
    return send("http://localhost:" + port + "/ship?a=1", deadline);
  }

  private VendorAnswer send(String uri, Duration deadline) throws Exception {
    return clients.call().send(request(uri, deadline)).await(30, TimeUnit.SECONDS);
  }

  private static VendorRequest request(String uri, Duration deadline) {
    return new VendorRequest(
            TokenSubject.upsShipper(new ConnectionId("shop")),
            "ship",
            HttpMethod.POST,
            uri,
            deadline)
        .withBody("application/json", Buffer.buffer("{\"buy\":1}"));
  }
}
