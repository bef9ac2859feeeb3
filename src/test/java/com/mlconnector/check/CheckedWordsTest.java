package com.mlconnector.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.check.Result.Failed;
import com.mlconnector.check.Result.NotTried;
import com.mlconnector.check.Result.Ok;
import com.mlconnector.check.Result.Warning;
import com.mlconnector.domain.Outcome;
import com.mlconnector.domain.Owner;
import com.mlconnector.domain.Vendor;
import com.mlconnector.domain.VendorFault;
import com.mlconnector.freshbooks.Callback;
import com.mlconnector.store.DatabaseFacts.Spent;
import com.mlconnector.vendor.VendorAnswer;
import com.mlconnector.vendor.VendorAnswer.Answered;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is made of answers, without asking anybody. */
class CheckedWordsTest {
  private static final URI HOUSE =
      URI.create("https://ship.example.com/webhooks/freshbooks/harbor");
  private static final URI FRESHBOOKS = URI.create("https://api.freshbooks.com");

  @Test
  void a_missing_product_a_wrong_secret_and_a_blocked_app_are_three_sentences() {
    assertThat(sentence(notAllowed(401, "250002"))).contains("does not let it use Shipping");
    assertThat(sentence(notAllowed(401, "10401"))).contains("does not accept the app's client id");
    assertThat(sentence(notAllowed(403, "403"))).contains("forbids this");
  }

  private static String sentence(Outcome<?> outcome) {
    return UpsWords.product("Shipping", outcome).sentence();
  }

  private static Outcome<?> notAllowed(int status, String code) {
    return new Outcome.NotAllowed<>(new VendorFault(Vendor.UPS, status, code, ""));
  }

  @Test
  void who_is_left_alone_was_not_asked() {
    Outcome<?> heldBack =
        new Outcome.Unavailable<>("UPS is left alone.", Optional.of(Duration.ofSeconds(9)));

    assertThat(Trouble.of(Vendor.UPS, heldBack))
        .isEqualTo(new NotTried("because UPS is left alone."));
  }

  @ParameterizedTest
  @CsvSource({"0, ok", "10, ok", "-10, ok", "11, warning", "-300, warning", "301, failed"})
  void clocks_that_differ(long seconds, String word) {
    assertThat(Clocks.compare("UPS", Duration.ofSeconds(seconds)).word()).isEqualTo(word);
  }

  @Test
  void a_clock_that_nobody_told_is_not_guessed() {
    assertThat(Clocks.compare("UPS", Optional.<Duration>empty())).isInstanceOf(NotTried.class);
  }

  @ParameterizedTest
  @CsvSource({
    "199, false, ok",
    "200, false, warning",
    "249, false, warning",
    "250, true, warning",
    "250, false, failed"
  })
  void how_much_of_a_budget_is_spent(long requests, boolean tokenAtHand, String word) {
    Result result = Budget.judge(new Spent(requests, Optional.empty()), 250, tokenAtHand);

    assertThat(result.word()).isEqualTo(word);
    assertThat(result.sentence()).startsWith(requests + " of 250 token requests");
  }

  @Test
  void webhooks_count_when_both_are_ours_verified_and_known() {
    String uri = HOUSE.toString();
    Callback invoice = new Callback(1, "invoice", uri, true);
    Callback client = new Callback(2, "client", uri, true);

    assertThat(Webhooks.judge(uri, List.of(invoice, client), List.of(1L, 2L)))
        .isInstanceOf(Ok.class);
    assertThat(Webhooks.judge(uri, List.of(invoice), List.of(1L)).sentence())
        .contains("no webhook for 'client'");
    assertThat(Webhooks.judge("https://other", List.of(invoice, client), List.of()).sentence())
        .contains("no webhook for 'invoice' to https://other");
    assertThat(
            Webhooks.judge(
                    uri, List.of(invoice, new Callback(2, "client", uri, false)), List.of(1L, 2L))
                .sentence())
        .contains("'client' is registered and not verified");
    assertThat(Webhooks.judge(uri, List.of(invoice, client), List.of(1L)).sentence())
        .contains("its verifier is not known here");
  }

  @Test
  void our_own_door_is_known_by_what_it_says_and_no_other_passes_for_it() {
    Answered ours =
        answered(401, "application/problem+json", "{\"detail\":\"X-FreshBooks-Hmac-SHA256\"}");

    assertThat(judge(HOUSE, ours)).isInstanceOf(Ok.class);
    assertThat(judge(URI.create("http://ship.example.com/x"), ours)).isInstanceOf(Warning.class);
    assertThat(judge(URI.create("http://localhost:8080/x"), ours).sentence())
        .contains("this machine only");
    assertThat(judge(HOUSE, answered(401, "text/html", "<h1>X-FreshBooks-Hmac-SHA256</h1>")))
        .isInstanceOf(Failed.class);
    assertThat(judge(HOUSE, answered(200, "text/html", "Welcome")).sentence())
        .contains("somebody else, with status 200");
    assertThat(judge(HOUSE, answered(404, "application/problem+json", "{}")).sentence())
        .contains("somebody else, with status 404");
    assertThat(judge(HOUSE, new VendorAnswer.NotSent("refused")).sentence()).contains("Nobody is");
  }

  private static Result judge(URI url, VendorAnswer answer) {
    return PublicAddress.judge(url, FRESHBOOKS, answer);
  }

  private static Answered answered(int status, String type, String body) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("content-type", type);
    return new Answered(status, headers, Buffer.buffer(body));
  }

  @Test
  void a_label_is_bought_at_the_test_host_or_a_stand_in_and_nowhere_else() {
    assertThat(DryShipment.refusal(URI.create("https://wwwcie.ups.com"), false)).isEmpty();
    assertThat(DryShipment.refusal(URI.create("http://127.0.0.1:8091"), true)).isEmpty();
    assertThat(DryShipment.refusal(URI.create("http://127.0.0.1:8091"), false)).isPresent();
    assertThat(DryShipment.refusal(URI.create("https://onlinetools.ups.com"), false))
        .hasValueSatisfying(
            failed -> assertThat(failed.sentence()).contains("onlinetools.ups.com", "billed"));
  }

  @Test
  void what_needs_a_line_that_failed_is_not_tried_and_neither_is_what_needs_that() {
    Sheet sheet = new Sheet(new Patience(Duration.ofSeconds(10)));
    sheet.fill(Line.CONFIGURATION, () -> new Ok("Good."));
    sheet.fill(Line.DATABASE, () -> new Failed("Gone.", "Start it.", Owner.GATEWAY));
    sheet.fill(
        Line.CONNECTION,
        () -> {
          throw new AssertionError("asked all the same");
        });

    Report report = sheet.report(false);

    assertThat(report.fits()).isFalse();
    assertThat(report.failed()).isEqualTo("database");
    assertThat(report.summary()).isEqualTo("1 ok, 1 failed, 23 not tried");
    assertThat(report.findings())
        .contains(
            new Finding(Line.CONNECTION, new NotTried("because \"database\" failed")),
            new Finding(
                Line.UPS_TOKEN_BUDGET, new NotTried("because \"connection\" was not tried")));
  }

  @Test
  void a_look_that_throws_is_a_line_and_the_others_go_on() {
    Sheet sheet = new Sheet(new Patience(Duration.ofSeconds(10)));
    sheet.fill(
        Line.CONFIGURATION,
        () -> {
          throw new IllegalStateException("odd");
        });

    assertThat(sheet.report(false).findings().getFirst().result().sentence()).contains("odd");
  }

  @Test
  void when_the_time_is_over_nobody_is_asked_any_more_and_a_label_is_voided_all_the_same() {
    Sheet sheet = new Sheet(new Patience(Duration.ZERO));
    sheet.fill(Line.CONFIGURATION, () -> new Ok("Good."));

    assertThat(sheet.report(false).findings().getFirst().result())
        .isEqualTo(new NotTried("because the 0 s for a check were over"));
    assertThat(Sheet.isBound(Line.DRY_SHIPMENT)).isTrue();
    assertThat(Sheet.isBound(Line.DRY_VOID)).isFalse();
  }
}
