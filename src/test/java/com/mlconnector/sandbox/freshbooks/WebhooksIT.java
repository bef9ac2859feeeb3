package com.mlconnector.sandbox.freshbooks;

import static com.mlconnector.sandbox.freshbooks.Harness.json;
import static com.mlconnector.sandbox.freshbooks.Harness.result;
import static io.vertx.core.http.HttpMethod.PATCH;
import static io.vertx.core.http.HttpMethod.POST;
import static io.vertx.core.http.HttpMethod.PUT;
import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.sandbox.freshbooks.Receiver.Received;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Registration, verification and delivery of webhooks, to a receiver over real sockets. */
class WebhooksIT {
  private static final String CALLBACKS = "/events/account/kQ7x2M/events/callbacks";

  private Harness harness;
  private Receiver receiver;

  @BeforeEach
  void start() throws TimeoutException {
    harness = new Harness();
    receiver = new Receiver(harness.vertx);
  }

  @AfterEach
  void stop() throws TimeoutException {
    harness.close();
  }

  @Test
  void a_registration_is_verified_with_what_was_delivered() throws Exception {
    JsonObject registered = register("invoice");
    assertThat(registered.getBoolean("verified")).isFalse();
    assertThat(registered.containsKey("verifier")).isFalse();

    Received verification = receiver.next();
    String verifier = verification.field("verifier");
    assertThat(verification.fields().sequencedKeySet())
        .containsExactly("user_id", "name", "verifier", "object_id", "account_id", "system");
    assertThat(verification.field("object_id"))
        .isEqualTo(String.valueOf(registered.getInteger("callbackid")));
    assertThat(verifier).hasSize(34);
    assertThat(verification.signature())
        .isEqualTo(CanonicalForm.signature(verifier, verification.fields()));

    HttpResponse<Buffer> wrong = change(registered, new JsonObject().put("verifier", "no"));
    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(json(wrong).getInteger("errno")).isEqualTo(422);

    HttpResponse<Buffer> right = change(registered, new JsonObject().put("verifier", verifier));
    assertThat(result(right).getJsonObject("callback").getBoolean("verified")).isTrue();
  }

  @Test
  void events_are_signed_and_name_only_what_changed() throws Exception {
    String verifier = registerAndVerify("invoice");

    JsonObject invoice = harness.anInvoice(new JsonObject());
    Received created = receiver.next();
    assertThat(created.contentType()).isEqualTo("application/x-www-form-urlencoded");
    assertThat(created.body())
        .isEqualTo(
            "name=invoice.create&object_id="
                + invoice.getInteger("id")
                + "&account_id=kQ7x2M&business_id=4815162&identity_id=2342108&user_id=1");
    assertThat(created.signature()).isEqualTo(CanonicalForm.signature(verifier, created.fields()));

    JsonObject notes = new JsonObject().put("invoice", new JsonObject().put("notes", "x"));
    harness.api(
        PUT, "/accounting/account/kQ7x2M/invoices/invoices/" + invoice.getInteger("id"), notes);
    assertThat(receiver.next().field("name")).isEqualTo("invoice.update");

    harness.control(
        PATCH, "/invoices/" + invoice.getInteger("id"), new JsonObject().put("vis_state", 1));
    assertThat(receiver.next().field("name")).isEqualTo("invoice.delete");
  }

  @Test
  void nothing_is_delivered_before_verification_or_for_other_nouns() throws Exception {
    register("invoice");
    receiver.next();
    registerAndVerify("client");

    harness.anInvoice(new JsonObject());
    harness.control(
        PATCH, "/clients/" + harness.aClient(), new JsonObject().put("note", "gate code"));

    assertThat(receiver.next().field("name")).isEqualTo("client.update");
    assertThat(receiver.waiting()).isZero();
  }

  @Test
  void a_failing_receiver_is_tried_again_and_a_redirect_is_a_failure() throws Exception {
    registerAndVerify("invoice");
    harness.set("webhookAttemptsMillis", new JsonArray().add(0).add(1).add(1));
    receiver.answerNext(500);
    receiver.answerNext(302);

    harness.anInvoice(new JsonObject());

    Received first = receiver.next();
    assertThat(receiver.next()).isEqualTo(first);
    assertThat(receiver.next()).isEqualTo(first);
    JsonObject delivery = settledDelivery("delivered");
    assertThat(delivery.getJsonArray("attempts")).hasSize(3);
    assertThat(delivery.getJsonArray("attempts").getJsonObject(1).getString("outcome"))
        .isEqualTo("HTTP 302");
    assertThat(times(delivery)).hasSize(6).isSorted();
  }

  /** Of each attempt, when it was sent and when its outcome was known. */
  private static List<Instant> times(JsonObject delivery) {
    return delivery.getJsonArray("attempts").stream()
        .map(attempt -> (JsonObject) attempt)
        .flatMap(attempt -> Stream.of(attempt.getString("sentAt"), attempt.getString("at")))
        .map(Instant::parse)
        .toList();
  }

  @Test
  void after_the_last_attempt_it_gives_up_and_can_be_sent_again_by_hand() throws Exception {
    registerAndVerify("invoice");
    harness.set("webhookAttemptsMillis", new JsonArray().add(0));
    harness.set("webhookDisableAfter", 1);
    receiver.answerNext(500);
    harness.anInvoice(new JsonObject());
    Received first = receiver.next();

    int number = settledDelivery("failed").getInteger("n");
    assertThat(
            harness
                .control("/callbacks")
                .getJsonArray("callbacks")
                .getJsonObject(0)
                .getBoolean("verified"))
        .isFalse();
    harness.control(POST, "/deliveries/" + number + "/redeliver", new JsonObject());

    assertThat(receiver.next()).isEqualTo(first);
  }

  @Test
  void deliveries_can_be_lost_doubled_and_reversed() throws Exception {
    registerAndVerify("invoice");
    harness.set("webhookDropNext", 1);
    harness.set("webhookDuplicateNext", 1);
    harness.anInvoice(new JsonObject());
    JsonObject doubled = harness.anInvoice(new JsonObject());
    assertThat(receiver.next().field("object_id")).isEqualTo(id(doubled));
    assertThat(receiver.next().field("object_id")).isEqualTo(id(doubled));

    harness.set("webhookReverseNext", 2);
    JsonObject one = harness.anInvoice(new JsonObject());
    JsonObject two = harness.anInvoice(new JsonObject());
    assertThat(receiver.next().field("object_id")).isEqualTo(id(two));
    assertThat(receiver.next().field("object_id")).isEqualTo(id(one));
    assertThat(harness.control("/deliveries?state=dropped").getJsonArray("deliveries")).hasSize(1);
  }

  @Test
  void webhooks_can_be_off_altogether() throws Exception {
    registerAndVerify("invoice");
    harness.set("webhooks", false);
    harness.anInvoice(new JsonObject());
    harness.set("webhooks", true);
    JsonObject heard = harness.anInvoice(new JsonObject());

    assertThat(receiver.next().field("object_id")).isEqualTo(id(heard));
  }

  @Test
  void a_receiver_that_does_not_answer_in_time_is_tried_again() throws Exception {
    registerAndVerify("invoice");
    harness.set("webhookAttemptsMillis", new JsonArray().add(0).add(0));
    harness.set("webhookTimeoutMillis", 100);
    receiver.answerNext(Receiver.NEVER);
    receiver.answerNext(Receiver.NEVER);

    harness.anInvoice(new JsonObject());

    assertThat(receiver.next()).isEqualTo(receiver.next());
    assertThat(settledDelivery("failed").getJsonArray("attempts")).hasSize(2);
  }

  @Test
  void a_new_address_has_to_be_verified_anew() throws Exception {
    JsonObject callback = register("invoice");
    String verifier = receiver.next().field("verifier");
    change(callback, new JsonObject().put("verifier", verifier));

    HttpResponse<Buffer> moved =
        change(callback, new JsonObject().put("uri", receiver.uri() + "/other"));

    assertThat(result(moved).getJsonObject("callback").getBoolean("verified")).isFalse();
    assertThat(receiver.next().field("name")).isEqualTo("callback.verify");
  }

  @Test
  void a_resend_carries_the_same_verifier_unless_told_otherwise() throws Exception {
    JsonObject callback = register("invoice");
    String verifier = receiver.next().field("verifier");
    JsonObject resend = new JsonObject().put("resend", true);

    change(callback, resend);
    assertThat(receiver.next().field("verifier")).isEqualTo(verifier);
    harness.set("resendNewVerifier", true);
    change(callback, resend);
    assertThat(receiver.next().field("verifier")).isNotEqualTo(verifier);
  }

  @Test
  void bad_registrations_are_400_with_422_inside() throws Exception {
    HttpResponse<Buffer> answer =
        harness.api(
            POST,
            CALLBACKS,
            new JsonObject("{\"callback\":{\"event\":\"all\",\"uri\":\"/relative\"}}"));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).getInteger("errno")).isEqualTo(422);
    assertThat(json(answer).getJsonArray("details"))
        .containsExactly(
            "event: Value error, Unrecognized event.",
            "uri: Input should be a valid URL, relative URL without a base");
    assertThat(json(harness.get(CALLBACKS + "/1")).getInteger("errno")).isEqualTo(404);
  }

  @Test
  void callbacks_are_listed_by_noun_and_deleted() throws Exception {
    JsonObject callback = register("invoice");
    register("client");

    JsonObject found = result(harness.get(CALLBACKS + "?search[event]=invoice.create"));
    assertThat(found.getJsonArray("callbacks")).containsExactly(callback);

    String path = CALLBACKS + "/" + callback.getInteger("callbackid");
    assertThat(harness.delete(path).bodyAsString()).isEqualTo("{\"response\":{}}");
    assertThat(harness.get(path).statusCode()).isEqualTo(404);
    assertThat(result(harness.get(CALLBACKS)).getInteger("total")).isEqualTo(1);
  }

  private JsonObject register(String event) throws TimeoutException {
    JsonObject callback = new JsonObject().put("event", event).put("uri", receiver.uri());
    return result(harness.api(POST, CALLBACKS, new JsonObject().put("callback", callback)))
        .getJsonObject("callback");
  }

  /** The verifier of a new callback that is ready to hear. */
  private String registerAndVerify(String event) throws Exception {
    JsonObject callback = register(event);
    String verifier = receiver.next().field("verifier");
    change(callback, new JsonObject().put("verifier", verifier));
    return verifier;
  }

  private HttpResponse<Buffer> change(JsonObject callback, JsonObject fields)
      throws TimeoutException {
    return harness.api(
        PUT,
        CALLBACKS + "/" + callback.getInteger("callbackid"),
        new JsonObject().put("callback", fields));
  }

  /** The latest delivery, once it has come to the given state. */
  private JsonObject settledDelivery(String state) throws TimeoutException {
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (System.nanoTime() < deadline) {
      JsonArray log = harness.control("/deliveries").getJsonArray("deliveries");
      JsonObject last = log.getJsonObject(log.size() - 1);
      if (state.equals(last.getString("state"))) {
        return last;
      }
    }
    throw new AssertionError("No delivery came to the state " + state + ".");
  }

  private static String id(JsonObject invoice) {
    return String.valueOf(invoice.getInteger("id"));
  }
}
