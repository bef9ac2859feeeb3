package com.mlconnector.sandbox.freshbooks;

import static com.mlconnector.sandbox.freshbooks.Harness.await;
import static com.mlconnector.sandbox.freshbooks.Harness.error;
import static com.mlconnector.sandbox.freshbooks.Harness.json;
import static com.mlconnector.sandbox.freshbooks.Harness.result;
import static io.vertx.core.http.HttpMethod.DELETE;
import static io.vertx.core.http.HttpMethod.PATCH;
import static io.vertx.core.http.HttpMethod.POST;
import static io.vertx.core.http.HttpMethod.PUT;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Invoices, clients, faults and the control API, over real sockets. */
class FreshBooksSandboxIT {
  private static final String INVOICES = "/accounting/account/kQ7x2M/invoices/invoices";
  private static final String CLIENTS = "/accounting/account/kQ7x2M/users/clients";
  private static final String LINES = "?include[]=lines";

  private Harness harness;

  @BeforeEach
  void start() throws TimeoutException {
    harness = new Harness();
  }

  @AfterEach
  void stop() throws TimeoutException {
    harness.close();
  }

  @Test
  void lines_are_answered_only_when_included() throws Exception {
    JsonObject written = harness.anInvoice(threeLines());
    String path = INVOICES + "/" + written.getInteger("id");

    assertThat(invoice(harness.get(path)).containsKey("lines")).isFalse();
    JsonObject full = invoice(harness.get(path + "?include%5B%5D=lines"));
    assertThat(full.getJsonArray("lines")).hasSize(3);
    assertThat(full.getJsonObject("amount").getString("amount")).isEqualTo("60.00");
    assertThat(full.getString("v3_status")).isEqualTo("sent");
    assertThat(full).isEqualTo(written);
  }

  @Test
  void a_create_answers_200_with_a_draft() throws Exception {
    JsonObject body =
        new JsonObject().put("customerid", harness.aClient()).put("create_date", "2026-09-14");

    HttpResponse<Buffer> answer =
        harness.api(POST, INVOICES, new JsonObject().put("invoice", body));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(invoice(answer).getString("v3_status")).isEqualTo("draft");
    assertThat(invoice(answer).getString("street")).isEqualTo("1187 Elmwood Ave");
    assertThat(answer.getHeader("X-RateLimit-Limit")).isEqualTo("500");
  }

  @Test
  void one_put_performs_one_phase_and_drops_the_rest() throws Exception {
    JsonObject before = harness.anInvoice(threeLines().put("notes", "old"));
    JsonObject whole = before.copy().put("notes", "new");

    JsonObject after = invoice(put(before, whole));
    assertThat(after.getString("notes")).isEqualTo("old");
    assertThat(after.getString("version")).isGreaterThan(before.getString("version"));

    JsonObject action = new JsonObject().put("action_mark_as_sent", true).put("notes", "new");
    assertThat(invoice(put(before, action)).getString("notes")).isEqualTo("old");

    JsonObject only = new JsonObject().put("notes", "new");
    assertThat(invoice(put(before, only)).getString("notes")).isEqualTo("new");
    assertThat(harness.control("/invoices/" + before.getInteger("id")).getJsonArray("lines"))
        .isEqualTo(before.getJsonArray("lines"));
  }

  @Test
  void lines_that_are_not_sent_back_are_gone() throws Exception {
    JsonObject before = harness.anInvoice(threeLines());
    JsonArray lines =
        new JsonArray()
            .add(before.getJsonArray("lines").getJsonObject(2))
            .add(new JsonObject().put("name", "UPS 1Z999AA10123456784").put("qty", "1"));

    JsonObject changed = new JsonObject().put("lines", lines);
    JsonObject after = invoice(put(before, changed, LINES));

    assertThat(
            after.getJsonArray("lines").stream().map(it -> ((JsonObject) it).getInteger("lineid")))
        .containsExactly(3, 4);
    assertThat(after.getJsonObject("outstanding").getString("amount")).isEqualTo("30.00");
  }

  @Test
  void both_ways_of_deleting_leave_it_readable_by_id() throws Exception {
    JsonObject one = harness.anInvoice(threeLines());
    JsonObject two = harness.anInvoice(threeLines());
    put(one, new JsonObject().put("vis_state", 1));
    HttpResponse<Buffer> deleted = harness.delete(INVOICES + "/" + two.getInteger("id"));

    assertThat(deleted.bodyAsString()).isEqualTo("{\"response\":{}}");
    assertThat(result(harness.get(INVOICES)).getInteger("total")).isZero();
    assertThat(result(harness.get(INVOICES + "?search[vis_state]=1")).getInteger("total"))
        .isEqualTo(2);
    assertThat(invoice(harness.get(INVOICES + "/" + two.getInteger("id"))).getInteger("vis_state"))
        .isEqualTo(1);
  }

  @Test
  void pages_are_newest_first_capped_and_empty_past_the_end() throws Exception {
    JsonObject first = harness.anInvoice(threeLines());
    JsonObject second = harness.anInvoice(threeLines());

    JsonObject page = result(harness.get(INVOICES + "?page=0&per_page=5000"));
    assertThat(ids(page)).containsExactly(second.getInteger("id"), first.getInteger("id"));
    assertThat(page.getInteger("per_page")).isEqualTo(100);
    assertThat(page.getInteger("page")).isEqualTo(1);

    JsonObject small = result(harness.get(INVOICES + "?page=2&per_page=1"));
    assertThat(ids(small)).containsExactly(first.getInteger("id"));
    assertThat(small.getInteger("pages")).isEqualTo(2);

    JsonObject beyond = result(harness.get(INVOICES + "?page=99999999999999999999"));
    assertThat(ids(beyond)).isEmpty();
    assertThat(beyond.getInteger("total")).isEqualTo(2);

    HttpResponse<Buffer> nonsense = harness.get(INVOICES + "?page=two");
    assertThat(nonsense.statusCode()).isEqualTo(422);
    assertThat(error(nonsense).getInteger("errno")).isEqualTo(1014);
  }

  @Test
  void known_filters_filter_and_others_are_silently_ignored() throws Exception {
    JsonObject old = harness.anInvoice(threeLines().put("create_date", "2026-01-05"));
    JsonObject late = harness.anInvoice(threeLines().put("create_date", "2026-03-05"));

    assertThat(ids(result(harness.get(INVOICES + "?search[date_min]=2026-02-01"))))
        .containsExactly(late.getInteger("id"));
    assertThat(
            ids(
                result(
                    harness.get(
                        INVOICES + "?search%5Binvoiceids%5D%5B%5D=" + old.getInteger("id")))))
        .containsExactly(old.getInteger("id"));
    assertThat(ids(result(harness.get(INVOICES + "?search[updated_min]=2000-01-01")))).hasSize(2);
    assertThat(ids(result(harness.get(INVOICES + "?search[updated_max]=2000-01-01")))).isEmpty();
    assertThat(ids(result(harness.get(INVOICES + "?search[status]=4&search[updated_since]=x"))))
        .hasSize(2);
    assertThat(ids(result(harness.get(INVOICES + "?sort=invoice_date_asc"))))
        .containsExactly(old.getInteger("id"), late.getInteger("id"));
    assertThat(harness.get(INVOICES + "?search[date_min]=soon").statusCode()).isEqualTo(422);

    harness.set("strict", true);
    assertThat(harness.get(INVOICES + "?search[status]=4").statusCode()).isEqualTo(422);
  }

  @Test
  void errors_have_the_documented_status_and_number() throws Exception {
    JsonObject invoice = harness.anInvoice(threeLines());

    HttpResponse<Buffer> unknown = harness.get(INVOICES + "/999999");
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(error(unknown))
        .isEqualTo(
            new JsonObject()
                .put("errno", 1012)
                .put("field", "invoiceid")
                .put("message", "Invoice not found.")
                .put("object", "invoice")
                .put("value", "999999"));
    assertRefused(put(invoice, new JsonObject().put("due_date", "2026-10-01")), 403, 1038);
    assertRefused(put(invoice, new JsonObject().put("status", "sent")), 422, 1015);
    assertRefused(put(invoice, new JsonObject().put("status", 4)), 422, 1004);
    assertRefused(put(invoice, new JsonObject().put("vis_state", "x")), 422, 1015);
    assertRefused(
        harness.api(POST, INVOICES, new JsonObject("{\"invoice\":{\"customerid\":1}}")), 422, 1001);
    assertRefused(harness.api(POST, CLIENTS, new JsonObject("{\"client\":{}}")), 422, 7012);
    assertRefused(harness.get(CLIENTS + "/abc"), 404, 1012);
  }

  @Test
  void no_body_however_odd_is_more_than_a_client_error() throws Exception {
    int id = harness.anInvoice(threeLines()).getInteger("id");
    List<String> bodies =
        List.of(
            "",
            "null",
            "7",
            "[]",
            "{",
            "{\"invoice\":[]}",
            "{\"invoice\":null}",
            "{\"callback\":7}",
            "{\"client\":\"x\"}",
            "[".repeat(5_000),
            "{\"invoice\":{\"lines\":[null]}}",
            "{\"invoice\":{\"lines\":[{\"lineid\":\"x\",\"qty\":{}}]}}",
            "{\"invoice\":{\"customerid\":99999999999999999999}}",
            "{\"invoice\":{\"currency_code\":null,\"due_offset_days\":[]}}",
            "{\"callback\":{\"event\":{},\"uri\":[]}}",
            "{\"client\":{\"fname\":{}}}");
    for (String body : bodies) {
      for (String path :
          new String[] {INVOICES, CLIENTS, "/events/account/kQ7x2M/events/callbacks"}) {
        assertThat(harness.api(POST, path, body).statusCode())
            .as(path + " " + body)
            .isBetween(400, 499);
      }
      int change = harness.api(PUT, INVOICES + "/" + id, body).statusCode();
      assertThat(change).as("PUT " + body).isBetween(400, 499);
    }
    assertRefused(harness.api(PUT, INVOICES + "/" + id, "{"), 400, 1005);
    assertThat(harness.get(INVOICES + "?search[date_min]=%zz").statusCode()).isBetween(400, 499);
  }

  @Test
  void a_draft_follows_its_client_and_the_shipping_address_stays_with_the_client()
      throws Exception {
    JsonObject draft = harness.anInvoice(threeLines().put("status", "draft"));
    JsonObject sent = harness.anInvoice(threeLines());
    String path = CLIENTS + "/" + harness.aClient();

    JsonObject change = new JsonObject().put("p_city", "Albany").put("s_city", "Troy");
    HttpResponse<Buffer> answer = harness.api(PUT, path, new JsonObject().put("client", change));

    JsonObject client = result(answer).getJsonObject("client");
    assertThat(client.getString("s_city")).isEqualTo("Troy");
    assertThat(List.copyOf(client.fieldNames())).isSorted();
    assertThat(city(draft)).isEqualTo("Albany");
    assertThat(city(sent)).isEqualTo("Buffalo");
  }

  @Test
  void the_seeded_addresses_have_their_roles() throws Exception {
    JsonArray clients = result(harness.get(CLIENTS)).getJsonArray("clients");

    assertThat(clients).hasSize(4);
    assertThat(clients.getJsonObject(3).getString("p_street2")).isEqualTo("Apt 4");
    assertThat(clients.getJsonObject(2).getString("s_city")).isEqualTo("Oakland");
    assertThat(clients.getJsonObject(1).getString("p_street")).isEqualTo("1187 Elmwood Ave");
    assertThat(clients.getJsonObject(1).getString("p_street2")).isEmpty();
  }

  @Test
  void the_rate_limit_tells_when_to_come_back() throws Exception {
    harness.set("rateLimit", 1);
    assertThat(harness.get(CLIENTS).getHeader("X-RateLimit-Remaining")).isEqualTo("0");

    HttpResponse<Buffer> refused = harness.get(CLIENTS);

    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(Integer.parseInt(refused.getHeader("Retry-After"))).isBetween(1, 60);
    harness.control(POST, "/clock", new JsonObject().put("advance", "PT1M"));
    assertThat(harness.get(CLIENTS).statusCode()).isEqualTo(200);
  }

  @Test
  void faults_spoil_only_the_call_they_wait_for() throws Exception {
    JsonObject invoice = harness.anInvoice(threeLines());
    harness.control(
        POST,
        "/faults",
        new JsonObject()
            .put("operation", "invoice.update")
            .put("kind", "status")
            .put("status", 503)
            .put("moment", "after"));

    assertThat(put(invoice, new JsonObject().put("notes", "done")).statusCode()).isEqualTo(503);
    JsonObject read = harness.control("/invoices/" + invoice.getInteger("id"));
    assertThat(read.getString("notes")).isEqualTo("done");
    assertThat(put(invoice, new JsonObject().put("notes", "x")).statusCode()).isEqualTo(200);
    assertThat(harness.control("/requests?operation=invoice.update").getJsonArray("requests"))
        .hasSize(2);
  }

  @Test
  void a_fault_for_an_operation_that_is_not_there_is_refused() throws Exception {
    HttpResponse<Buffer> refused =
        harness.control(
            POST,
            "/faults",
            new JsonObject().put("operation", "invoice.gett").put("kind", "reset"));

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(json(refused).getString("detail"))
        .contains("no operation 'invoice.gett'", "invoice.get, ");
    assertThat(harness.control("/faults").getJsonArray("faults")).isEmpty();
  }

  @Test
  void an_update_can_be_lost_or_refused_as_a_conflict() throws Exception {
    JsonObject invoice = harness.anInvoice(threeLines().put("notes", "old"));
    harness.set("loseUpdatesNext", 1);
    harness.set("conflictNext", 1);
    JsonObject change = new JsonObject().put("notes", "new");

    assertRefused(put(invoice, change), 409, 409);
    assertThat(invoice(put(invoice, change)).getString("notes")).isEqualTo("new");
    assertThat(harness.control("/invoices/" + invoice.getInteger("id")).getString("notes"))
        .isEqualTo("old");
  }

  @Test
  void a_human_can_save_in_the_moment_of_an_update() throws Exception {
    String id = "/" + harness.anInvoice(new JsonObject().put("notes", "old")).getInteger("id");
    JsonObject theirs = new JsonObject().put("notes", "theirs").put("terms", "30 days");
    JsonObject ours = new JsonObject().put("invoice", new JsonObject().put("notes", "ours"));

    harness.control(PATCH, "/invoices" + id + "?update=before", theirs);
    assertThat(invoice(harness.get(INVOICES + id)).getString("notes")).isEqualTo("old");
    JsonObject answer = invoice(harness.api(PUT, INVOICES + id, ours));
    assertThat(answer.getString("notes")).isEqualTo("ours");
    assertThat(answer.getString("terms")).isEqualTo("30 days");

    harness.control(PATCH, "/invoices" + id + "?update=after", theirs);
    answer = invoice(harness.api(PUT, INVOICES + id, ours));
    assertThat(answer.getString("notes")).isEqualTo("ours");
    JsonObject now = invoice(harness.get(INVOICES + id));
    assertThat(now.getString("notes")).isEqualTo("theirs");
    assertThat(now.getString("version")).isNotEqualTo(answer.getString("version"));
    assertThat(harness.control(PATCH, "/invoices" + id + "?update=soon", theirs).statusCode())
        .isEqualTo(400);
  }

  @Test
  void the_grpc_like_shape_is_a_switch_away() throws Exception {
    harness.set("grpcErrors", true);

    JsonObject body = json(harness.get(INVOICES + "/1"));

    assertThat(body.getInteger("code")).isEqualTo(5);
    assertThat(body.getJsonArray("details").getJsonObject(0).getString("reason")).isEqualTo("1012");
  }

  @Test
  void the_control_api_refuses_nonsense_in_one_sentence() throws Exception {
    assertSentence(harness.control(PATCH, "/settings", new JsonObject().put("webhook", 1)));
    assertSentence(harness.control(PATCH, "/settings", new JsonObject().put("webhooks", 1)));
    assertSentence(harness.control(PATCH, "/app", new JsonObject().put("redirectUris", "x")));
    assertSentence(harness.control(POST, "/invoices", new JsonObject().put("client", 5)));
    assertSentence(harness.control(POST, "/invoices", new JsonObject().put("note", "x")));
    assertSentence(harness.control(PATCH, "/invoices/5", new JsonObject()));
    assertSentence(harness.control(POST, "/clients", new JsonObject().put("p_city", "x")));
    assertSentence(harness.control(POST, "/deliveries/5/redeliver", new JsonObject()));
    assertSentence(
        await(harness.request(POST, "/_control/invoices").sendBuffer(Buffer.buffer("[1]"))));
  }

  @Test
  void a_human_edits_pays_and_deletes() throws Exception {
    JsonObject invoice = harness.anInvoice(threeLines());
    String path = "/invoices/" + invoice.getInteger("id");

    JsonObject edited =
        json(harness.control(PATCH, path, new JsonObject().put("po_number", "SHIP")));
    assertThat(edited.getString("po_number")).isEqualTo("SHIP");
    JsonObject paid = json(harness.control(POST, path + "/payments", new JsonObject()));
    assertThat(paid.getString("v3_status")).isEqualTo("paid");
    JsonObject deleted = json(harness.control(DELETE, path, new JsonObject()));
    assertThat(deleted.getInteger("vis_state")).isEqualTo(1);
  }

  private static void assertRefused(HttpResponse<Buffer> answer, int status, int errno) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(error(answer).getInteger("errno")).isEqualTo(errno);
  }

  private static void assertSentence(HttpResponse<Buffer> answer) {
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).getString("detail")).endsWith(".").doesNotContain("Exception");
  }

  private HttpResponse<Buffer> put(JsonObject invoice, JsonObject fields) throws TimeoutException {
    return put(invoice, fields, "");
  }

  private HttpResponse<Buffer> put(JsonObject invoice, JsonObject fields, String query)
      throws TimeoutException {
    String path = INVOICES + "/" + invoice.getInteger("id") + query;
    return harness.api(PUT, path, new JsonObject().put("invoice", fields));
  }

  private String city(JsonObject invoice) throws TimeoutException {
    return harness.control("/invoices/" + invoice.getInteger("id")).getString("city");
  }

  private static JsonObject invoice(HttpResponse<Buffer> answer) {
    return result(answer).getJsonObject("invoice");
  }

  private static List<Integer> ids(JsonObject page) {
    return page.getJsonArray("invoices").stream()
        .map(invoice -> ((JsonObject) invoice).getInteger("id"))
        .toList();
  }

  private static JsonObject threeLines() {
    return new JsonObject(
        """
        {"lines":[{"name":"A","qty":1,"unit_cost":"10.00"},
                  {"name":"B","qty":"2","unit_cost":10},
                  {"name":"C","qty":3,"unit_cost":{"amount":"10"}}]}
        """);
  }
}
