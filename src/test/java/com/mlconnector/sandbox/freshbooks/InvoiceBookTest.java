package com.mlconnector.sandbox.freshbooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class InvoiceBookTest {
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-09-14T14:18:05Z"));
  private final EasternTime time = new EasternTime(now::get);
  private final Settings settings = new Settings();
  private final Lines lines = new Lines(settings);
  private final InvoiceRules rules = new InvoiceRules(settings, lines);
  private final InvoiceBook book = new InvoiceBook(time, settings, lines);
  private final ClientBook clients = new ClientBook(time);
  private final Business shop = shop();

  @Test
  void a_new_invoice_is_a_draft_with_the_clients_billing_address() {
    JsonObject view = InvoiceView.of(invoice("{}"), true, time.today());

    assertThat(view.getString("v3_status")).isEqualTo("draft");
    assertThat(view.getString("street")).isEqualTo("48 Wharf Street");
    assertThat(view.getString("created_at")).isEqualTo("2026-09-14 10:18:05");
    assertThat(view.getString("due_date")).isEqualTo("2026-09-14");
    assertThat(List.copyOf(view.fieldNames())).isSorted();
  }

  @Test
  void the_discount_is_taken_before_tax() {
    JsonObject invoice =
        invoice(
            """
            {"discount_value":"10","lines":[
              {"name":"A","qty":4,"unit_cost":{"amount":"5.00"},"taxName1":"HST","taxAmount1":13},
              {"name":"B","qty":"6","unit_cost":{"amount":4}}]}
            """);

    assertThat(amount(invoice, "amount")).isEqualTo("41.94");
    assertThat(amount(invoice, "discount_total")).isEqualTo("-4.40");
    assertThat(amount(invoice, "outstanding")).isEqualTo("41.94");
  }

  @Test
  void tax_is_rounded_once_per_tax_name() {
    JsonObject invoice =
        invoice(
            """
            {"lines":[
              {"qty":"4","unit_cost":{"amount":"18.50"},"taxName1":"Sales","taxAmount1":"5.5"},
              {"qty":"1","unit_cost":{"amount":"62.00"},"taxName1":"Sales","taxAmount1":"5.5"},
              {"qty":"1","unit_cost":{"amount":"14.95"}}]}
            """);

    assertThat(amount(invoice, "amount")).isEqualTo("158.43");
  }

  @Test
  void lines_are_replaced_as_a_whole_and_known_ids_survive() {
    JsonObject invoice =
        invoice("{\"lines\":[{\"name\":\"A\"},{\"name\":\"B\"},{\"name\":\"C\"}]}");

    JsonObject changed =
        book.change(
            invoice,
            new JsonObject(
                """
                {"lines":[{"lineid":2,"qty":"7"},{"name":"New"},{"lineid":99,"name":"Odd"}]}
                """));

    assertThat(Lines.byId(changed).keySet()).containsExactly(2, 4, 5);
    assertThat(changed.getJsonArray("lines").getJsonObject(0).getString("name")).isEqualTo("B");
    assertThat(changed.getJsonArray("lines").getJsonObject(0).getString("qty")).isEqualTo("7");
    assertThat(Lines.byId(invoice).keySet()).containsExactly(1, 2, 3);
  }

  @Test
  void every_write_has_a_later_version_even_within_one_instant() {
    JsonObject first = invoice("{}");
    JsonObject second = book.change(first, new JsonObject().put("notes", "a"));
    JsonObject third = book.change(second, new JsonObject().put("notes", "b"));

    assertThat(first.getString("version"))
        .isLessThan(second.getString("version"))
        .startsWith(first.getString("updated"));
    assertThat(second.getString("version")).isLessThan(third.getString("version"));
  }

  @Test
  void a_sent_invoice_turns_overdue_by_the_calendar_and_a_paid_one_does_not() {
    JsonObject sent =
        book.markAsSent(invoice("{\"lines\":[{\"qty\":1,\"unit_cost\":{\"amount\":\"10\"}}]}"));
    LocalDate later = LocalDate.parse("2026-09-15");

    assertThat(InvoiceView.v3Status(sent, time.today())).isEqualTo("sent");
    assertThat(InvoiceView.v3Status(sent, later)).isEqualTo("overdue");
    assertThat(sent.getString("fulfillment_date")).isEqualTo("2026-09-14");

    JsonObject partly = book.pay(sent, new BigDecimal("4"));
    assertThat(partly.getString("payment_status")).isEqualTo("partial");
    assertThat(amount(partly, "outstanding")).isEqualTo("6.00");

    JsonObject paid = book.pay(partly, new BigDecimal("6"));
    assertThat(InvoiceView.v3Status(paid, later)).isEqualTo("paid");
    assertThat(paid.getString("display_status")).isEqualTo("sent");
  }

  @Test
  void drafts_follow_their_client_and_sent_invoices_do_not() {
    JsonObject draft = invoice("{}");
    JsonObject sent = book.markAsSent(book.create(shop, 2, fields("{}")));
    shop.keepInvoice(draft);
    shop.keepInvoice(sent);
    JsonObject moved =
        clients.change(
            shop.client(7).orElseThrow(), new JsonObject().put("p_street", "1 New Street"));

    assertThat(book.followClient(shop, moved)).hasSize(1);
    assertThat(shop.invoice(1).orElseThrow().getString("street")).isEqualTo("1 New Street");
    assertThat(shop.invoice(2).orElseThrow().getString("street")).isEqualTo("48 Wharf Street");
  }

  @Test
  void missing_members_are_told_together() {
    assertThat(rules.forCreate(shop, new JsonObject()))
        .extracting(Refusal::message)
        .containsExactly("'customerid' is a required field.", "'create_date' is a required field.");
  }

  @Test
  void the_due_date_is_refused_before_anything_else() {
    assertThat(errno("{\"status\":\"sent\",\"due_date\":\"2026-10-01\"}")).isEqualTo(1038);
  }

  @Test
  void wrong_values_have_the_documented_numbers() {
    assertThat(errno("{\"status\":\"sent\"}")).isEqualTo(1015);
    assertThat(errno("{\"status\":4}")).isEqualTo(1004);
    assertThat(errno("{\"create_date\":\"2026-02-30\"}")).isEqualTo(1016);
    assertThat(errno("{\"discount_value\":101}")).isEqualTo(1018);
    assertThat(errno("{\"notes\":5}")).isEqualTo(1004);
    assertThat(errno("{\"lines\":{}}")).isEqualTo(1006);
    assertThat(errno("{\"lines\":[{\"qty\":1e300}]}")).isEqualTo(1015);
    assertThat(errno("{\"lines\":[{\"unit_cost\":{\"amount\":\"1e999999999\"}}]}")).isEqualTo(1015);
    assertThat(errno("{\"notes\":\"" + "x".repeat(10_001) + "\"}")).isEqualTo(1017);
  }

  @Test
  void unknown_and_read_only_members_are_ignored() {
    JsonObject fields = new JsonObject("{\"nonsense\":1,\"amount\":\"9\",\"v3_status\":\"paid\"}");

    assertThat(rules.forChange(shop, invoice("{}"), fields)).isEmpty();
    assertThat(book.change(invoice("{}"), fields).containsKey("nonsense")).isFalse();
  }

  @Test
  void switches_make_it_stricter() {
    settings.change(
        new JsonObject()
            .put("refuseAstral", true)
            .put("refuseReadOnly", true)
            .put("refuseUnknownLines", true)
            .put("refuseEmptyLines", true)
            .put("notesNormaliseLineEnds", true));

    assertThat(errno("{\"notes\":\"📦\"}")).isEqualTo(1036);
    assertThat(errno("{\"version\":\"x\"}")).isEqualTo(1038);
    assertThat(errno("{\"lines\":[{\"lineid\":9}]}")).isEqualTo(1012);
    assertThat(errno("{\"lines\":[]}")).isEqualTo(1030);
    assertThat(invoice("{\"notes\":\"a\\r\\nb\"}").getString("notes")).isEqualTo("a\nb");
  }

  @Test
  void notes_above_the_limit_can_be_cut_in_silence() {
    settings.change(new JsonObject().put("notesLimit", 3).put("notesCut", true));

    assertThat(rules.forChange(shop, invoice("{}"), new JsonObject("{\"notes\":\"ab📦c\"}")))
        .isEmpty();
    assertThat(invoice("{\"notes\":\"ab📦c\"}").getString("notes")).isEqualTo("ab📦");
  }

  private int errno(String fields) {
    return rules.forChange(shop, invoice("{}"), new JsonObject(fields)).getFirst().errno();
  }

  private JsonObject invoice(String fields) {
    return book.create(shop, 1, fields(fields));
  }

  private static JsonObject fields(String json) {
    return new JsonObject(json).put("customerid", 7).put("create_date", "2026-09-14");
  }

  private Business shop() {
    Business business = new Business("kQ7x2M", 4815162, "Harbor Supply Co");
    JsonObject client =
        new JsonObject()
            .put("fname", "Dana")
            .put("p_street", "48 Wharf Street")
            .put("s_street", "9");
    business.keepClient(clients.create(business, 7, client));
    return business;
  }

  private static String amount(JsonObject invoice, String member) {
    return invoice.getJsonObject(member).getString("amount");
  }
}
