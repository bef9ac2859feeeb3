package com.mlconnector.verify;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.Optional;

/** Where a client lives, and what UPS says of it. */
enum Home {
  HARRISON("412 Harrison Street", "Oakland", "CA", "94607", Judgement.GOOD),
  CONGRESS("77 Congress Avenue", "Austin", "TX", "78701", Judgement.GOOD),
  ELMWOOD("1187 Elmwood Ave", "Buffalo", "NY", "14222", Judgement.AMBIGUOUS),
  NOWHERE("9 Nowhere Lane", "Oakland", "CA", "94607", Judgement.UNKNOWN),
  BOX("P.O. Box 712", "Oakland", "CA", "94607", Judgement.PO_BOX);

  enum Judgement {
    GOOD,
    AMBIGUOUS,
    UNKNOWN,
    PO_BOX
  }

  final String street;
  final String city;
  final String state;
  final String zip;
  final Judgement judgement;

  Home(String street, String city, String state, String zip, Judgement judgement) {
    this.street = street;
    this.city = city;
    this.state = state;
    this.zip = zip;
    this.judgement = judgement;
  }

  boolean isGood() {
    return judgement == Judgement.GOOD;
  }

  static Optional<Home> ofStreet(String street) {
    return Arrays.stream(values()).filter(home -> home.street.equals(street)).findFirst();
  }

  JsonObject ofClient() {
    return new JsonObject()
        .put("p_street", street)
        .put("p_city", city)
        .put("p_province", state)
        .put("p_code", zip)
        .put("p_country", "United States");
  }

  JsonObject ofInvoice() {
    return new JsonObject()
        .put("street", street)
        .put("city", city)
        .put("province", state)
        .put("code", zip)
        .put("country", "United States");
  }

  /** As the management API takes it. */
  JsonObject ofOperator() {
    return new JsonObject()
        .put("name", "Quay Bakery")
        .put("lines", new JsonArray().add(street))
        .put("city", city)
        .put("state", state)
        .put("postalCode", zip)
        .put("country", "US");
  }
}
