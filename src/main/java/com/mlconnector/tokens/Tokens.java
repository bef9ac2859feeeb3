package com.mlconnector.tokens;

import com.mlconnector.domain.BearerToken;
import com.mlconnector.domain.TokenSubject;
import com.mlconnector.domain.VendorFault;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;

/** Where vendor clients get their bearer token from. */
public interface Tokens {

  /** A token that is good now, refreshed first if need be. */
  Future<TokenAnswer> bearer(TokenSubject subject);

  /**
   * The vendor answered 401 to this token: the next {@link #bearer} hands out another one, unless
   * the token is not to blame.
   */
  void refused(TokenSubject subject, BearerToken token, String operation);

  /** It answered 401 to a token that was fresh as well: whatever is missing, it is no token. */
  void refusedAfresh(TokenSubject subject, String operation);

  sealed interface TokenAnswer {
    record Granted(BearerToken token) implements TokenAnswer {}

    /** No token until a person acts: consent ended, secret wrong. */
    record Blocked(VendorFault fault) implements TokenAnswer {}

    /**
     * No token right now: vendor down, budget spent, someone else's refresh still open.
     *
     * @param left until it makes sense to ask again, where that is known
     */
    record NotNow(String why, Optional<Duration> left) implements TokenAnswer {}
  }
}
