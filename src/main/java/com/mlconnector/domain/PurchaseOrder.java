package com.mlconnector.domain;

import java.util.List;
import java.util.Optional;

/**
 * Everything UPS needs to rate or to sell a shipment.
 *
 * @param reference our own key at UPS, at most 35 characters; the only handle after a lost answer
 * @param invoiceNumber second reference, printed on the label
 * @param account the account that ships; six characters
 * @param residential as said in the flag or, if nothing was said, as UPS classified the address;
 *     true sends UPS's presence indicator, false leaves it out (an empty element would switch the
 *     surcharge on)
 * @param labelFormat as the label is wanted; UPS sells no PDF, see {@link Label.Format#sold}
 */
public record PurchaseOrder(
    String reference,
    String invoiceNumber,
    Secret account,
    Billing billing,
    Address shipper,
    Address shipTo,
    boolean residential,
    Service service,
    List<Parcel> parcels,
    Options options,
    Label.Format labelFormat) {

  public PurchaseOrder {
    parcels = List.copyOf(parcels);
  }

  public record Options(
      Signature signature, boolean saturdayDelivery, Optional<Money> declaredValue) {
    public static final Options NONE = new Options(Signature.NONE, false, Optional.empty());
  }

  public enum Signature {
    NONE,
    SIGNATURE,
    ADULT
  }
}
