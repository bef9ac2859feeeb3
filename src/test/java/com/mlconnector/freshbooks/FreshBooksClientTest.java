package com.mlconnector.freshbooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mlconnector.domain.Bill;
import com.mlconnector.domain.Client;
import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.Invoice;
import com.mlconnector.domain.InvoiceLine;
import com.mlconnector.domain.Money;
import com.mlconnector.domain.Outcome;
import com.mlconnector.domain.RawAddress;
import com.mlconnector.domain.Secret;
import com.mlconnector.freshbooks.Identity.Business;
import com.mlconnector.support.HostileJson;
import com.mlconnector.vendor.VendorAnswer;
import com.mlconnector.vendor.VendorAnswer.Answered;
import com.mlconnector.vendor.VendorAnswer.NoAnswer;
import com.mlconnector.vendor.VendorAnswer.NotSent;
import com.mlconnector.vendor.VendorRequest;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreshBooksClientTest {
  private static final ConnectionId SHOP = new ConnectionId("shop");
  private static final FreshBooksAccount BOOKS = new FreshBooksAccount(SHOP, "kQ7x2M");

  private static final String INVOICE =
      """
      {"response":{"result":{"invoice":{
        "accountid":"kQ7x2M","address":"","city":"Portland","code":"04101",
        "country":"United States","created_at":"2026-09-14 10:18:05","customerid":771203,
        "fname":"Dana","id":1804477,"invoice_number":"HS-00412","invoiceid":1804477,
        "lines":[
          {"amount":{"amount":"74.00","code":"USD"},"description":"Polished","lineid":1,
           "name":"Brass cleat","qty":"4","type":0},
          {"description":"Parcel: 6.4 kg","lineid":2,"name":"UPS Ground shipping","qty":1}],
        "lname":"Whitcomb","notes":"Thank you.\\nShip: yes","organization":"Casco Bay Riggers",
        "po_number":null,"province":"Maine","street":"48 Wharf Street","street2":"Suite 3",
        "terms":null,"updated":"2026-09-14 10:22:41","v3_status":"sent",
        "version":"2026-09-14 10:22:41.118034","vis_state":0}}}}
      """;

  private static final String CLIENT =
      """
      {"response":{"result":{"client":{
        "bus_phone":"","mob_phone":"207-555-0188","home_phone":null,"fname":"Dana","id":771203,
        "lname":"Whitcomb","note":"UPS account on file","organization":"Casco Bay Riggers",
        "p_city":"Portland","p_code":"04101","p_country":"United States","p_province":"Maine",
        "p_street":"48 Wharf Street","p_street2":"Suite 3","s_city":"South Portland",
        "s_code":"04106","s_country":"United States","s_province":"ME",
        "s_street":"9 Breakwater Drive","s_street2":"Dock 2","signup_date":"2026-03-02 19:25:29",
        "updated":"2026-09-10 15:25:29","userid":771203,"vis_state":0}}}}
      """;

  private static final String ME =
      """
      {"response":{"id":2342108,"identity_id":2342108,"addresses":[null],
        "business_memberships":[
          {"id":5099123,"role":"owner","fasttrack_token":"s3cret","business":{
            "id":4815162,"name":"Harbor Supply Co","account_id":"kQ7x2M",
            "address":{"street":"15 Custom House Wharf","street2":null,"city":"Portland",
              "province":"Maine","country":"United States","postal_code":"04101"},
            "phone_number":{"id":2210077,"phone_number":"207-555-0100"}}},
          {"id":5099124,"role":"client","business":{"id":9,"name":"Else","account_id":null}},
          {"id":5099125,"role":"owner","business":{"id":10,"name":"Second","account_id":"zz9",
            "address":null,"phone_number":null}}]}}
      """;

  private static final String CALLBACK =
      """
      {"response":{"result":{"callback":{"callbackid":2001,"event":"invoice",
        "uri":"https://gateway.example/hook","verified":false,
        "updated_at":"2026-09-14T14:00:03Z"}}}}
      """;

  private static final InvoiceFilter CHANGED = InvoiceFilter.updatedFrom(LocalDate.of(2026, 9, 13));

  private final List<VendorRequest> sent = new ArrayList<>();
  private VendorAnswer answer = new NotSent("no answer set");

  private final FreshBooksClient freshBooks =
      new FreshBooksClient(
          request -> {
            sent.add(request);
            return Future.succeededFuture(answer);
          },
          "https://api.example",
          Duration.ofSeconds(30),
          InstantSource.fixed(Instant.EPOCH));

  @Test
  void an_invoice_is_read_with_its_lines() {
    answer = ok(INVOICE);
    Invoice invoice = done(freshBooks.invoice(BOOKS, 1804477));
    assertThat(invoice)
        .isEqualTo(
            new Invoice(
                1804477,
                "HS-00412",
                771203,
                "2026-09-14 10:22:41.118034",
                Instant.parse("2026-09-14T14:18:05Z"),
                0,
                "sent",
                "Thank you.\nShip: yes",
                "",
                "",
                new RawAddress(
                    "Casco Bay Riggers",
                    "Dana",
                    "Whitcomb",
                    "48 Wharf Street",
                    "Suite 3",
                    "Portland",
                    "Maine",
                    "04101",
                    "United States"),
                List.of(
                    new InvoiceLine(1, "Brass cleat", "Polished", new BigDecimal("4")),
                    new InvoiceLine(
                        2, "UPS Ground shipping", "Parcel: 6.4 kg", new BigDecimal("1")))));
    assertSent(
        "GET https://api.example/accounting/account/kQ7x2M/invoices/invoices/1804477"
            + "?include%5B%5D=lines");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-15 12:00:00, 2026-01-15T17:00:00Z",
    "2026-07-15 12:00:00, 2026-07-15T16:00:00Z",
    // the doubled hour: the later of the two, as new as it may be
    "2026-11-01 01:30:00, 2026-11-01T06:30:00Z",
    // the hour that never was
    "2026-03-08 02:30:00, 2026-03-08T07:30:00Z",
    "2026-07-15T12:00:00Z, 2026-07-15T12:00:00Z",
    "2026-07-15 12:00:00.250000, 2026-07-15T16:00:00.250Z",
  })
  void creation_is_east_coast_wall_time(String written, Instant meant) {
    answer = ok(INVOICE.replace("2026-09-14 10:18:05", written));
    assertThat(done(freshBooks.invoice(BOOKS, 1)).createdAt()).isEqualTo(meant);
  }

  @Test
  void without_version_the_time_of_change_marks_the_version() {
    answer = ok(INVOICE.replace("\"version\":\"2026-09-14 10:22:41.118034\",", ""));
    assertThat(done(freshBooks.invoice(BOOKS, 1)).version()).isEqualTo("2026-09-14 10:22:41");
  }

  @ParameterizedTest
  @CsvSource({
    "customerid, response.result.invoice.customerid is missing",
    "vis_state, response.result.invoice.vis_state is missing",
    "created_at, response.result.invoice.created_at is missing",
  })
  void a_member_nothing_goes_without_is_named(String name, String sentence) {
    answer = ok(INVOICE.replace("\"" + name + "\"", "\"other\""));
    assertThat(freshBooks.invoice(BOOKS, 1).result())
        .isEqualTo(new Outcome.Unavailable<>("unreadable answer: " + sentence));
  }

  @Test
  void a_page_tells_the_unreadable_from_the_readable() {
    String invoice = INVOICE.substring(INVOICE.indexOf("{\n  \"accountid\""), INVOICE.length() - 4);
    answer =
        ok(
            """
            {"response":{"result":{"invoices":[%s,{"id":7}],"page":1,"pages":"3","per_page":100,
              "total":202}}}
            """
                .formatted(invoice));
    InvoicePage page = done(freshBooks.invoices(BOOKS, CHANGED, 1));
    assertThat(page.invoices()).extracting(Invoice::id).containsExactly(1804477L);
    assertThat(page.unreadable())
        .containsExactly("response.result.invoices[1].customerid is missing");
    assertThat(List.of(page.page(), page.pages(), page.total())).containsExactly(1, 3, 202);
    assertSent(
        "GET https://api.example/accounting/account/kQ7x2M/invoices/invoices"
            + "?search%5Bupdated_min%5D=2026-09-13&page=1&per_page=100&include%5B%5D=lines");
  }

  @Test
  void a_page_tells_how_many_the_filter_should_have_kept_out() {
    String invoice = INVOICE.substring(INVOICE.indexOf("{\n  \"accountid\""), INVOICE.length() - 4);
    answer =
        ok(
            "{\"response\":{\"result\":{\"invoices\":["
                + invoice
                + "],\"page\":1,\"pages\":1,\"total\":1}}}");
    LocalDate updated = LocalDate.of(2026, 9, 14);
    assertThat(outside(InvoiceFilter.ALL)).isZero();
    assertThat(outside(InvoiceFilter.updatedFrom(updated))).isZero();
    assertThat(outside(InvoiceFilter.updatedFrom(updated.plusDays(1)))).as("their zone").isZero();
    assertThat(outside(InvoiceFilter.updatedFrom(updated.plusDays(2)))).isEqualTo(1);
    assertThat(outside(InvoiceFilter.ALL.ofDeleted())).isEqualTo(1);
    assertThat(sent.getLast().uri()).contains("?search%5Bvis_state%5D=1&page=1&");
  }

  private int outside(InvoiceFilter filter) {
    return done(freshBooks.invoices(BOOKS, filter, 1)).outside();
  }

  @Test
  void an_empty_page_is_a_page() {
    answer = ok("{\"response\":{\"result\":{\"invoices\":[],\"page\":1,\"pages\":0,\"total\":0}}}");
    assertThat(done(freshBooks.invoices(BOOKS, CHANGED, 1)).pages()).isZero();
  }

  @Test
  void a_page_without_a_list_is_no_empty_page() {
    answer = ok("{\"response\":{\"result\":{\"page\":1,\"pages\":0,\"total\":0}}}");
    assertThat(freshBooks.invoices(BOOKS, CHANGED, 1).result())
        .isEqualTo(
            new Outcome.Unavailable<>("unreadable answer: response.result.invoices is missing"));
  }

  @Test
  void a_client_has_two_addresses() {
    answer = ok(CLIENT);
    Client client = done(freshBooks.client(BOOKS, 771203));
    assertThat(client.billing().street()).isEqualTo("48 Wharf Street");
    assertThat(client.shipping())
        .isEqualTo(
            new RawAddress(
                "Casco Bay Riggers",
                "Dana",
                "Whitcomb",
                "9 Breakwater Drive",
                "Dock 2",
                "South Portland",
                "ME",
                "04106",
                "United States"));
    assertThat(client.phone()).isEqualTo("207-555-0188");
    assertThat(client.version()).isEqualTo("2026-09-10 15:25:29");
    assertThat(client.note()).isEqualTo("UPS account on file");
    assertSent("GET https://api.example/accounting/account/kQ7x2M/users/clients/771203");
  }

  @Test
  void notes_are_written_alone() {
    answer = ok(INVOICE);
    assertThat(done(freshBooks.updateNotes(BOOKS, 1804477, "Ship: yes\n1Z")).id())
        .isEqualTo(1804477);
    assertSent(
        "PUT https://api.example/accounting/account/kQ7x2M/invoices/invoices/1804477"
            + "?include%5B%5D=lines");
    assertThat(sent.getFirst().body().toString())
        .isEqualTo("{\"invoice\":{\"notes\":\"Ship: yes\\n1Z\"}}");
  }

  private static final String LINES =
      """
      "lines":[
        {"compounded_tax":true,"description":"Polished","expenseid":0,"lineid":3,
         "modern_project_id":null,"modern_time_entries":[],"name":"Brass cleat","qty":"4.50",
         "retainer_id":null,"taxAmount1":"5.5","taxAmount2":"0","taxName1":"Sales Tax",
         "taxName2":null,"type":0,"unit_cost":{"amount":"18.50","code":"USD"}},
        {"description":"","lineid":4,"name":"Hours","qty":1,"type":0,"retainer_id":7,
         "unit_cost":{"amount":2,"code":"USD"}},
        {"description":"","lineid":5,"name":"Odd","qty":"x","type":0,
         "unit_cost":{"amount":2,"code":"USD"}}],
        "amount":{"amount":"83.25","code":"USD"},"paid":{"amount":"0.00","code":"USD"},
        "lname"\
      """;

  private static final String WITH_LINES =
      INVOICE.replaceFirst("(?s)\"lines\":.*\"lname\"", LINES.strip());

  @Test
  void lines_go_back_with_all_that_can_be_written_of_them() {
    answer = ok(WITH_LINES);
    Invoice invoice = done(freshBooks.invoice(BOOKS, 1804477));
    assertThat(invoice.totals()).contains(new Invoice.Totals(usd("83.25"), usd("0.00")));
    assertThat(invoice.mayBePaid()).isFalse();
    assertThat(invoice.lines().get(1).terms().orElseThrow().linked()).isTrue();
    assertThat(invoice.lines().get(2).terms()).isEmpty();

    sent.clear();
    done(freshBooks.updateLines(BOOKS, 1804477, invoice.lines().subList(0, 1)));
    assertThat(new JsonObject(sent.getFirst().body()))
        .isEqualTo(
            new JsonObject(
                """
                {"invoice":{"lines":[{"lineid":3,"name":"Brass cleat","description":"Polished",
                  "qty":"4.50","type":0,"unit_cost":{"amount":"18.50","code":"USD"},
                  "taxName1":"Sales Tax","taxAmount1":"5.5","taxName2":"","taxAmount2":"0",
                  "compounded_tax":true}]}}
                """));
    assertThatThrownBy(() -> freshBooks.updateLines(BOOKS, 1804477, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_kept_bill_reads_as_it_was() {
    answer = ok(WITH_LINES);
    Bill bill = Bill.of(done(freshBooks.invoice(BOOKS, 1804477))).orElseThrow();
    Bill plain = new Bill(bill.amount(), bill.lines().subList(0, 1));
    assertThat(LinesJson.kept(LinesJson.keep(plain))).contains(plain);
    assertThat(LinesJson.kept("Thank you!")).isEmpty();
  }

  private static Money usd(String amount) {
    return new Money(new BigDecimal(amount), "USD");
  }

  @Test
  void a_lost_answer_is_open_for_a_write_and_harmless_for_a_read() {
    answer = new NoAnswer("cut");
    assertThat(freshBooks.updateNotes(BOOKS, 1, "").result())
        .isEqualTo(new Outcome.Unknown<>("cut"));
    assertThat(freshBooks.invoice(BOOKS, 1).result()).isEqualTo(new Outcome.Unavailable<>("cut"));
    answer = new NotSent("refused");
    assertThat(freshBooks.updateNotes(BOOKS, 1, "").result())
        .isEqualTo(new Outcome.Unavailable<>("refused"));
  }

  @Test
  void a_person_may_have_several_businesses_and_some_without_books() {
    answer = ok(ME);
    Identity identity = done(freshBooks.me(SHOP));
    assertThat(identity.id()).isEqualTo(2342108);
    assertThat(identity.businesses())
        .containsExactly(
            new Business(
                4815162,
                "kQ7x2M",
                "Harbor Supply Co",
                new RawAddress(
                    "Harbor Supply Co",
                    "",
                    "",
                    "15 Custom House Wharf",
                    "",
                    "Portland",
                    "Maine",
                    "04101",
                    "United States"),
                "207-555-0100"),
            new Business(
                10, "zz9", "Second", new RawAddress("Second", "", "", "", "", "", "", "", ""), ""));
    assertSent("GET https://api.example/auth/api/v1/users/me");
  }

  @Test
  void callbacks_are_registered_listed_verified_resent_and_deleted() {
    Callback callback = new Callback(2001, "invoice", "https://gateway.example/hook", false);
    String base = "https://api.example/events/account/kQ7x2M/events/callbacks";
    answer = ok(CALLBACK);
    assertThat(done(freshBooks.registerCallback(BOOKS, "invoice", callback.uri())))
        .isEqualTo(callback);
    assertThat(done(freshBooks.callback(BOOKS, 2001))).isEqualTo(callback);
    assertThat(done(freshBooks.verifyCallback(BOOKS, 2001, new Secret("k7H")))).isEqualTo(callback);
    assertThat(done(freshBooks.resendVerification(BOOKS, 2001))).isEqualTo(callback);
    answer =
        ok(
            """
            {"response":{"result":{"callbacks":[{"id":"7","event":"invoice","uri":"u",
              "verified":true}],"page":1,"pages":1,"total":1}}}
            """);
    assertThat(done(freshBooks.callbacks(BOOKS)))
        .containsExactly(new Callback(7, "invoice", "u", true));
    answer = ok("{\"response\":{}}");
    assertThat(done(freshBooks.deleteCallback(BOOKS, 2001))).isEqualTo(2001);
    answer = new Answered(204, MultiMap.caseInsensitiveMultiMap(), Buffer.buffer());
    assertThat(done(freshBooks.deleteCallback(BOOKS, 2001))).isEqualTo(2001);
    assertSent(
        "POST " + base,
        "GET " + base + "/2001",
        "PUT " + base + "/2001",
        "PUT " + base + "/2001",
        "GET " + base + "?per_page=100",
        "DELETE " + base + "/2001",
        "DELETE " + base + "/2001");
    assertThat(sent.stream().limit(4).map(request -> request.body().toString()))
        .containsExactly(
            "{\"callback\":{\"event\":\"invoice\",\"uri\":\"https://gateway.example/hook\"}}",
            "",
            "{\"callback\":{\"verifier\":\"k7H\"}}",
            "{\"callback\":{\"resend\":true}}");
  }

  @Test
  void a_damaged_answer_is_an_outcome() {
    survives(INVOICE, client -> client.invoice(BOOKS, 1));
    survives(INVOICE, client -> client.updateNotes(BOOKS, 1, ""));
    survives(WITH_LINES, client -> client.invoice(BOOKS, 1));
    survives(CLIENT, client -> client.client(BOOKS, 1));
    survives(ME, client -> client.me(SHOP));
    survives(CALLBACK, client -> client.callback(BOOKS, 1));
    survives(
        "{\"response\":{\"errors\":[{\"errno\":1012,\"message\":\"No\"}]}}",
        client -> client.callbacks(BOOKS));
  }

  private <T> void survives(String good, Function<FreshBooksClient, Future<Outcome<T>>> operation) {
    for (long seed = 0; seed < 2000; seed++) {
      Random random = new Random(seed);
      int status = random.nextInt(4) == 0 ? 400 + random.nextInt(104) : 200;
      answer = answered(status, HostileJson.damaged(good, random));
      assertThatCode(() -> assertThat(operation.apply(freshBooks).result().summary()).isNotEmpty())
          .as("seed %d: %s", seed, answer)
          .doesNotThrowAnyException();
    }
  }

  private void assertSent(String... requests) {
    assertThat(sent).extracting(r -> r.method() + " " + r.uri()).containsExactly(requests);
  }

  private static <T> T done(Future<Outcome<T>> future) {
    return switch (future.result()) {
      case Outcome.Done<T>(T value) -> value;
      case Outcome<T> other -> throw new AssertionError(other.summary());
    };
  }

  private static VendorAnswer ok(String body) {
    return answered(200, Buffer.buffer(body));
  }

  private static VendorAnswer answered(int status, Buffer body) {
    return new Answered(status, MultiMap.caseInsensitiveMultiMap(), body);
  }
}
