package com.mlconnector.domain;

import java.util.List;

/**
 * What a flag came to: everything that is to be bought but the address and the account number.
 *
 * @param accountHolder whose UPS account ships and pays: {@code shipper} or {@code client:<id>}
 * @param saturday Saturday delivery
 * @param residential {@code true}, {@code false}, or by UPS's own classification
 * @param addressFrom where the address was read, for the record
 * @param held everything but the purchase is to be done
 * @param fingerprint equal for flags that mean the same
 * @param remarks what the operator should know, but need not act on
 */
public record ShipmentOrder(
    Service service,
    List<Parcel> parcels,
    String accountHolder,
    Signature signature,
    boolean saturday,
    Residential residential,
    AddressSource addressFrom,
    boolean held,
    String fingerprint,
    List<String> remarks) {

  public enum Signature {
    NONE,
    ANY,
    ADULT
  }

  public enum Residential {
    YES,
    NO,
    ASK_UPS
  }

  public enum AddressSource {
    /** What an operator entered for this one invoice. */
    OPERATOR,
    OVERRIDE,
    CLIENT_SHIPPING,
    CLIENT_BILLING,
    INVOICE
  }

  public ShipmentOrder {
    parcels = List.copyOf(parcels);
    remarks = List.copyOf(remarks);
  }

  ShipmentOrder whileHeld() {
    return new ShipmentOrder(
        service,
        parcels,
        accountHolder,
        signature,
        saturday,
        residential,
        addressFrom,
        true,
        fingerprint,
        remarks);
  }
}
