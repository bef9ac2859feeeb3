package com.mlconnector.verify;

/** What an operator decided and the gateway accepted. */
sealed interface Way {
  record Resume() implements Way {}

  record Hold() implements Way {}

  record Cancel() implements Way {}

  /**
   * @param flag as the halt quoted it: the correction holds as long as it stands there
   */
  record PickWord(String flag) implements Way {}

  /** One of the addresses that UPS offers, for this client from now on. */
  record PickAddress() implements Way {}

  /** An address for this invoice, whatever FreshBooks says. */
  record EnterAddress(Home home) implements Way {}

  /** The objection does not count. */
  record ShipAnyway(String reason) implements Way {}

  record Reship() implements Way {}

  /** Changes nothing of what is to be bought. */
  record Dismiss() implements Way {}

  record DeclareNotBought() implements Way {}
}
