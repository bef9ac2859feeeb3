package com.mlconnector.shipping;

import com.mlconnector.domain.Secret;
import com.mlconnector.domain.TokenSubject;
import com.mlconnector.domain.Vendor;
import com.mlconnector.store.Connections.Connection;
import com.mlconnector.store.Shipment;
import com.mlconnector.store.Work;
import com.mlconnector.ups.UpsCaller;

/**
 * What a step works with: the claimed work, the shipment as read, its connection, and the account
 * that ships.
 */
record Step(Work.Item item, Shipment shipment, Connection connection, Secret account) {

  Step with(Shipment further) {
    return new Step(item, further, connection, account);
  }

  UpsCaller caller() {
    String holder = shipment.accountHolder();
    return new UpsCaller(new TokenSubject(connection.id(), Vendor.UPS, holder), account);
  }
}
