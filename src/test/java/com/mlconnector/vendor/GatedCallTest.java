package com.mlconnector.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.Gate.Sign;
import com.mlconnector.domain.Lane;
import com.mlconnector.domain.Outcome;
import com.mlconnector.domain.TokenSubject;
import com.mlconnector.domain.Vendor;
import com.mlconnector.domain.VendorFault;
import com.mlconnector.freshbooks.FreshBooksClient;
import com.mlconnector.ups.UpsClient;
import com.mlconnector.vendor.Gates.Pass;
import com.mlconnector.vendor.VendorAnswer.Answered;
import com.mlconnector.vendor.VendorAnswer.HeldBack;
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
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GatedCallTest {
  private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
  private static final ConnectionId SHOP = new ConnectionId("shop");
  private static final VendorRequest SHIP =
      new VendorRequest(
          TokenSubject.upsShipper(SHOP),
          "ship",
          HttpMethod.POST,
          "https://ups.example/ship",
          Duration.ofSeconds(60));

  private Pass pass = new Pass.Free();
  private final List<String> asked = new ArrayList<>();
  private final List<Sign> told = new ArrayList<>();
  private int sent;

  @Test
  void nothing_is_sent_through_a_closed_gate_and_that_is_certainly_not_done() {
    pass = new Pass.Shut(Duration.ofSeconds(7), "UPS is left alone for a while: It answers 503.");
    VendorAnswer answer = send(status(200));
    assertThat(sent).isZero();
    assertThat(told).isEmpty();
    assertThat(answer).isInstanceOf(HeldBack.class);
    Outcome<String> outcome =
        answer.settle(Effect.CHANGES, answered -> new Outcome.Done<>("bought"));
    assertThat(outcome)
        .isEqualTo(
            new Outcome.Unavailable<>(
                "UPS is left alone for a while: It answers 503.",
                Optional.of(Duration.ofSeconds(7))));
    assertThat(outcome.isHeldBack()).isTrue();
  }

  @Test
  void the_gate_is_asked_for_the_lane_of_the_operation_and_told_before_the_answer() {
    Answered fine = status(200);
    assertThat(send(fine)).isSameAs(fine);
    assertThat(asked).containsExactly("shop SHIPPING PT1M");
    assertThat(told).containsExactly(new Sign.Well());
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 302, 400, 404, 409, 422})
  void whoever_answers_is_well_whatever_the_answer(int status) {
    send(status(status));
    assertThat(told).containsExactly(new Sign.Well());
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 500, 502, 503, 504})
  void errors_of_its_own_are_failures(int status) {
    send(status(status));
    assertThat(told).containsExactly(new Sign.Failing("It answers " + status + "."));
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void no_entry_is_no_failure_of_the_vendor(int status) {
    send(status(status));
    assertThat(told).containsExactly(new Sign.NotAllowed("It answers " + status + "."));
  }

  @ParameterizedTest
  @CsvSource({
    "2, PT2S",
    "86400, PT1H",
    "99999999999999999, PT1H",
    "'Sat, 21 Nov 2026 08:00:03 GMT', PT3S",
    "'Fri, 20 Nov 2026 08:00:03 GMT', PT0S",
    "'Thu, 21 Nov 2126 08:00:03 GMT', PT1H",
    "soon,",
    "-5,",
  })
  void a_429_says_how_long_within_reason(String header, Duration after) {
    Answered busy = status(429);
    busy.headers().set("Retry-After", header);
    send(busy);
    assertThat(told).containsExactly(new Sign.Busy(Optional.ofNullable(after)));
  }

  @Test
  void no_connection_and_no_answer_are_failures() {
    send(new NotSent("no connection: refused"));
    send(new NoAnswer("cut"));
    assertThat(told)
        .containsExactly(new Sign.Failing("no connection: refused"), new Sign.Failing("cut"));
  }

  @Test
  void without_a_token_the_vendor_was_not_asked() {
    send(new NoToken(new VendorFault(Vendor.UPS, 401, "10401", "ClientId is Invalid")));
    send(new NoTokenNow("no token: budget spent", Optional.empty()));
    assertThat(told).containsExactly(new Sign.Nothing(), new Sign.Nothing());
  }

  @ParameterizedTest
  @CsvSource({
    "validate_address, SHIPPING",
    "rate, SHIPPING",
    "ship, SHIPPING",
    "recover, SHIPPING",
    "subscribe, TRACKING",
    "track, TRACKING",
  })
  void tracking_fails_by_itself(String operation, Lane lane) {
    assertThat(UpsClient.lane(operation)).isEqualTo(lane);
  }

  @ParameterizedTest
  @CsvSource({"invoice, INVOICES", "update_notes, INVOICES", "callback_verify, WEBHOOKS"})
  void so_does_the_registration_of_webhooks(String operation, Lane lane) {
    assertThat(FreshBooksClient.lane(operation)).isEqualTo(lane);
  }

  private static Answered status(int status) {
    return new Answered(status, MultiMap.caseInsensitiveMultiMap(), Buffer.buffer());
  }

  private VendorAnswer send(VendorAnswer answer) {
    Gates gates =
        new Gates() {
          @Override
          public Future<Pass> ask(ConnectionId connection, Lane lane, Duration deadline) {
            asked.add(connection + " " + lane + " " + deadline);
            return Future.succeededFuture(pass);
          }

          @Override
          public Future<Void> tell(
              ConnectionId connection, Lane lane, Pass.Admitted admitted, Sign sign) {
            told.add(sign);
            return Future.succeededFuture();
          }

          @Override
          public Future<Boolean> isOpen(ConnectionId connection, Lane lane) {
            throw new AssertionError("a call asks for its pass");
          }
        };
    VendorCall vendor =
        request -> {
          sent++;
          return Future.succeededFuture(answer);
        };
    return new GatedCall(gates, UpsClient::lane, InstantSource.fixed(NOW), vendor)
        .send(SHIP)
        .result();
  }
}
