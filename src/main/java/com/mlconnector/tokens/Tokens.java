package com.mlconnector.tokens;

import com.mlconnector.domain.BearerToken;
import com.mlconnector.domain.TokenSubject;
import com.mlconnector.domain.VendorFault;
import io.vertx.core.Future;

/** Where vendor clients get their bearer token from. */
public interface Tokens {

  /** A token that is good now, refreshed first if need be. */
  Future<TokenAnswer> bearer(TokenSubject subject);

  /** The vendor answered 401 to this token: the next {@link #bearer} must not hand it out again. */
  void refused(TokenSubject subject, BearerToken token);

  sealed interface TokenAnswer {
    record Granted(BearerToken token) implements TokenAnswer {}

    /** No token until a person acts: consent ended, secret wrong. */
    record Blocked(VendorFault fault) implements TokenAnswer {}

    /** No token right now: vendor down, budget spent, someone else's refresh still open. */
    record NotNow(String why) implements TokenAnswer {}
  }
}
