package com.mlconnector.sandbox.freshbooks;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * All businesses of the one identity. Ids are handed out once for all of them, as FreshBooks does.
 */
final class Ledger {
  private final Map<String, Business> businesses = new LinkedHashMap<>();
  private int lastBusiness = 4815161;
  private int lastClient = 771200;
  private int lastInvoice = 1804400;
  private int lastCallback = 2000;
  private int lastPayment = 90100;

  Business addBusiness(String accountId, String name) {
    Business business = new Business(accountId, ++lastBusiness, name);
    businesses.put(accountId, business);
    return business;
  }

  /** Exact: the wrong letter case is a foreign account. */
  Optional<Business> business(String accountId) {
    return Optional.ofNullable(businesses.get(accountId));
  }

  Collection<Business> all() {
    return businesses.values();
  }

  Business first() {
    return businesses.values().iterator().next();
  }

  Optional<Business> ofInvoice(int id) {
    return all().stream().filter(business -> business.invoices.containsKey(id)).findFirst();
  }

  Optional<Business> ofClient(int id) {
    return all().stream().filter(business -> business.clients.containsKey(id)).findFirst();
  }

  int nextClientId() {
    return ++lastClient;
  }

  int nextInvoiceId() {
    return ++lastInvoice;
  }

  int nextCallbackId() {
    return ++lastCallback;
  }

  int nextPaymentId() {
    return ++lastPayment;
  }
}
