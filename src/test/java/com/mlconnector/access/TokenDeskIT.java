package com.mlconnector.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.audit.AuditTrail;
import com.mlconnector.domain.Scope;
import com.mlconnector.domain.Secret;
import com.mlconnector.store.AccessTokens;
import com.mlconnector.store.Database;
import com.mlconnector.support.TestDatabase;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The secret for the first token. */
class TokenDeskIT {
  private final Vertx vertx = Vertx.vertx();
  private final TestDatabase postgres = TestDatabase.fresh();
  private final Database database = Database.open(vertx, postgres.gateway());
  private final AccessTokens tokens = new AccessTokens(database);
  private final TokenDesk desk =
      new TokenDesk(database, tokens, new AuditTrail(InstantSource.system()));

  @AfterEach
  void close() throws TimeoutException {
    database.close().await(10, TimeUnit.SECONDS);
    vertx.close().await(10, TimeUnit.SECONDS);
    postgres.close();
  }

  @Test
  void it_serves_once() {
    Secret first = desk.offerFirst().orElseThrow();

    Secret token = desk.redeemFirst(first, "admin").orElseThrow();
    assertThat(tokens.find(Secrets.hash(token)))
        .contains(new AccessTokens.Good("admin", Scope.ADMIN));
    assertThat(desk.redeemFirst(first, "admin-2")).isEmpty();
    assertThat(tokens.find(Secrets.hash(first))).isEmpty();
  }

  @Test
  void a_further_start_voids_the_one_before() {
    Secret before = desk.offerFirst().orElseThrow();
    Secret now = desk.offerFirst().orElseThrow();

    assertThat(desk.redeemFirst(before, "admin")).isEmpty();
    assertThat(desk.redeemFirst(now, "admin")).isPresent();
  }

  @Test
  void it_is_good_for_a_day() {
    Secret first = desk.offerFirst().orElseThrow();
    postgres.sql("update first_admin set expires_at = expires_at - interval '23 hours 59 minutes'");
    assertThat(desk.redeemFirst(new Secret(first.reveal() + "x"), "admin")).isEmpty();
    postgres.sql("update first_admin set expires_at = expires_at - interval '1 minute'");

    assertThat(desk.redeemFirst(first, "admin")).isEmpty();
  }

  @Test
  void once_there_was_a_token_there_is_no_other_way_in() {
    Secret first = desk.offerFirst().orElseThrow();
    assertThat(desk.create("ci", Scope.VIEWER, Optional.empty(), "command line")).isPresent();

    assertThat(desk.redeemFirst(first, "admin")).isEmpty();
    assertThat(desk.offerFirst()).isEmpty();
    assertThat(desk.revoke("ci", "command line")).isTrue();
    assertThat(desk.offerFirst()).isEmpty();
  }
}
