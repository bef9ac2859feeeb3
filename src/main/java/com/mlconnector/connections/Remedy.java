package com.mlconnector.connections;

import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.Lane;
import com.mlconnector.domain.Vendor;

/** What a person does where a vendor does not let us in: one sentence, with the call to make. */
record Remedy(ConnectionId connection, Vendor vendor) {
  String none() {
    return "It goes on by itself; " + retry() + " asks at once.";
  }

  String newConsent() {
    return "Give consent again: POST " + path() + "/consent, and open its consentUrl in a browser.";
  }

  String rightSecret() {
    return "Compare id and secret with "
        + vendor.title()
        + "'s developer page, and PATCH "
        + path()
        + " with the right ones; if they were put right there, "
        + retry()
        + ".";
  }

  /** UPS answers alike whatever it is. */
  String missingProduct(Lane lane) {
    String products =
        lane == Lane.TRACKING ? "Tracking, Track Alert" : "Address Validation, Rating, Shipping";
    return "See in UPS's developer portal that the app has the products ("
        + products
        + ") and that the account is linked to it; then "
        + retry()
        + ".";
  }

  private String retry() {
    return "POST " + path() + "/vendors/" + vendor.key() + "/retry";
  }

  private String path() {
    return "/api/connections/" + connection.value();
  }
}
