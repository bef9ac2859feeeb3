package com.mlconnector.connections;

import com.mlconnector.domain.BearerToken;
import com.mlconnector.domain.Secret;
import com.mlconnector.domain.TokenSubject;
import com.mlconnector.tokens.Tokens;
import io.vertx.core.Future;
import java.time.Instant;

/**
 * The token of a consent that has connected nothing yet. It must not stand among the connection's
 * own before that: it may reach other books, and the old one is still at work.
 */
record GrantedToken(Secret access, Instant expires) implements Tokens {
  @Override
  public Future<TokenAnswer> bearer(TokenSubject subject) {
    return Future.succeededFuture(new TokenAnswer.Granted(new BearerToken(access, expires, 0)));
  }

  /** There is no other. */
  @Override
  public void refused(TokenSubject subject, BearerToken token, String operation) {}

  @Override
  public void refusedAfresh(TokenSubject subject, String operation) {}
}
