package com.mlconnector.verify;

/** What an operator decided and the gateway accepted. */
sealed interface Way {
  record Resume() implements Way {}

  record Hold() implements Way {}

  record Cancel() implements Way {}

  /**
   * @param flag as the halt quoted it, in small letters: the correction holds while it stands there
   */
  record PickWord(String flag) implements Way {}

  /** One of the addresses that UPS offers for this one, for this client from now on. */
  record PickAddress(Home instead) implements Way {}

  /** An address for this invoice, whatever FreshBooks says. */
  record EnterAddress() implements Way {}

  /** The address that UPS objects to is good, for this client from now on. */
  record KeepAddress(Home home) implements Way {}

  /** More than one label a day is meant. */
  record OverruleBrake() implements Way {}

  record Reship() implements Way {}

  /** Changes nothing of what is to be bought. */
  record Dismiss() implements Way {}

  record DeclareNotBought() implements Way {}
}
