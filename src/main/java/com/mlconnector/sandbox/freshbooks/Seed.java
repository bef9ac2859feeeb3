package com.mlconnector.sandbox.freshbooks;

import io.vertx.core.json.JsonObject;
import java.util.List;

/** The shop that is there from the start. All names are invented. */
final class Seed {
  static final String ACCOUNT = "kQ7x2M";

  private Seed() {}

  static void plant(Ledger ledger, ClientBook book) {
    Business shop = ledger.addBusiness(ACCOUNT, "Harbor Supply Co");
    for (JsonObject client : List.of(framing(), studio(), printer(), riggers())) {
      shop.keepClient(book.create(shop, ledger.nextClientId(), client));
    }
  }

  private static JsonObject framing() {
    return person("Nora", "Castellan", "Elmwood Framing", "716-555-0121")
        .put("p_street", "1187 Elmwood Ave")
        .put("p_street2", "Apt 4")
        .put("p_city", "Buffalo")
        .put("p_province", "NY")
        .put("p_code", "14222")
        .put("p_country", "United States");
  }

  /** Billing and shipping address differ, and spell state and country differently. */
  private static JsonObject studio() {
    return person("Priya", "Raman", "Bay Light Studio", "415-555-0164")
        .put("p_street", "2210 Webster Street")
        .put("p_city", "San Francisco")
        .put("p_province", "California")
        .put("p_code", "94115")
        .put("p_country", "United States")
        .put("s_street", "412 Harrison Street")
        .put("s_street2", "Suite 210")
        .put("s_city", "Oakland")
        .put("s_province", "CA")
        .put("s_code", "94607")
        .put("s_country", "USA");
  }

  /** The same house as the framing shop, but nobody wrote down which unit. */
  private static JsonObject printer() {
    return person("Marcus", "Oyelaran", "Oyelaran Print Works", "716-555-0138")
        .put("p_street", "1187 Elmwood Ave")
        .put("p_city", "Buffalo")
        .put("p_province", "New York")
        .put("p_code", "14222")
        .put("p_country", "United States");
  }

  private static JsonObject riggers() {
    return person("Dana", "Whitcomb", "Casco Bay Riggers", "207-555-0143")
        .put("p_street", "48 Wharf Street")
        .put("p_street2", "Suite 3")
        .put("p_city", "Portland")
        .put("p_province", "Maine")
        .put("p_code", "04101")
        .put("p_country", "United States")
        .put("s_street", "9 Breakwater Drive")
        .put("s_street2", "Dock 2")
        .put("s_city", "South Portland")
        .put("s_province", "ME")
        .put("s_code", "04106")
        .put("s_country", "United States");
  }

  private static JsonObject person(String first, String last, String organization, String phone) {
    String mailbox = first.toLowerCase(java.util.Locale.ROOT);
    String domain = organization.toLowerCase(java.util.Locale.ROOT).replace(" ", "");
    return new JsonObject()
        .put("fname", first)
        .put("lname", last)
        .put("organization", organization)
        .put("email", mailbox + "@" + domain + ".example")
        .put("bus_phone", phone);
  }
}
