package com.mlconnector.sandbox.ups;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sends Track Alert events. As documented it tries once: whatever the receiver answers, or whether
 * it is there at all, the event is gone. There is no history and no signature.
 */
final class Pushes implements LifeCycle.Listener {
  private static final int MOST_KEPT = 5_000;
  private static final int TIMEOUT_MILLIS = 10_000;

  private record Push(Subscriptions.Webhook webhook, JsonObject event) {}

  private final Subscriptions subscriptions;
  private final Settings settings;
  private final InstantSource clock;
  private final HttpClient client;
  private final Deque<JsonObject> sent = new ArrayDeque<>();
  private @Nullable Push held;

  Pushes(Vertx vertx, Subscriptions subscriptions, Settings settings, InstantSource clock) {
    this.subscriptions = subscriptions;
    this.settings = settings;
    this.clock = clock;
    this.client = vertx.createHttpClient(new HttpClientOptions().setConnectTimeout(TIMEOUT_MILLIS));
  }

  @Override
  public void shipped(Shipment shipment) {
    // The label-created scan of each parcel follows.
  }

  @Override
  public void scanned(Parcel parcel, Scan scan) {
    JsonObject event = AlertEvent.of(parcel, scan, settings.word(Setting.ALERT_STYLE));
    subscriptions.wanting(parcel, scan).forEach(wanting -> push(wanting, event));
  }

  void push(Subscriptions.Subscription subscription, JsonObject event) {
    Optional<Subscriptions.Webhook> webhook = subscriptions.webhook(subscription);
    if (webhook.isEmpty() || settings.on(Setting.ALERT_LOST)) {
      log("", event).put("outcome", webhook.isEmpty() ? "no webhook registered" : "lost");
      return;
    }
    Push push = new Push(webhook.get(), event);
    if (settings.on(Setting.ALERT_OUT_OF_ORDER) && held == null) {
      held = push;
      return;
    }
    sendOnceOrTwice(push).onComplete(done -> release());
  }

  /** Sends what waits to be overtaken. */
  void release() {
    Push late = held;
    held = null;
    if (late != null) {
      sendOnceOrTwice(late).onFailure(impossible -> {});
    }
  }

  private Future<Void> sendOnceOrTwice(Push push) {
    return settings.on(Setting.ALERT_DUPLICATE)
        ? send(push).compose(first -> send(push))
        : send(push);
  }

  /** Never fails; the outcome is in the log. */
  private Future<Void> send(Push push) {
    JsonObject entry = log(push.webhook().url(), push.event());
    return client
        .request(
            new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(push.webhook().url())
                .setTimeout(TIMEOUT_MILLIS))
        .compose(request ->
            request
                .putHeader("content-type", "application/json")
                .putHeader("user-agent", "UPSPubSubTrackingService")
                .putHeader("credential", push.webhook().credential())
                .send(push.event().toBuffer()))
        .map(response -> (Object) response.statusCode())
        .otherwise(gone -> String.valueOf(gone.getMessage()))
        .map(outcome -> {
          entry.put("outcome", outcome);
          return null;
        });
  }

  private JsonObject log(String url, JsonObject event) {
    JsonObject entry =
        new JsonObject()
            .put("at", clock.instant().toString())
            .put("url", url)
            .put("event", event)
            .put("outcome", "under way");
    sent.addLast(entry);
    if (sent.size() > MOST_KEPT) {
      sent.removeFirst();
    }
    return entry;
  }

  JsonArray toJson() {
    JsonArray all = new JsonArray();
    sent.forEach(all::add);
    return all;
  }

  Future<Void> close() {
    return client.close();
  }
}
