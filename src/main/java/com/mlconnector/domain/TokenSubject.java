package com.mlconnector.domain;

/**
 * Whose token a call needs.
 *
 * @param holder empty for FreshBooks; for UPS the owner of the merchant account that the token is
 *     made out for: {@code shipper}, or {@code client:<FreshBooks client id>}. Never the account
 *     number itself.
 */
public record TokenSubject(ConnectionId connection, Vendor vendor, String holder) {
  public static TokenSubject freshBooks(ConnectionId connection) {
    return new TokenSubject(connection, Vendor.FRESHBOOKS, "");
  }

  public static TokenSubject upsShipper(ConnectionId connection) {
    return new TokenSubject(connection, Vendor.UPS, "shipper");
  }

  public static TokenSubject upsClient(ConnectionId connection, long clientId) {
    return new TokenSubject(connection, Vendor.UPS, "client:" + clientId);
  }
}
