package com.mlconnector.bench;

import com.mlconnector.bus.Hints;
import com.mlconnector.config.ConfigReader;
import com.mlconnector.config.ConfigResult;
import com.mlconnector.config.GatewayConfig;
import com.mlconnector.http.Doors;
import com.mlconnector.ops.MeteredVertx;
import com.mlconnector.store.CallbackOffers;
import com.mlconnector.store.Database;
import com.mlconnector.store.KeyRing;
import com.mlconnector.store.SenderKeys;
import com.mlconnector.vault.MasterKeys;
import com.mlconnector.webhook.KnownSenders;
import com.mlconnector.webhook.WebhookVerticle;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What the ingress would do if it stored nothing: the gateway's own door, with an immediate answer
 * where the journal would be. The database is asked for the senders' keys and for nothing else.
 *
 * <p>A process of the bench and never a mode of the gateway: no setting may make a gateway
 * acknowledge what it has not stored.
 */
final class AnsweringMain {
  private AnsweringMain() {}

  public static void main(String[] args) throws TimeoutException {
    PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    Vertx vertx = MeteredVertx.create(meters);
    GatewayConfig config =
        switch (ConfigReader.read(vertx, Path.of(args[0])).await(20, TimeUnit.SECONDS)) {
          case ConfigResult.Accepted(GatewayConfig accepted) -> accepted;
          case ConfigResult.Refused refused -> throw new IllegalStateException(refused.report());
        };
    Database database = Database.open(vertx, place(config.database()));
    KeyRing ring = new KeyRing(database, MasterKeys.read(config.vault().masterKey().reveal()));
    Hints hints = new Hints(vertx, true);
    KnownSenders senders = new KnownSenders(new SenderKeys(database, ring));
    senders.start(vertx, hints).await(20, TimeUnit.SECONDS);
    int instances = Runtime.getRuntime().availableProcessors();
    vertx
        .deployVerticle(
            () ->
                new WebhookVerticle(
                    settings(config),
                    senders,
                    batch -> Future.succeededFuture(),
                    new CallbackOffers(database, ring.vault()),
                    hints,
                    InstantSource.system(),
                    meters,
                    router -> {}),
            new DeploymentOptions().setInstances(instances))
        .await(20, TimeUnit.SECONDS);
  }

  private static Database.Place place(GatewayConfig.Database database) {
    return new Database.Place(
        database.host(),
        database.port(),
        database.name(),
        database.user(),
        database.password().reveal(),
        "disable",
        database.poolSize(),
        database.poolQueue(),
        database.connectTimeout());
  }

  private static WebhookVerticle.Settings settings(GatewayConfig config) {
    return new WebhookVerticle.Settings(
        new Doors.Place(
            config.http().host(),
            config.http().port(),
            config.http().idleTimeout(),
            config.http().requestTimeout()),
        config.http().maxBody().bytes(),
        config.http().maxPushBody().bytes(),
        config.ingress().queue(),
        config.ingress().maxBatch(),
        config.ingress().retryAfter());
  }
}
