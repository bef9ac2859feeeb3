package com.mlconnector.ups;

import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.Outcome;
import com.mlconnector.domain.Secret;
import com.mlconnector.domain.TokenSubject;
import com.mlconnector.vendor.VendorAnswer;
import com.mlconnector.vendor.VendorAnswer.Answered;
import com.mlconnector.vendor.VendorAnswer.NotSent;
import com.mlconnector.vendor.VendorRequest;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** A client whose every call gets the same answer, and what it sent. */
final class AnsweringUps {
  static final UpsCaller CALLER =
      new UpsCaller(TokenSubject.upsShipper(new ConnectionId("shop")), new Secret("A1B2C3"));
  static final String TRANS_ID = "0123456789abcdef0123456789abcdef";
  static final Instant NOW = Instant.parse("2026-06-17T12:00:00Z");

  final List<VendorRequest> sent = new ArrayList<>();
  final UpsClient client = client(MerchantIdMode.EVERY_CALL);
  private VendorAnswer answer = new NotSent("no answer set");

  UpsClient client(MerchantIdMode mode) {
    return new UpsClient(
        request -> {
          sent.add(request);
          return Future.succeededFuture(answer);
        },
        "https://ups.example",
        new UpsClient.Deadlines(Duration.ofSeconds(60), Duration.ofSeconds(30)),
        mode,
        () -> TRANS_ID,
        InstantSource.fixed(NOW));
  }

  void answers(VendorAnswer next) {
    answer = next;
  }

  void answers(int status, Buffer body) {
    answers(new Answered(status, MultiMap.caseInsensitiveMultiMap(), body));
  }

  void answers(String body) {
    answers(200, Buffer.buffer(body));
  }

  void refuses(int status, String code) {
    answers(
        status,
        Buffer.buffer(
            "{\"response\":{\"errors\":[{\"code\":\"" + code + "\",\"message\":\"words\"}]}}"));
  }

  /** Method and address of the last call, without the host. */
  String asked() {
    VendorRequest last = sent.getLast();
    return last.method() + " " + last.uri().replace("https://ups.example", "");
  }

  static <T> T done(Future<Traced<T>> traced) {
    return switch (traced.result().outcome()) {
      case Outcome.Done<T>(T value) -> value;
      case Outcome<T> other -> throw new AssertionError(other.summary());
    };
  }

  static String summary(Future<? extends Traced<?>> traced) {
    return traced.result().outcome().summary();
  }
}
