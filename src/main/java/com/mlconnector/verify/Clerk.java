package com.mlconnector.verify;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Somebody at the FreshBooks stand-in who issues invoices, and reads them afterwards. */
public final class Clerk {
  static final String BLOCK = "--- UPS shipment for invoice ";

  private final Api freshBooks;

  Clerk(Api freshBooks) {
    this.freshBooks = freshBooks;
  }

  /** A client whose address UPS knows without a question. */
  public long newClient() {
    JsonObject client =
        new JsonObject()
            .put("organization", "Quay Bakery")
            .put("fname", "Robin")
            .put("lname", "Vale")
            .put("bus_phone", "510-555-0177")
            .put("p_street", "412 Harrison Street")
            .put("p_city", "Oakland")
            .put("p_province", "CA")
            .put("p_code", "94607")
            .put("p_country", "United States");
    return freshBooks.post("/clients", client).getLong("id");
  }

  /** A sent invoice over one article. */
  public long issue(long client, String notes) {
    JsonObject line =
        new JsonObject().put("name", "Blue mug").put("qty", 1).put("unit_cost", "9.50");
    JsonObject invoice =
        new JsonObject()
            .put("client", client)
            .put("notes", notes)
            .put("lines", new JsonArray().add(line));
    return freshBooks.post("/invoices", invoice).getLong("invoiceid");
  }

  public void edit(long invoice, JsonObject changes) {
    freshBooks.patch("/invoices/" + invoice, changes);
  }

  public JsonObject invoice(long invoice) {
    return freshBooks.get("/invoices/" + invoice);
  }

  /** Our text stands in it. */
  public boolean isWrittenBack(long invoice) {
    return invoice(invoice).getString("notes", "").contains(BLOCK);
  }

  /** All there are, in full. */
  public List<JsonObject> invoices() {
    return objects(freshBooks.get("/invoices"), "invoices");
  }

  /** Every webhook there was, with what came of it. */
  public List<JsonObject> deliveries() {
    return objects(freshBooks.get("/deliveries"), "deliveries");
  }

  static List<JsonObject> objects(JsonObject answer, String member) {
    return answer.getJsonArray(member).stream().map(JsonObject.class::cast).toList();
  }
}
