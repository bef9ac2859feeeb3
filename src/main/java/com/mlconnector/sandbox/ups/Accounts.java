package com.mlconnector.sandbox.ups;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The UPS account numbers that exist here. */
final class Accounts {
  /**
   * @param negotiated the account has its own rates
   * @param postalCode where the account is picked up; empty if payers needn't know it
   * @param country of that place
   */
  record Account(
      String number, String name, boolean negotiated, String postalCode, String country) {

    /** ZIP+4 may be given where five digits are known, with or without its hyphen. */
    boolean isPickedUpAt(String givenCode, String givenCountry) {
      String given = givenCode.replace("-", "");
      return (postalCode.isEmpty() || (!given.isEmpty() && given.startsWith(postalCode)))
          && country.equals(givenCountry);
    }
  }

  private final Map<String, Account> accounts = new TreeMap<>();

  void add(Account account) {
    if (!account.number().matches("[0-9A-Z]{6}")) {
      throw new IllegalArgumentException(
          "An account number has six capital letters or digits, not '" + account.number() + "'.");
    }
    accounts.put(account.number(), account);
  }

  boolean knows(String number) {
    return find(number).isPresent();
  }

  Optional<Account> find(String number) {
    return Optional.ofNullable(accounts.get(number.toUpperCase(Locale.ROOT)));
  }

  boolean negotiated(String number) {
    return find(number).filter(Account::negotiated).isPresent();
  }

  Collection<Account> all() {
    return accounts.values();
  }
}
