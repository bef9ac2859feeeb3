package com.mlconnector.sandbox.ups;

import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A fresh stand-in per test, at a standing clock, with a caller that has logged in. */
final class RunningUps implements BeforeEachCallback, AfterEachCallback {
  final Vertx vertx = Vertx.vertx();
  final UpsCaller ups;
  private final UpsSandbox sandbox;

  RunningUps(String now) {
    sandbox = UpsSandbox.create(vertx, InstantSource.fixed(Instant.parse(now)));
    ups = new UpsCaller(vertx, sandbox);
  }

  @Override
  public void beforeEach(ExtensionContext context) throws Exception {
    sandbox.listen("127.0.0.1", 0).await(10, TimeUnit.SECONDS);
    ups.logIn();
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    sandbox.close().await(10, TimeUnit.SECONDS);
    vertx.close().await(10, TimeUnit.SECONDS);
  }
}
