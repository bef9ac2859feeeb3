package com.mlconnector.sandbox.freshbooks;

import com.mlconnector.sandbox.Answer;
import com.mlconnector.sandbox.StandIn;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What every API call passes before its work: token, rate limit, account, scope. */
final class Gate {
  /** A call that was let in. */
  record Call(RoutingContext ctx, Business business, String scope) {
    String path(String name) {
      return String.valueOf(ctx.pathParam(name));
    }

    boolean holds(String wanted) {
      return Arrays.asList(scope.split(" ", -1)).contains(wanted);
    }
  }

  private record Bearer(String value, Tokens.Access access) {}

  private final StandIn standIn;
  private final Settings settings;
  private final Tokens tokens;
  private final Ledger ledger;
  private final RateLimit rateLimit;

  Gate(StandIn standIn, Settings settings, Tokens tokens, Ledger ledger, RateLimit rateLimit) {
    this.standIn = standIn;
    this.settings = settings;
    this.tokens = tokens;
    this.ledger = ledger;
    this.rateLimit = rateLimit;
  }

  void accounting(
      HttpMethod method, String path, String operation, String scope, Function<Call, Answer> work) {
    standIn.operation(
        method,
        "/accounting/account/:account" + path,
        operation,
        ctx -> accountingCall(ctx, scope, work));
  }

  void events(HttpMethod method, String path, String operation, Function<Call, Answer> work) {
    standIn.operation(
        method, "/events/account/:account" + path, operation, ctx -> eventsCall(ctx, work));
  }

  void auth(
      HttpMethod method, String path, String operation, Function<RoutingContext, Answer> work) {
    standIn.operation(
        method,
        path,
        operation,
        ctx -> bearer(ctx).isPresent() ? work.apply(ctx) : Answers.unauthenticated());
  }

  private Answer accountingCall(RoutingContext ctx, String scope, Function<Call, Answer> work) {
    Optional<Bearer> bearer = bearer(ctx);
    if (bearer.isEmpty()) {
      return settings.on(Setting.LEGACY_UNAUTHORIZED)
          ? ACCESS_DENIED.answer(settings)
          : Answers.unauthenticated();
    }
    RateLimit.Allowance allowance = rateLimit.take(bearer.get().value());
    Answer answer =
        allowance.exceeded()
            ? Answers.RATE_LIMITED.answer(settings)
            : letIn(ctx, bearer.get().access().scope(), scope, work);
    return rateLimit.tell(answer, allowance);
  }

  private Answer letIn(
      RoutingContext ctx, String held, String needed, Function<Call, Answer> work) {
    Optional<Business> business = business(ctx);
    if (business.isEmpty()) {
      return foreignAccount(ctx).answer(settings);
    }
    if (!business.get().role.readsBooks()) {
      return Refusal.plain(403, 1003, "Your role does not allow this.").answer(settings);
    }
    Call call = new Call(ctx, business.get(), held);
    // The JSON of this 403 is nowhere documented; that it names both lists of scopes is.
    return call.holds(needed)
        ? work.apply(call)
        : Refusal.plain(
                403, 1003, "Insufficient scope: has '" + held + "', needs '" + needed + "'.")
            .answer(settings);
  }

  private Answer eventsCall(RoutingContext ctx, Function<Call, Answer> work) {
    Optional<Bearer> bearer = bearer(ctx);
    Optional<Business> business = business(ctx);
    if (bearer.isEmpty()
        || (business.isEmpty() && !settings.on(Setting.FOREIGN_ACCOUNT_NOT_FOUND))) {
      return Answers.eventsError(
          settings, 401, "invalid_token: The request token failed to authenticate or validate.");
    }
    return business
        .map(mine -> work.apply(new Call(ctx, mine, bearer.get().access().scope())))
        .orElseGet(
            () -> Answers.eventsError(settings, 404, "Requested resource could not be found."));
  }

  private Refusal foreignAccount(RoutingContext ctx) {
    return settings.on(Setting.FOREIGN_ACCOUNT_NOT_FOUND)
        ? Refusal.notFound("account", "accountid", String.valueOf(ctx.pathParam("account")))
        : ACCESS_DENIED;
  }

  private Optional<Business> business(RoutingContext ctx) {
    return ledger.business(String.valueOf(ctx.pathParam("account")));
  }

  private Optional<Bearer> bearer(RoutingContext ctx) {
    @Nullable String header = ctx.request().getHeader("Authorization");
    if (header == null || !header.regionMatches(true, 0, "Bearer ", 0, 7)) {
      return Optional.empty();
    }
    String value = header.substring(7).trim();
    return tokens.access(value).map(access -> new Bearer(value, access));
  }

  private static final Refusal ACCESS_DENIED =
      Refusal.plain(
          401,
          1003,
          "The server could not verify that you are authorized to access the URL requested.");
}
