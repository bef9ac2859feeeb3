package com.mlconnector.sandbox.freshbooks;

import com.mlconnector.sandbox.StandIn;
import com.mlconnector.sandbox.freshbooks.Webhooks.Origin;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import java.util.function.Predicate;

/** The part of {@link Controls} about callbacks, events and deliveries. */
final class WebhookControls {
  private final StandIn standIn;
  private final Ledger ledger;
  private final Webhooks webhooks;

  WebhookControls(StandIn standIn, Ledger ledger, Webhooks webhooks) {
    this.standIn = standIn;
    this.ledger = ledger;
    this.webhooks = webhooks;
  }

  void mount() {
    standIn.control(HttpMethod.GET, "/callbacks", ctx -> callbacks());
    standIn.control(HttpMethod.POST, "/events", ctx -> fire(Controls.body(ctx)));
    standIn.control(
        HttpMethod.GET,
        "/deliveries",
        ctx -> new JsonObject().put("deliveries", webhooks.log(wanted(ctx))));
    standIn.control(
        HttpMethod.DELETE,
        "/deliveries",
        ctx -> {
          webhooks.clearLog();
          return new JsonObject();
        });
    standIn.control(
        HttpMethod.POST,
        "/deliveries/release",
        ctx -> {
          webhooks.release();
          return new JsonObject();
        });
    standIn.control(HttpMethod.POST, "/deliveries/:id/redeliver", this::redeliver);
  }

  private JsonObject callbacks() {
    JsonArray all = new JsonArray();
    for (Business business : ledger.all()) {
      for (Callback callback : business.callbacks.values()) {
        all.add(
            callback
                .toJson()
                .put("account", business.accountId)
                .put("verifier", callback.verifier));
      }
    }
    return new JsonObject().put("callbacks", all);
  }

  private JsonObject fire(JsonObject body) {
    Wish wish = new Wish(body, Set.of("name", "objectId", "account"));
    String account = wish.text("account", ledger.first().accountId);
    Business business =
        ledger
            .business(account)
            .orElseThrow(
                () -> new IllegalArgumentException("There is no account '" + account + "'."));
    webhooks.fire(
        Origin.HUMAN, business, wish.text("name", "invoice.update"), wish.whole("objectId", 0));
    return new JsonObject();
  }

  private JsonObject redeliver(RoutingContext ctx) {
    int number = Controls.number(ctx);
    Delivery delivery =
        webhooks
            .delivery(number)
            .orElseThrow(
                () -> new IllegalArgumentException("There is no delivery " + number + "."));
    webhooks.redeliver(delivery);
    return delivery.toJson();
  }

  private static Predicate<Delivery> wanted(RoutingContext ctx) {
    Predicate<Delivery> wanted = delivery -> true;
    return wanted
        .and(it -> asked(ctx, "event", String.valueOf(it.fields().get("name"))))
        .and(it -> asked(ctx, "object", String.valueOf(it.fields().get("object_id"))))
        .and(it -> asked(ctx, "callback", String.valueOf(it.callback.id)))
        .and(it -> asked(ctx, "state", it.state.name()));
  }

  private static boolean asked(RoutingContext ctx, String name, String value) {
    String wanted = ctx.queryParams().get(name);
    return wanted == null || wanted.equalsIgnoreCase(value);
  }
}
