package com.mlconnector.vendor;

import com.mlconnector.domain.BearerToken;
import com.mlconnector.domain.VendorFault;
import com.mlconnector.tokens.Tokens;
import com.mlconnector.tokens.Tokens.TokenAnswer;
import com.mlconnector.vendor.VendorAnswer.Answered;
import com.mlconnector.vendor.VendorAnswer.NoToken;
import com.mlconnector.vendor.VendorAnswer.NoTokenNow;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * Adds the bearer token. A 401 comes before any work at both vendors, so that one repeat with a
 * fresh token is safe, even for a purchase; a second 401 has another cause than the token (UPS: the
 * product is missing on the app) and goes to the caller.
 */
final class BearerCall implements VendorCall {
  private final Tokens tokens;
  private final VendorCall next;

  BearerCall(Tokens tokens, VendorCall next) {
    this.tokens = tokens;
    this.next = next;
  }

  @Override
  public Future<VendorAnswer> send(VendorRequest request) {
    return withToken(
        request,
        token ->
            sendWith(token, request)
                .compose(answer ->
                    answer instanceof Answered(int status, _, _) && status == 401
                        ? repeat(request, token, answer)
                        : Future.succeededFuture(answer)));
  }

  private Future<VendorAnswer> repeat(
      VendorRequest request, BearerToken refused, VendorAnswer refusal) {
    tokens.refused(request.subject(), refused, request.operation());
    return withToken(
        request,
        fresh ->
            fresh.value().equals(refused.value())
                ? Future.succeededFuture(refusal)
                : sendWith(fresh, request).onSuccess(answer -> tellIfRefused(request, answer)));
  }

  private void tellIfRefused(VendorRequest request, VendorAnswer answer) {
    if (answer instanceof Answered(int status, _, _) && status == 401) {
      tokens.refusedAfresh(request.subject(), request.operation());
    }
  }

  private Future<VendorAnswer> withToken(
      VendorRequest request, Function<BearerToken, Future<VendorAnswer>> call) {
    return tokens
        .bearer(request.subject())
        .otherwise(failure ->
            new TokenAnswer.NotNow(String.valueOf(failure.getMessage()), Optional.empty()))
        .compose(answer ->
            switch (answer) {
              case TokenAnswer.Granted(BearerToken token) -> call.apply(token);
              case TokenAnswer.Blocked(VendorFault fault) ->
                  Future.succeededFuture(new NoToken(fault));
              case TokenAnswer.NotNow(String why, Optional<Duration> left) ->
                  Future.succeededFuture(new NoTokenNow("no token: " + why, left));
            });
  }

  private Future<VendorAnswer> sendWith(BearerToken token, VendorRequest request) {
    return next.send(request.withHeader("Authorization", "Bearer " + token.value().reveal()));
  }
}
