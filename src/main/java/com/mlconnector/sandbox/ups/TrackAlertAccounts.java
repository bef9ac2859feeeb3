package com.mlconnector.sandbox.ups;

import com.mlconnector.sandbox.Answer;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/**
 * {@code POST} and {@code DELETE /api/track/v2/subscription/{type}/account}: every parcel of an
 * account, without end.
 */
final class TrackAlertAccounts {
  private static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

  private final Subscriptions subscriptions;
  private final Accounts accounts;

  TrackAlertAccounts(Subscriptions subscriptions, Accounts accounts) {
    this.subscriptions = subscriptions;
    this.accounts = accounts;
  }

  Answer subscribe(Call call) {
    String account = Json.text(call.body(), "shipperAccountNumber");
    Optional<Problem> problem = inV2(call).or(() -> TrackAlert.common(call));
    if (problem.isPresent()) {
      return problem.get().answer();
    }
    if (!accounts.knows(account)) {
      return accountMissing();
    }
    subscriptions.add(
        new Subscriptions.Subscription(
            account,
            call.grant().clientId(),
            Optional.empty(),
            TrackAlert.preferences(call),
            NEVER));
    return Answer.json(200, new JsonObject().put("expiryDate", "9999-12-31"));
  }

  Answer unsubscribe(Call call) {
    Optional<Problem> problem = inV2(call);
    if (problem.isPresent()) {
      return problem.get().answer();
    }
    return subscriptions.remove(call.query("shipper_account_number"), call.grant().clientId())
        ? Answer.json(200, new JsonObject().put("message", "Account unsubscribed"))
        : accountMissing();
  }

  private static Optional<Problem> inV2(Call call) {
    return call.path("version").equals("v2")
        ? Optional.empty()
        : Optional.of(new Problem(404, "404", "Resource not found"));
  }

  private static Answer accountMissing() {
    return Problem.of("VSS000", "Shipper Account Number is required.").answer();
  }
}
