package com.mlconnector.sandbox.freshbooks;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** One webhook registration. Its verifier is its own, and the key of its signatures. */
final class Callback {
  final int id;
  final Business business;
  String event;
  String uri;
  String verifier;
  boolean verified;
  int failuresInARow;
  private Instant updatedAt;

  Callback(int id, Business business, String event, String uri, String verifier, Instant now) {
    this.id = id;
    this.business = business;
    this.event = event;
    this.uri = uri;
    this.verifier = verifier;
    this.updatedAt = now;
  }

  /** A bare noun subscribes to all its verbs. */
  boolean hears(String fired) {
    return fired.equals(event) || fired.startsWith(event + ".");
  }

  boolean isRegistered() {
    return business.callbacks.containsKey(id);
  }

  void touch(Instant now) {
    updatedAt = now;
  }

  /** The verifier is never answered; it only arrives by delivery. */
  JsonObject toJson() {
    return new JsonObject()
        .put("callbackid", id)
        .put("event", event)
        .put("uri", uri)
        .put("verified", verified)
        .put("updated_at", updatedAt.truncatedTo(ChronoUnit.SECONDS).toString());
  }
}
