package com.mlconnector.domain;

import java.time.ZoneId;
import java.util.Optional;

/**
 * How one connection ships.
 *
 * @param shipper where parcels come from; its account number is kept apart, sealed
 * @param flags how flags are read
 * @param defaultWeight for flagged invoices without a weight; absent halts them, because UPS weighs
 *     again and bills the difference later
 * @param zone the shop's, for the dates that customers read
 * @param shipUnchecked ships where UPS checks no streets, which is everywhere but in the US and
 *     Puerto Rico; otherwise a person decides
 * @param when which invoices are ready to ship
 * @param writeBack how an invoice is told of its shipment
 * @param dryRun everything is done but what costs money or writes
 */
public record ConnectionSettings(
    Address shipper,
    FlagSettings flags,
    Optional<Weight> defaultWeight,
    ShipWhen when,
    ZoneId zone,
    boolean shipUnchecked,
    WriteBackSettings writeBack,
    boolean dryRun) {

  /** With the usual write-back, in earnest. */
  public ConnectionSettings(
      Address shipper,
      FlagSettings flags,
      Optional<Weight> defaultWeight,
      ShipWhen when,
      ZoneId zone,
      boolean shipUnchecked) {
    this(
        shipper,
        flags,
        defaultWeight,
        when,
        zone,
        shipUnchecked,
        WriteBackSettings.STANDARD,
        false);
  }

  /** The payment state that an invoice must have reached. */
  public enum ShipWhen {
    SENT,
    PAID,
    ANY
  }
}
