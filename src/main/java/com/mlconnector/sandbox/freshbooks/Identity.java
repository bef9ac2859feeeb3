package com.mlconnector.sandbox.freshbooks;

import com.mlconnector.sandbox.Answer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.function.Function;

/** {@code /users/me}: who consented, and the businesses they may choose from. */
final class Identity {
  static final int ID = 2342108;
  private static final String UUID = "b1f1f4f3-6a1e-4b0c-8d67-0b7de9b6b001";
  private static final String CREATED = "2025-11-03T14:02:12Z";

  private final Ledger ledger;

  Identity(Ledger ledger) {
    this.ledger = ledger;
  }

  void mount(Gate gate) {
    gate.auth(HttpMethod.GET, "/auth/api/v1/users/me", "me", ctx -> me());
  }

  /** Unlike everything else there is no result layer. */
  private Answer me() {
    return Answers.auth(200, new JsonObject().put("response", person()));
  }

  private JsonObject person() {
    return new JsonObject()
        .put("id", ID)
        .put("profile", profile())
        .put("identity_id", ID)
        .put("identity_uuid", UUID)
        .put("first_name", "Robin")
        .put("last_name", "Achterberg")
        .put("email", "robin@harborsupply.example")
        .put("language", "en")
        .put("timezone", "US/Eastern")
        .put("confirmed_at", "2025-11-03T14:07:51Z")
        .put("created_at", CREATED)
        .putNull("unconfirmed_email")
        .put("setup_complete", true)
        .put(
            "phone_numbers",
            new JsonArray().add(new JsonObject().put("title", "").putNull("phone_number")))
        .put("addresses", new JsonArray().addNull())
        .putNull("profession")
        .put(
            "links",
            new JsonObject()
                .put("me", "/service/auth/api/v1/users?id=" + ID)
                .put("roles", "/service/auth/api/v1/users/role/" + ID))
        .put("permissions", byAccount(new JsonObject()))
        .put("groups", list(this::group))
        .put("subscription_statuses", byAccount("active"))
        .put("business_statuses", byAccount("active"))
        .put("business_memberships", list(this::membership))
        .putNull("identity_origin")
        .put("roles", list(this::role));
  }

  private static JsonObject profile() {
    return new JsonObject()
        .put("setup_complete", true)
        .put("first_name", "Robin")
        .put("last_name", "Achterberg")
        .putNull("phone_number")
        .putNull("address")
        .put("professions", new JsonArray())
        .put("timezone", "US/Eastern")
        .put("time_format", "12h")
        .put("has_password", true)
        .put("is_email_confirmed", true);
  }

  private JsonObject membership(Business business) {
    return new JsonObject()
        .put("id", business.id + 283_961)
        .put("role", business.role.key())
        .put("unacknowledged_change", false)
        .put("fasttrack_token", "sandbox-secret-never-log")
        .put("business", business(business));
  }

  private static JsonObject business(Business business) {
    return new JsonObject()
        .put("id", business.id)
        .put("business_uuid", "7d2f7a0c-3a54-4c7f-9a38-" + uuidTail(business))
        .put("name", business.name)
        .put("account_id", business.role == Business.Role.CLIENT ? null : business.accountId)
        .put("active", true)
        .put("date_format", "mm/dd/yyyy")
        .put("address", shipFrom(business))
        .put(
            "phone_number",
            new JsonObject().put("id", business.id + 1).put("phone_number", "207-555-0100"))
        .put("business_clients", new JsonArray())
        .put("advanced_accounting_enabled", true)
        .put("billing_country_code", "USA")
        .putNull("business_type")
        .putNull("first_day_of_week")
        .putNull("industry")
        .putNull("number_format")
        .put("status", "active")
        .put("timezone", "US/Eastern");
  }

  private static JsonObject shipFrom(Business business) {
    return new JsonObject()
        .put("id", business.id + 2)
        .put("street", "15 Custom House Wharf")
        .putNull("street2")
        .put("city", "Portland")
        .put("province", "Maine")
        .put("country", "United States")
        .put("postal_code", "04101");
  }

  private JsonObject group(Business business) {
    return new JsonObject()
        .put("id", business.id + 3)
        .put("group_id", business.id + 4)
        .put("role", "owner")
        .put("identity_id", ID)
        .put("identity_uuid", UUID)
        .put("business_id", business.id)
        .put("active", true);
  }

  private JsonObject role(Business business) {
    int id = business.id + 5;
    return new JsonObject()
        .put("id", id)
        .put("role", "admin")
        .put("systemid", business.id + 6)
        .put("userid", 1)
        .put("created_at", CREATED)
        .put("links", new JsonObject().put("destroy", "/service/auth/api/v1/users/role/" + id))
        .put("accountid", business.accountId);
  }

  private JsonArray list(Function<Business, JsonObject> form) {
    JsonArray list = new JsonArray();
    ledger.all().forEach(business -> list.add(form.apply(business)));
    return list;
  }

  private JsonObject byAccount(Object value) {
    JsonObject all = new JsonObject();
    ledger.all().forEach(business -> all.put(business.accountId, value));
    return all;
  }

  private static String uuidTail(Business business) {
    return String.format(Locale.ROOT, "%012x", business.id);
  }
}
