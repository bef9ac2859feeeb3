package com.mlconnector.tokens;

import com.mlconnector.domain.TokenSubject;
import com.mlconnector.domain.Vendor;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;

/** Refreshes tokens before they run out, so that no shipment has to wait for one. */
public final class TokenManagerVerticle extends VerticleBase {
  /**
   * @param freshBooksEarly life that must be left of a FreshBooks token; {@code upsEarly} likewise
   */
  public record Settings(Duration interval, Duration freshBooksEarly, Duration upsEarly) {}

  private final Settings settings;
  private final SharedTokens tokens;

  public TokenManagerVerticle(Settings settings, SharedTokens tokens) {
    this.settings = settings;
    this.tokens = tokens;
  }

  @Override
  public Future<?> start() {
    // Each with a turn of its own: a vendor that hangs must not cost the other one's tokens.
    every(Vendor.FRESHBOOKS, settings.freshBooksEarly());
    every(Vendor.UPS, settings.upsEarly());
    return Future.succeededFuture();
  }

  private void every(Vendor vendor, Duration early) {
    vertx.setTimer(
        settings.interval().toMillis(),
        tick -> {
          for (TokenSubject subject : tokens.endingWithin(vendor, early)) {
            tokens.refreshEarly(subject, early).await();
          }
          every(vendor, early);
        });
  }
}
