package com.mlconnector.sandbox.freshbooks;

import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** One business of the identity, with everything that belongs to its account. */
final class Business {
  final String accountId;
  final int id;

  /** What the identity is there: a client's has no books, an employee's may not read invoices. */
  enum Role {
    OWNER,
    ADMIN,
    BUSINESS_MANAGER,
    BUSINESS_EMPLOYEE,
    CLIENT;

    String key() {
      return name().toLowerCase(Locale.ROOT);
    }

    boolean readsBooks() {
      return this != BUSINESS_EMPLOYEE && this != CLIENT;
    }
  }

  String name;
  Role role = Role.OWNER;
  final NavigableMap<Integer, JsonObject> clients = new TreeMap<>();
  final NavigableMap<Integer, JsonObject> invoices = new TreeMap<>();
  final NavigableMap<Integer, Callback> callbacks = new TreeMap<>();
  private int lastInvoiceNumber;

  Business(String accountId, int id, String name) {
    this.accountId = accountId;
    this.id = id;
    this.name = name;
  }

  Optional<JsonObject> client(int clientId) {
    return Optional.ofNullable(clients.get(clientId));
  }

  Optional<JsonObject> invoice(int invoiceId) {
    return Optional.ofNullable(invoices.get(invoiceId));
  }

  Optional<Callback> callback(int callbackId) {
    return Optional.ofNullable(callbacks.get(callbackId));
  }

  void keepInvoice(JsonObject invoice) {
    invoices.put(invoice.getInteger("id"), invoice);
  }

  void keepClient(JsonObject client) {
    clients.put(client.getInteger("id"), client);
  }

  String nextInvoiceNumber() {
    return String.format(Locale.ROOT, "%07d", ++lastInvoiceNumber);
  }

  /** The sender's own address, in the {@code system} field of a verification. */
  String system() {
    String host = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    return "https://" + host + ".freshbooks.com";
  }
}
