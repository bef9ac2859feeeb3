package com.mlconnector.tokens;

import com.mlconnector.domain.TokenSubject;
import com.mlconnector.domain.Vendor;
import com.mlconnector.store.Database;
import com.mlconnector.store.TokenRows;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Refreshes tokens before they run out, so that no shipment has to wait for one. */
public final class TokenManagerVerticle extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(TokenManagerVerticle.class);

  /**
   * @param freshBooksEarly life that must be left of a FreshBooks token; {@code upsEarly} likewise
   */
  public record Settings(Duration interval, Duration freshBooksEarly, Duration upsEarly) {}

  private final Settings settings;
  private final Database database;
  private final TokenRows rows;
  private final SharedTokens tokens;
  private final InstantSource clock;

  public TokenManagerVerticle(
      Settings settings,
      Database database,
      TokenRows rows,
      SharedTokens tokens,
      InstantSource clock) {
    this.settings = settings;
    this.database = database;
    this.rows = rows;
    this.tokens = tokens;
    this.clock = clock;
  }

  @Override
  public Future<?> start() {
    vertx.setPeriodic(settings.interval().toMillis(), tick -> refreshAll());
    return Future.succeededFuture();
  }

  private void refreshAll() {
    try {
      refresh(Vendor.FRESHBOOKS, settings.freshBooksEarly());
      refresh(Vendor.UPS, settings.upsEarly());
    } catch (Exception e) {
      LOG.warn("Cannot look for tokens to refresh: {}", e.toString());
    }
  }

  private void refresh(Vendor vendor, Duration early) {
    List<TokenSubject> soon =
        database.transact(tx -> rows.runningOut(tx, vendor, clock.instant().plus(early)));
    for (TokenSubject subject : soon) {
      if (tokens.isInUse(subject)) {
        tokens.refreshEarly(subject, early).await();
      }
    }
  }
}
