package com.mlconnector.webhook;

import com.mlconnector.audit.AuditEntry;
import com.mlconnector.bus.Hints;
import com.mlconnector.domain.ConnectionId;
import com.mlconnector.http.Doors;
import com.mlconnector.http.Problem;
import com.mlconnector.store.CallbackOffers;
import com.mlconnector.store.Journal;
import com.mlconnector.store.SenderKeys;
import com.mlconnector.store.Work;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Webhooks of both vendors, over HTTP. One instance per core, all on one port. */
public final class WebhookVerticle extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(WebhookVerticle.class);
  private static final int MOST_OFFERS = 100;

  /**
   * @param maxBody of a FreshBooks delivery, bytes
   * @param maxPush of a UPS push, bytes: it may carry a photo of the delivery
   * @param queue deliveries that may wait for their commit, per instance
   */
  public record Settings(
      Doors.Place place,
      long maxBody,
      long maxPush,
      int queue,
      int maxBatch,
      Duration retryAfter) {}

  private final Settings settings;
  private final KnownSenders senders;
  private final CallbackOffers offers;
  private final Hints hints;
  private final InstantSource clock;
  private final MeterRegistry meters;
  private final Consumer<Router> furtherRoutes;
  private final IngressBatch batch;
  private @Nullable HttpServer server;

  /** That wait for a look whether their connection is there; on the event loop only. */
  private int strangersOffers;

  /**
   * @param append makes a batch durable, as {@link Journal#append} does
   * @param furtherRoutes what else is reachable from outside: the way back from FreshBooks' consent
   *     page
   */
  public WebhookVerticle(
      Settings settings,
      KnownSenders senders,
      Function<List<Journal.Delivery>, Future<Void>> append,
      CallbackOffers offers,
      Hints hints,
      InstantSource clock,
      MeterRegistry meters,
      Consumer<Router> furtherRoutes) {
    this.settings = settings;
    this.senders = senders;
    this.offers = offers;
    this.hints = hints;
    this.clock = clock;
    this.meters = meters;
    this.furtherRoutes = furtherRoutes;
    this.batch =
        new IngressBatch(append::apply, settings.queue(), settings.maxBatch(), this::committed);
  }

  @Override
  public Future<?> start() {
    Router router = Router.router(vertx);
    String freshBooks = "/webhooks/freshbooks/:connection";
    String ups = "/webhooks/ups/:connection/:key";
    router.post(freshBooks).handler(this::admit);
    router.post(ups).handler(this::admit);
    router
        .post(freshBooks)
        .handler(BodyHandler.create(false).setBodyLimit(settings.maxBody()))
        .handler(this::freshBooks);
    router
        .post(ups)
        .handler(BodyHandler.create(false).setBodyLimit(settings.maxPush()))
        .handler(this::ups);
    furtherRoutes.accept(router);
    HttpServer listening = Doors.server(vertx, settings.place(), router);
    server = listening;
    return listening.listen();
  }

  @Override
  public Future<?> stop() {
    return server == null ? Future.succeededFuture() : server.shutdown(5, TimeUnit.SECONDS);
  }

  public int port() {
    return Objects.requireNonNull(server, "not started").actualPort();
  }

  /**
   * Before a byte of the body is read: is this connection ours, and is there room? If it is not,
   * its deliveries are read and refused in the same words as those that are not signed well, for it
   * is nobody's business which connections there are.
   */
  private void admit(RoutingContext ctx) {
    String connection = ctx.pathParam("connection");
    Optional<SenderKeys.Keys> known = senders.of(connection);
    if (known.isPresent()) {
      admit(ctx, known.get());
      return;
    }
    ctx.request().pause();
    senders
        .lookAgain(connection)
        .onSuccess(found -> {
          ctx.request().resume();
          admit(ctx, found.orElse(SenderKeys.Keys.STRANGER));
        })
        .onFailure(e -> {
          ctx.request().resume();
          full(ctx);
        });
  }

  private void admit(RoutingContext ctx, SenderKeys.Keys keys) {
    if (batch.isFull()) {
      count(keys.connection().value(), "full");
      full(ctx);
    } else {
      ctx.put("keys", keys);
      ctx.next();
    }
  }

  private void freshBooks(RoutingContext ctx) {
    SenderKeys.Keys keys = Objects.requireNonNull(ctx.<SenderKeys.Keys>get("keys"));
    Instant now = clock.instant();
    switch (FreshBooksDelivery.read(ctx.body().buffer(), contentType(ctx), signature(ctx), keys)) {
      case FreshBooksDelivery.Genuine(String event, String object, Buffer body) -> {
        Work.Kind reason = FreshBooksDelivery.reason(event);
        accept(ctx, delivery(keys, "freshbooks", event, object, now, body, reason));
      }
      case FreshBooksDelivery.Offer offer -> take(ctx, keys, offer);
      case FreshBooksDelivery.Rejected(Problem problem, String why) -> {
        count(keys.connection().value(), why);
        problem.send(ctx);
      }
    }
  }

  private void take(RoutingContext ctx, SenderKeys.Keys keys, FreshBooksDelivery.Offer offer) {
    if (keys.equals(SenderKeys.Keys.STRANGER)) {
      takeLater(ctx, offer);
      return;
    }
    offers
        .offer(keys.connection(), offer.callback(), offer.verifier())
        .onSuccess(taken -> {
          if (taken) {
            hints.workDue(keys.connection(), Work.Kind.CALLBACK.key());
            ctx.response().setStatusCode(200).end().onFailure(gone -> {});
          } else {
            full(ctx);
          }
        })
        .onFailure(e -> notStored(ctx, keys, e));
  }

  /**
   * FreshBooks offers once; perhaps the connection was made just now, by another node. The answer
   * comes at once, or it would tell which connections there are; an offer that is lost after it is
   * asked for again by the registration.
   */
  private void takeLater(RoutingContext ctx, FreshBooksDelivery.Offer offer) {
    if (strangersOffers == MOST_OFFERS) {
      full(ctx);
      return;
    }
    strangersOffers++;
    senders
        .lookLater(vertx, ctx.pathParam("connection"))
        .onComplete(looked -> strangersOffers--)
        .onSuccess(found ->
            found.ifPresentOrElse(
                keys -> keep(keys, offer),
                () -> count(SenderKeys.Keys.STRANGER.connection().value(), "unknown-connection")));
    ctx.response().setStatusCode(200).end().onFailure(gone -> {});
  }

  private void keep(SenderKeys.Keys keys, FreshBooksDelivery.Offer offer) {
    offers
        .offer(keys.connection(), offer.callback(), offer.verifier())
        .onSuccess(taken -> hints.workDue(keys.connection(), Work.Kind.CALLBACK.key()))
        .onFailure(e -> LOG.warn("A verifier for {} is lost: {}", keys.connection(), e.toString()));
  }

  private void ups(RoutingContext ctx) {
    SenderKeys.Keys keys = Objects.requireNonNull(ctx.<SenderKeys.Keys>get("keys"));
    Instant now = clock.instant();
    switch (UpsPush.read(
        ctx.body().buffer(), ctx.pathParam("key"), ctx.request().headers(), keys)) {
      case UpsPush.Genuine(String event, String trackingNumber, Buffer body) ->
          accept(ctx, delivery(keys, "ups", event, trackingNumber, now, body, Work.Kind.TRACKING));
      case UpsPush.Rejected(Problem problem, String why) -> {
        count(keys.connection().value(), why);
        problem.send(ctx);
      }
    }
  }

  private void accept(RoutingContext ctx, Journal.Delivery delivery) {
    // Asked again: others may have filled the queue while this body was on its way.
    if (batch.isFull()) {
      count(delivery.connection().value(), "full");
      full(ctx);
      return;
    }
    batch
        .add(delivery)
        .onSuccess(committed -> {
          count(delivery.connection().value(), "accepted");
          ctx.response().setStatusCode(200).end().onFailure(gone -> {});
        })
        .onFailure(e -> {
          LOG.warn(
              "A {} delivery of {} was not stored and not acknowledged: {}",
              delivery.source(),
              delivery.connection(),
              e.toString());
          count(delivery.connection().value(), "not-stored");
          full(ctx);
        });
  }

  private void notStored(RoutingContext ctx, SenderKeys.Keys keys, Throwable e) {
    LOG.warn("A verifier for {} was not stored: {}", keys.connection(), e.toString());
    full(ctx);
  }

  private void full(RoutingContext ctx) {
    Problem.of(503, "Busy", "The gateway cannot take this now; send it again later.")
        .retryAfter(settings.retryAfter().toSeconds())
        .send(ctx);
  }

  private record Due(ConnectionId connection, Work.@Nullable Kind kind) {}

  private void committed(List<Journal.Delivery> deliveries) {
    deliveries.stream()
        .map(delivery -> new Due(delivery.connection(), delivery.reason()))
        .distinct()
        .forEach(due -> {
          if (due.kind() != null) {
            hints.workDue(due.connection(), due.kind().key());
          }
        });
  }

  private void count(String connection, String outcome) {
    meters.counter("ingress.deliveries", "connection", connection, "outcome", outcome).increment();
  }

  private static Journal.Delivery delivery(
      SenderKeys.Keys keys,
      String source,
      String event,
      String object,
      Instant at,
      Buffer body,
      Work.@Nullable Kind reason) {
    String audit =
        AuditEntry.of(
                keys.connection(),
                at,
                AuditEntry.Action.DELIVERY_RECEIVED,
                Map.of("event", event, "object", object, "source", source))
            .canonical();
    return new Journal.Delivery(keys.connection(), source, event, object, at, body, reason, audit);
  }

  private static String contentType(RoutingContext ctx) {
    return Objects.requireNonNullElse(ctx.request().getHeader("content-type"), "");
  }

  private static String signature(RoutingContext ctx) {
    return Objects.requireNonNullElse(ctx.request().getHeader("x-freshbooks-hmac-sha256"), "");
  }
}
