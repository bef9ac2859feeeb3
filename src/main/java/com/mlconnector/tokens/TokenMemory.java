package com.mlconnector.tokens;

import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.TokenSubject;
import com.mlconnector.domain.Vendor;

/** Tokens that a process keeps in mind, and that it can be told to forget. */
public interface TokenMemory {
  /** Consent was given anew, or an account changed: what is remembered here counts no more. */
  void forget(TokenSubject subject);

  /** The app at the vendor is another one now, or proves itself by another secret. */
  void forget(ConnectionId connection, Vendor vendor);

  /** Of a process that calls no vendor. */
  static TokenMemory none() {
    return new TokenMemory() {
      @Override
      public void forget(TokenSubject subject) {}

      @Override
      public void forget(ConnectionId connection, Vendor vendor) {}
    };
  }
}
