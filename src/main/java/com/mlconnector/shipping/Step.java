package com.mlconnector.shipping;

import com.mlconnector.domain.AddressCheck;
import com.mlconnector.domain.Halt;
import com.mlconnector.domain.Secret;
import com.mlconnector.domain.TokenSubject;
import com.mlconnector.domain.Vendor;
import com.mlconnector.store.Connections.Connection;
import com.mlconnector.store.Shipment;
import com.mlconnector.store.Work;
import com.mlconnector.ups.UpsCaller;
import java.util.Optional;

/**
 * What a step works with: the claimed work, the shipment as read, its connection, the account that
 * ships, and what people have allowed for the address.
 *
 * @param paying absent if the client's account is not stored any more
 * @param braked what speaks against one more purchase
 */
record Step(
    Work.Item item,
    Shipment shipment,
    Connection connection,
    Optional<Secret> paying,
    AddressCheck.Leave leave,
    Optional<Halt> braked) {

  Step with(Shipment further) {
    return new Step(item, further, connection, paying, leave, braked);
  }

  Secret account() {
    return paying.orElseThrow();
  }

  UpsCaller caller() {
    String holder = shipment.accountHolder();
    return new UpsCaller(new TokenSubject(connection.id(), Vendor.UPS, holder), account());
  }
}
