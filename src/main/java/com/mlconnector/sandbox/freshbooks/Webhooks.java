package com.mlconnector.sandbox.freshbooks;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who hears of a change, and what goes wrong on the way: loss, duplicates, delay, order. */
final class Webhooks {
  /** Who made a change: whether API writes fire at all is not documented. */
  enum Origin {
    API,
    HUMAN
  }

  private static final Logger LOG = LoggerFactory.getLogger(Webhooks.class);
  private static final int MOST_KEPT = 20_000;

  private final EasternTime time;
  private final Settings settings;
  private final WebhookSender sender;
  private final Deque<Delivery> deliveries = new ArrayDeque<>();
  private final List<Delivery> held = new ArrayList<>();
  private int lastNumber;

  Webhooks(EasternTime time, Settings settings, WebhookSender sender) {
    this.time = time;
    this.settings = settings;
    this.sender = sender;
  }

  void fire(Origin origin, Business business, String event, int objectId) {
    if (origin == Origin.API && !settings.on(Setting.API_WRITES_FIRE)) {
      return;
    }
    for (Callback callback : business.callbacks.values()) {
      if (callback.verified && callback.hears(event)) {
        dispatch(open(callback, eventFields(business, event, objectId), true));
      }
    }
  }

  /** Sent at once, so it may arrive before the registration is answered. */
  void verify(Callback callback) {
    SequencedMap<String, String> fields = new LinkedHashMap<>();
    fields.put("user_id", "1");
    fields.put("name", "callback.verify");
    fields.put("verifier", callback.verifier);
    fields.put("object_id", String.valueOf(callback.id));
    fields.put("account_id", callback.business.accountId);
    fields.put("system", callback.business.system());
    send(open(callback, fields, settings.on(Setting.SIGN_VERIFICATION)), 0);
  }

  /** Sends a logged delivery once more, now. */
  void redeliver(Delivery delivery) {
    send(delivery, 0);
  }

  /** Sends what waits for a reversed group, last first and one after the other. */
  void release() {
    List<Delivery> group = List.copyOf(held).reversed();
    held.clear();
    Future<Void> before = Future.succeededFuture();
    for (Delivery delivery : group) {
      before =
          before.compose(
              done -> sender.send(delivery, settings.count(Setting.WEBHOOK_DELAY_MILLIS)));
    }
    before.onFailure(Webhooks::bug);
  }

  Optional<Delivery> delivery(int number) {
    return deliveries.stream().filter(delivery -> delivery.number == number).findFirst();
  }

  JsonArray log(Predicate<Delivery> wanted) {
    JsonArray log = new JsonArray();
    deliveries.stream().filter(wanted).forEach(delivery -> log.add(delivery.toJson()));
    return log;
  }

  void clearLog() {
    deliveries.clear();
  }

  private void dispatch(Delivery delivery) {
    if (!settings.on(Setting.WEBHOOKS)
        || settings.takeOne(Setting.WEBHOOK_DROP_NEXT)
        || settings.happens(Setting.WEBHOOK_DROP_CHANCE)) {
      delivery.state = Delivery.State.DROPPED;
      return;
    }
    if (settings.takeOne(Setting.WEBHOOK_REVERSE_NEXT)) {
      delivery.state = Delivery.State.HELD;
      held.add(delivery);
      if (settings.count(Setting.WEBHOOK_REVERSE_NEXT) == 0) {
        release();
      }
      return;
    }
    send(delivery, delay());
    if (settings.takeOne(Setting.WEBHOOK_DUPLICATE_NEXT)
        || settings.happens(Setting.WEBHOOK_DUPLICATE_CHANCE)) {
      send(open(delivery.callback, delivery.fields(), true), delay());
    }
  }

  private int delay() {
    int late =
        settings.takeOne(Setting.WEBHOOK_LATE_NEXT)
            ? settings.count(Setting.WEBHOOK_LATE_MILLIS)
            : 0;
    return late
        + settings.count(Setting.WEBHOOK_DELAY_MILLIS)
        + settings.upTo(Setting.WEBHOOK_JITTER_MILLIS);
  }

  private void send(Delivery delivery, int delayMillis) {
    sender.send(delivery, delayMillis).onFailure(Webhooks::bug);
  }

  private Delivery open(Callback callback, SequencedMap<String, String> fields, boolean signed) {
    Delivery delivery = new Delivery(++lastNumber, callback, fields, signed, time.now());
    deliveries.addLast(delivery);
    if (deliveries.size() > MOST_KEPT) {
      deliveries.removeFirst();
    }
    return delivery;
  }

  /** No payload, no event id, no time: the receiver has to fetch the object. */
  private static SequencedMap<String, String> eventFields(
      Business business, String event, int objectId) {
    SequencedMap<String, String> fields = new LinkedHashMap<>();
    fields.put("name", event);
    fields.put("object_id", String.valueOf(objectId));
    fields.put("account_id", business.accountId);
    fields.put("business_id", String.valueOf(business.id));
    fields.put("identity_id", String.valueOf(Identity.ID));
    fields.put("user_id", "1");
    return fields;
  }

  private static void bug(Throwable failure) {
    LOG.error("A webhook could not be sent for a reason of the stand-in's own.", failure);
  }
}
