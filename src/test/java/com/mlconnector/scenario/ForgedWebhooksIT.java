package com.mlconnector.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.sandbox.freshbooks.CanonicalForm;
import com.mlconnector.support.Eventually;
import com.mlconnector.support.RunningGateway;
import com.mlconnector.support.SignedDelivery;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Somebody who has not the key sends webhooks, well made but for the signature, as fast as he can.
 * All are refused and cost no look into the database; the genuine ones among them are taken.
 */
@Timeout(Faults.LONGEST_SECONDS)
class ForgedWebhooksIT {
  private static final String DOOR = "/webhooks/freshbooks/" + RunningGateway.CONNECTION;
  private static final int FORGED = Faults.number(4_000, 50_000);
  private static final int AT_ONCE = 50;

  private static final String MISSING = "missing";

  /** One in so many of the second half is genuine. */
  private static final int GENUINE_EVERY = 100;

  /** As conf/ml-connector.yaml has them: what an idle gateway asks must not hide anything. */
  @RegisterExtension
  static final RunningGateway gateway =
      new RunningGateway()
          .with("poller.claim-interval", "1s")
          .with("shipping.claim-interval", "1s")
          .with("tracking.claim-interval", "5s");

  private static String verifier = "";
  private static long invoice;

  /** What stands where the signature should: mistakes that people made, and what one may try. */
  private static final List<Function<SequencedMap<String, String>, String>> FORGERIES =
      List.of(
          fields -> CanonicalForm.signature("another key", fields),
          fields -> CanonicalForm.signature(verifier, fields.reversed()),
          fields -> SignedDelivery.hmac(verifier, withoutBlanks(fields)),
          fields -> SignedDelivery.hmac(verifier, withBareLetters(fields)),
          fields -> SignedDelivery.hmac(verifier, CanonicalForm.body(fields)),
          fields -> CanonicalForm.signature(verifier, ofAnotherInvoice(fields)),
          fields -> "not Base64!",
          fields -> "",
          fields -> MISSING);

  @BeforeAll
  static void learn_the_key() {
    verifier = gateway.freshBooks().callbacks().getFirst().getString("verifier");
    invoice = gateway.freshBooks().issueWithNotes(gateway.freshBooks().newClient(), "Thank you!");
    gateway.awaitVerdict(invoice, "ignored");
  }

  @Test
  void forged_ones_are_refused_without_a_query_and_genuine_ones_among_them_taken() {
    gateway.awaitSwept();
    long delivered = gateway.count("delivery");
    settleStatistics();
    long before = transactions();
    long begin = System.nanoTime();

    assertThat(send(FORGED / 2, number -> false)).containsOnly(401);

    settleStatistics();
    long seconds = Duration.ofNanos(System.nanoTime() - begin).toSeconds();
    long asked = transactions() - before;
    assertThat(asked).as("in %d s, for %d forged", seconds, FORGED / 2).isLessThan(FORGED / 8);
    assertThat(gateway.count("delivery")).isEqualTo(delivered);

    List<Integer> answers = send(FORGED / 2, number -> number % GENUINE_EVERY == 0);
    long genuine = FORGED / 2 / GENUINE_EVERY;
    assertThat(answers).filteredOn(status -> status == 200).hasSize((int) genuine);
    assertThat(answers).filteredOn(status -> status == 401).hasSize(FORGED / 2 - (int) genuine);
    assertThat(gateway.count("delivery")).isEqualTo(delivered + genuine);
    Aftermath.check(gateway, "Forged webhooks", FORGED - (int) genuine);
  }

  /** Their answers, {@link #AT_ONCE} at a time. */
  private static List<Integer> send(int count, Function<Integer, Boolean> isGenuine) {
    return IntStream.range(0, count / AT_ONCE)
        .mapToObj(part ->
            IntStream.range(part * AT_ONCE, (part + 1) * AT_ONCE)
                .mapToObj(number -> send(number, isGenuine.apply(number)))
                .toList())
        .flatMap(part -> part.stream().map(CompletableFuture::join))
        .toList();
  }

  private static CompletableFuture<Integer> send(int number, boolean isGenuine) {
    SequencedMap<String, String> fields = fields(number);
    String signature =
        isGenuine
            ? CanonicalForm.signature(verifier, fields)
            : FORGERIES.get(number % FORGERIES.size()).apply(fields);
    String body = CanonicalForm.body(fields);
    return signature.equals(MISSING)
        ? gateway.door().statusLater(DOOR, SignedDelivery.TYPE, body)
        : gateway
            .door()
            .statusLater(DOOR, SignedDelivery.TYPE, body, SignedDelivery.HEADER, signature);
  }

  private static SequencedMap<String, String> fields(int number) {
    SequencedMap<String, String> fields = new LinkedHashMap<>();
    fields.put("name", "invoice.update");
    fields.put("object_id", Long.toString(invoice));
    fields.put("account_id", gateway.freshBooksAccount());
    fields.put("user_id", "Zo\u00eb " + number);
    return fields;
  }

  private static String withoutBlanks(SequencedMap<String, String> fields) {
    JsonObject json = new JsonObject();
    fields.forEach(json::put);
    return json.encode();
  }

  private static String withBareLetters(SequencedMap<String, String> fields) {
    JsonObject json = new JsonObject();
    fields.forEach(json::put);
    return json.encode().replace("\":\"", "\": \"").replace("\",\"", "\", \"");
  }

  private static SequencedMap<String, String> ofAnotherInvoice(
      SequencedMap<String, String> fields) {
    SequencedMap<String, String> other = new LinkedHashMap<>(fields);
    other.put("object_id", "1");
    return other;
  }

  /** A session that falls idle reports what it did ten seconds later. */
  private static void settleStatistics() {
    long end = System.nanoTime() + Duration.ofSeconds(11).toNanos();
    Eventually.see("time passes", System::nanoTime, now -> now > end);
  }

  private static long transactions() {
    return gateway.number(
        "select xact_commit + xact_rollback from pg_stat_database"
            + " where datname = current_database()");
  }
}
