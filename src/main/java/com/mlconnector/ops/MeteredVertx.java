package com.mlconnector.ops;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.micrometer.MetricsDomain;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;

/** The Vert.x of a gateway, which counts what it does. */
public final class MeteredVertx {
  private MeteredVertx() {}

  public static Vertx create(MeterRegistry meters) {
    return Vertx.builder()
        .with(
            new VertxOptions()
                .setMetricsOptions(
                    new MicrometerMetricsOptions()
                        .setEnabled(true)
                        .setJvmMetricsEnabled(true)
                        // Vert.x makes a server's meters only after its port is open. Whoever is
                        // accepted before has none, and the first request fails without an answer.
                        .addDisabledMetricsCategory(MetricsDomain.HTTP_SERVER)))
        .withMetrics(new MicrometerMetricsFactory(meters))
        .build();
  }
}
