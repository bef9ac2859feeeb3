package com.mlconnector.sandbox.freshbooks;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;

/** An invoice's members and what they hold before anyone wrote them: an unpaid draft. */
final class BlankInvoice {
  private BlankInvoice() {}

  static JsonObject of(Business business, int id, EasternTime.Stamp now, String uuid) {
    return new JsonObject()
        .put("id", id)
        .put("invoiceid", id)
        .put("accountid", business.accountId)
        .put("accounting_systemid", business.accountId)
        .put("uuid", uuid)
        .put("created_at", now.seconds())
        .put("updated", now.seconds())
        .put("version", now.micros())
        .put("vis_state", 0)
        .put("status", InvoiceBook.DRAFT)
        .put("display_status", "draft")
        .put("payment_status", "unpaid")
        .put("deposit_status", "none")
        .putNull("autobill_status")
        .putNull("last_order_status")
        .putNull("dispute_status")
        .put("due_offset_days", 0)
        .putNull("fulfillment_date")
        .putNull("generation_date")
        .putNull("date_paid")
        .put("paid", Amounts.money(BigDecimal.ZERO, "USD"))
        .putNull("net_paid_amount")
        .put("discount_value", "0")
        .putNull("discount_description")
        .putNull("deposit_amount")
        .putNull("deposit_percentage")
        .put("language", "en")
        .put("notes", "")
        .putNull("terms")
        .putNull("po_number")
        .put("description", "")
        .put("address", "")
        .put("payment_details", "")
        .put("template", "clean-grouped")
        .put("show_attachments", false)
        .put("auto_bill", false)
        .put("gmail", false)
        .putNull("return_uri")
        .put("ownerid", 1)
        .put("estimateid", 0)
        .put("sentid", 1)
        .put("parent", 0)
        .put("basecampid", 0)
        .put("ext_archive", 0)
        .put("lines", new JsonArray());
  }
}
