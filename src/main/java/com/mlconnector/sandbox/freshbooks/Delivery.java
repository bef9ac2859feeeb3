package com.mlconnector.sandbox.freshbooks;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;

/** One webhook on its way: what is sent, where to, and how each attempt went. */
final class Delivery {
  enum State {
    /** Will be tried, or tried again. */
    WAITING,
    /** Waits for the others of a reversed group. */
    HELD,
    DELIVERED,
    FAILED,
    /** Lost on purpose, or its callback is gone. */
    DROPPED
  }

  record Attempt(Instant sentAt, Instant at, String outcome) {}

  final int number;
  final Callback callback;
  final String uri;
  final String body;
  final Optional<String> signature;
  private final SequencedMap<String, String> fields;
  private final Instant createdAt;
  private final List<Attempt> attempts = new ArrayList<>();
  State state = State.WAITING;

  Delivery(
      int number,
      Callback callback,
      SequencedMap<String, String> fields,
      boolean signed,
      Instant createdAt) {
    this.number = number;
    this.callback = callback;
    this.uri = callback.uri;
    this.fields = fields;
    this.body = CanonicalForm.body(fields);
    this.signature =
        signed ? Optional.of(CanonicalForm.signature(callback.verifier, fields)) : Optional.empty();
    this.createdAt = createdAt;
  }

  SequencedMap<String, String> fields() {
    return fields;
  }

  void attempted(Instant sentAt, Instant at, String outcome) {
    attempts.add(new Attempt(sentAt, at, outcome));
  }

  JsonObject toJson() {
    JsonArray tried = new JsonArray();
    attempts.forEach(attempt ->
        tried.add(
            new JsonObject()
                .put("sentAt", attempt.sentAt.toString())
                .put("at", attempt.at.toString())
                .put("outcome", attempt.outcome)));
    JsonObject json =
        new JsonObject()
            .put("n", number)
            .put("callbackid", callback.id)
            .put("uri", uri)
            .put("createdAt", createdAt.toString())
            .put("state", state.name().toLowerCase(Locale.ROOT))
            .put("attempts", tried)
            .put("body", body)
            .put("signature", signature.orElse(null));
    JsonObject form = new JsonObject();
    fields.forEach(form::put);
    return json.put("fields", form);
  }
}
