package com.mlconnector.domain;

/** Who can put a halted shipment right. */
public enum Owner {
  DATA,
  FRESHBOOKS,
  UPS,
  GATEWAY
}
