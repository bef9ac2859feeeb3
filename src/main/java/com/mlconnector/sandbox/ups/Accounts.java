package com.mlconnector.sandbox.ups;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The UPS account numbers that exist here. */
final class Accounts {
  /** {@code negotiated}: the account has its own rates. */
  record Account(String number, String name, boolean negotiated) {}

  private final Map<String, Account> accounts = new TreeMap<>();

  void add(Account account) {
    if (!account.number().matches("[0-9A-Z]{6}")) {
      throw new IllegalArgumentException(
          "An account number has six capital letters or digits, not '" + account.number() + "'.");
    }
    accounts.put(account.number(), account);
  }

  boolean knows(String number) {
    return accounts.containsKey(number.toUpperCase(Locale.ROOT));
  }

  boolean negotiated(String number) {
    Account account = accounts.get(number.toUpperCase(Locale.ROOT));
    return account != null && account.negotiated();
  }

  Collection<Account> all() {
    return accounts.values();
  }
}
