package com.mlconnector.sandbox.freshbooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The documented members of each object: all of them, and in the documented order. */
class ShapesTest {
  private final EasternTime time = new EasternTime(() -> Instant.parse("2026-09-14T14:18:05Z"));
  private final Settings settings = new Settings();
  private final Business shop = new Business("kQ7x2M", 4815162, "Harbor Supply Co");

  @Test
  void an_invoice_and_its_lines() {
    shop.keepClient(client());
    JsonObject fields =
        new JsonObject()
            .put("customerid", 7)
            .put("create_date", "2026-09-14")
            .put("lines", new JsonArray().add(new JsonObject().put("name", "Rope")));
    JsonObject invoice =
        new InvoiceBook(time, settings, new Lines(settings)).create(shop, 1, fields);
    JsonObject view = InvoiceView.of(invoice, true, time.today());

    assertThat(view.fieldNames())
        .containsExactly(
            words(
                """
                accountid accounting_systemid address amount auto_bill autobill_status basecampid city
                code country create_date created_at currency_code current_organization customerid
                date_paid deposit_amount deposit_percentage deposit_status description
                discount_description discount_total discount_value display_status dispute_status
                due_date due_offset_days estimateid ext_archive fname fulfillment_date generation_date
                gmail id invoice_number invoiceid language last_order_status lines lname net_paid_amount
                notes organization outstanding ownerid paid parent payment_details payment_status
                po_number province return_uri sentid show_attachments status street street2 template
                terms updated uuid v3_status vat_name vat_number version vis_state
                """));
    assertThat(view.getJsonArray("lines").getJsonObject(0).fieldNames())
        .containsExactly(
            words(
                """
                amount basecampid compounded_tax date description expenseid invoiceid lineid
                modern_project_id modern_time_entries name qty retainer_id retainer_period_id taskno
                taxAmount1 taxAmount2 taxName1 taxName2 taxNumber1 taxNumber2 type unit_cost updated
                """));
  }

  @Test
  void a_client() {
    assertThat(Answers.sorted(client()).fieldNames())
        .containsExactly(
            words(
                """
                accounting_systemid allow_email_include_pdf allow_late_fees allow_late_notifications
                bus_phone company_industry company_size currency_code direct_link_token email fax fname
                has_retainer home_phone id language last_activity last_login level lname mob_phone note
                notified num_logins organization p_city p_code p_country p_province p_street p_street2
                pref_email pref_gmail retainer_id role s_city s_code s_country s_province s_street
                s_street2 signup_date statement_token subdomain updated userid username uuid vat_name
                vat_number vis_state
                """));
  }

  @Test
  void a_callback_never_shows_its_verifier() {
    Callback callback = new Callback(2001, shop, "invoice", "https://g.example/h", "v", time.now());

    assertThat(List.copyOf(callback.toJson().fieldNames()))
        .containsExactly("callbackid", "event", "uri", "verified", "updated_at");
    assertThat(callback.toJson().getString("updated_at")).isEqualTo("2026-09-14T14:18:05Z");
  }

  private JsonObject client() {
    return new ClientBook(time).create(shop, 7, new JsonObject().put("fname", "Dana"));
  }

  private static String[] words(String text) {
    return text.strip().split("\\s+", -1);
  }
}
