package com.mlconnector.bench;

import io.vertx.core.json.JsonObject;

/**
 * One round of sending; always to this machine itself.
 *
 * @param path of the callback, as the gateway registered it
 * @param verifier the callback's, which signs
 * @param invoices the deliveries go round this many
 * @param firstNumber each delivery carries a number of its own, from here on
 * @param deliveries sent at most
 * @param seconds nothing new is sent after these
 * @param connections kept alive, one delivery at a time on each
 * @param perSecond the pace, or 0 for as fast as answers come
 * @param ledger the file for what was sent, and whether it was acknowledged
 */
record LoadPlan(
    int port,
    String path,
    String account,
    String verifier,
    int invoices,
    long firstNumber,
    int deliveries,
    int seconds,
    int connections,
    int perSecond,
    String ledger) {

  static LoadPlan of(JsonObject json) {
    return new LoadPlan(
        json.getInteger("port"),
        json.getString("path"),
        json.getString("account"),
        json.getString("verifier"),
        json.getInteger("invoices"),
        json.getLong("firstNumber"),
        json.getInteger("deliveries"),
        json.getInteger("seconds"),
        json.getInteger("connections"),
        json.getInteger("perSecond"),
        json.getString("ledger"));
  }

  JsonObject toJson() {
    return new JsonObject()
        .put("port", port)
        .put("path", path)
        .put("account", account)
        .put("verifier", verifier)
        .put("invoices", invoices)
        .put("firstNumber", firstNumber)
        .put("deliveries", deliveries)
        .put("seconds", seconds)
        .put("connections", connections)
        .put("perSecond", perSecond)
        .put("ledger", ledger);
  }

  @Override
  public String toString() {
    return deliveries + " deliveries to port " + port;
  }
}
