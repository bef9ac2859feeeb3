package com.mlconnector.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.domain.BearerToken;
import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.Secret;
import com.mlconnector.domain.TokenSubject;
import com.mlconnector.domain.Vendor;
import com.mlconnector.domain.VendorFault;
import com.mlconnector.tokens.Tokens;
import com.mlconnector.tokens.Tokens.TokenAnswer.Blocked;
import com.mlconnector.tokens.Tokens.TokenAnswer.Granted;
import com.mlconnector.tokens.Tokens.TokenAnswer.NotNow;
import com.mlconnector.vendor.VendorAnswer.Answered;
import com.mlconnector.vendor.VendorAnswer.NoAnswer;
import com.mlconnector.vendor.VendorAnswer.NoToken;
import com.mlconnector.vendor.VendorAnswer.NoTokenNow;
import com.mlconnector.vendor.VendorAnswer.NotSent;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BearerCallTest {
  private static final TokenSubject SHIPPER = TokenSubject.upsShipper(new ConnectionId("shop"));
  private static final VendorRequest SHIP =
      new VendorRequest(
          SHIPPER, "ship", HttpMethod.POST, "https://ups.example/ship", Duration.ofSeconds(60));
  private static final VendorFault REVOKED =
      new VendorFault(Vendor.UPS, 401, "10401", "ClientId is Invalid");

  private final Deque<Future<Tokens.TokenAnswer>> tokens = new ArrayDeque<>();
  private final Deque<VendorAnswer> answers = new ArrayDeque<>();
  private final List<BearerToken> refused = new ArrayList<>();
  private final List<String> refusedAfresh = new ArrayList<>();
  private final List<String> sent = new ArrayList<>();

  @Test
  void a_good_token_goes_out_once() {
    granted("one");
    answers.add(answered(200));
    assertThat(send()).isEqualTo(answered(200));
    assertThat(sent).containsExactly("Bearer one");
    assertThat(refused).isEmpty();
  }

  @Test
  void a_401_is_repeated_once_with_a_fresh_token() {
    granted("stale");
    granted("fresh");
    answers.add(answered(401));
    answers.add(answered(200));
    assertThat(send()).isEqualTo(answered(200));
    assertThat(sent).containsExactly("Bearer stale", "Bearer fresh");
    assertThat(refused).extracting(t -> t.value().reveal()).containsExactly("stale");
    assertThat(refusedAfresh).isEmpty();
  }

  @Test
  void a_second_401_is_the_answer() {
    granted("stale");
    granted("fresh");
    answers.add(answered(401));
    answers.add(answered(401));
    assertThat(send()).isEqualTo(answered(401));
    assertThat(sent).hasSize(2);
    assertThat(refused).hasSize(1);
    assertThat(refusedAfresh).containsExactly("ship");
  }

  @Test
  void the_same_token_again_is_not_worth_a_repeat() {
    granted("same");
    granted("same");
    answers.add(answered(401));
    assertThat(send()).isEqualTo(answered(401));
    assertThat(sent).hasSize(1);
  }

  @Test
  void no_other_answer_is_repeated() {
    for (VendorAnswer answer :
        List.of(answered(403), answered(500), new NoAnswer("cut"), new NotSent("full"))) {
      sent.clear();
      granted("one");
      answers.add(answer);
      assertThat(send()).isEqualTo(answer);
      assertThat(sent).hasSize(1);
    }
    assertThat(refused).isEmpty();
  }

  @Test
  void without_a_token_nothing_is_sent() {
    tokens.add(Future.succeededFuture(new Blocked(REVOKED)));
    assertThat(send()).isEqualTo(new NoToken(REVOKED));
    Optional<Duration> anHour = Optional.of(Duration.ofHours(1));
    tokens.add(Future.succeededFuture(new NotNow("budget spent", anHour)));
    assertThat(send()).isEqualTo(new NoTokenNow("no token: budget spent", anHour));
    tokens.add(Future.failedFuture("database gone"));
    assertThat(send()).isEqualTo(new NoTokenNow("no token: database gone", Optional.empty()));
    assertThat(sent).isEmpty();
  }

  @Test
  void a_token_lost_between_the_two_attempts_is_told_as_such() {
    granted("stale");
    tokens.add(Future.succeededFuture(new Blocked(REVOKED)));
    answers.add(answered(401));
    assertThat(send()).isEqualTo(new NoToken(REVOKED));
    granted("stale");
    tokens.add(Future.succeededFuture(new NotNow("refresh open", Optional.empty())));
    answers.add(answered(401));
    assertThat(send()).isEqualTo(new NoTokenNow("no token: refresh open", Optional.empty()));
    assertThat(sent).hasSize(2);
  }

  private void granted(String token) {
    tokens.add(
        Future.succeededFuture(new Granted(new BearerToken(new Secret(token), Instant.MAX, 1))));
  }

  private static final MultiMap NO_HEADERS = MultiMap.caseInsensitiveMultiMap();

  private static VendorAnswer answered(int status) {
    return new Answered(status, NO_HEADERS, Buffer.buffer());
  }

  private VendorAnswer send() {
    Tokens scripted =
        new Tokens() {
          @Override
          public Future<TokenAnswer> bearer(TokenSubject subject) {
            assertThat(subject).isEqualTo(SHIPPER);
            return tokens.remove();
          }

          @Override
          public void refused(TokenSubject subject, BearerToken token, String operation) {
            assertThat(subject).isEqualTo(SHIPPER);
            refused.add(token);
          }

          @Override
          public void refusedAfresh(TokenSubject subject, String operation) {
            assertThat(subject).isEqualTo(SHIPPER);
            refusedAfresh.add(operation);
          }
        };
    VendorCall vendor =
        request -> {
          sent.add(String.valueOf(request.headers().get("Authorization")));
          return Future.succeededFuture(answers.remove());
        };
    return new BearerCall(scripted, vendor).send(SHIP).result();
  }
}
