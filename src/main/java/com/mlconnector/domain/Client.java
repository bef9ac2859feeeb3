package com.mlconnector.domain;

/**
 * A FreshBooks client as read. {@code p_*} is billing, {@code s_*} is shipping in FreshBooks' own
 * documents.
 *
 * @param note visible to the shop's staff only
 */
public record Client(
    long id, String version, RawAddress billing, RawAddress shipping, String phone, String note) {

  @Override
  public String toString() {
    return "Client[" + id + "]";
  }
}
