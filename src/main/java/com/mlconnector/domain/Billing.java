package com.mlconnector.domain;

import java.util.Optional;

/**
 * Who pays UPS. One payer pays for the way; another may pay duties and taxes, which only a way
 * across a border has.
 */
public record Billing(Payer transport, Optional<Payer> duties) {
  public static final Billing SHIPPER = new Billing(new Payer.Shipper(), Optional.empty());

  /**
   * Account and place belong together: UPS compares the postal code with the one of the address
   * where that account is picked up, and refuses the payer if they differ. It may be empty where
   * the account's country has none.
   */
  public sealed interface Payer {
    /** The account that ships. */
    record Shipper() implements Payer {}

    record Receiver(Secret account, String postalCode) implements Payer {}

    record ThirdParty(Secret account, String postalCode, String country) implements Payer {}
  }
}
