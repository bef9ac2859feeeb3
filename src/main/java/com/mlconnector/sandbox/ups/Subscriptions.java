package com.mlconnector.sandbox.ups;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Who wants to hear of which parcel, and the webhooks registered in the developer portal. */
final class Subscriptions {
  /** Where pushes go; the credential is sent in the header of that name. */
  record Webhook(String url, String credential) {}

  /**
   * @param subject a tracking number, or an account number for an account subscription
   * @param destination from a v1 request; v2 looks the webhook up in the portal at each push
   * @param preferences wanted event types; empty means all
   */
  record Subscription(
      String subject,
      String clientId,
      Optional<Webhook> destination,
      Set<String> preferences,
      Instant expiresAt) {

    boolean wants(Scan scan) {
      return preferences.isEmpty() || preferences.contains(scan.type());
    }
  }

  private static final String EVERY_APP = "*";

  private final InstantSource clock;
  private final Map<String, Subscription> byKey = new LinkedHashMap<>();
  private final Map<String, Map<String, Subscription>> bySubject = new LinkedHashMap<>();
  private final Map<String, Webhook> portal = new TreeMap<>();

  Subscriptions(InstantSource clock) {
    this.clock = clock;
  }

  /** Subscribing again starts the time anew: one subscription per subject, app and URL. */
  void add(Subscription subscription) {
    String url = subscription.destination().map(Webhook::url).orElse("");
    String key = subscription.subject() + " " + subscription.clientId() + " " + url;
    byKey.put(key, subscription);
    bySubject
        .computeIfAbsent(subscription.subject(), subject -> new LinkedHashMap<>())
        .put(key, subscription);
  }

  boolean remove(String subject, String clientId) {
    Map<String, Subscription> removed = bySubject.getOrDefault(subject, Map.of());
    List<String> keys =
        removed.entrySet().stream()
            .filter(entry -> entry.getValue().clientId().equals(clientId))
            .map(Map.Entry::getKey)
            .toList();
    keys.forEach(removed::remove);
    keys.forEach(byKey::remove);
    return !keys.isEmpty();
  }

  List<Subscription> wanting(Parcel parcel, Scan scan) {
    return Stream.of(parcel.trackingNumber, parcel.shipment.terms.account())
        .flatMap(subject -> bySubject.getOrDefault(subject, Map.of()).values().stream())
        .filter(subscription -> subscription.expiresAt().isAfter(clock.instant()))
        .filter(subscription -> subscription.wants(scan))
        .toList();
  }

  Optional<Webhook> webhook(Subscription subscription) {
    return subscription
        .destination()
        .or(() -> Optional.ofNullable(portal.get(subscription.clientId())))
        .or(() -> Optional.ofNullable(portal.get(EVERY_APP)));
  }

  /**
   * The portal's "Manage Webhook Credentials": {@code {url, credential, clientId?}}; without a
   * client id it holds for every app that has none of its own.
   *
   * @throws IllegalArgumentException with a sentence for the caller
   */
  void register(JsonObject json) {
    String url = Json.text(json, "url");
    if (!isUrl(url)) {
      throw new IllegalArgumentException("'url' must be an http or https URL.");
    }
    String clientId = Json.text(json, "clientId");
    portal.put(
        clientId.isEmpty() ? EVERY_APP : clientId, new Webhook(url, Json.text(json, "credential")));
  }

  /** UPS takes https only; http is allowed here because sandboxes push to the same machine. */
  static boolean isUrl(String url) {
    try {
      URI uri = URI.create(url);
      return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
          && uri.getHost() != null;
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }

  JsonObject toJson() {
    JsonArray subscriptions = new JsonArray();
    for (Subscription s : byKey.values()) {
      subscriptions.add(
          new JsonObject()
              .put("subject", s.subject())
              .put("clientId", s.clientId())
              .put("url", webhook(s).map(Webhook::url).orElse(null))
              .put("preferences", new JsonArray(List.copyOf(s.preferences())))
              .put("expiresAt", s.expiresAt().toString())
              .put("expired", !s.expiresAt().isAfter(clock.instant())));
    }
    JsonObject webhooks = new JsonObject();
    portal.forEach((clientId, webhook) -> webhooks.put(clientId, webhook.url()));
    return new JsonObject().put("webhooks", webhooks).put("subscriptions", subscriptions);
  }
}
