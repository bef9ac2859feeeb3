package com.mlconnector.console;

import com.mlconnector.domain.Money;
import com.mlconnector.domain.ShipmentOrder;
import com.mlconnector.domain.Weight;
import com.mlconnector.store.AddressJson;
import com.mlconnector.store.CandidateJson;
import com.mlconnector.store.Parcels;
import com.mlconnector.store.Shipment;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;

/** A shipment as the management API shows it. */
final class ShipmentView {
  private ShipmentView() {}

  static JsonObject of(Shipment shipment, List<Parcels.Parcel> parcels) {
    JsonObject view =
        new JsonObject()
            .put("id", shipment.id().toString())
            .put("connection", shipment.connection().value())
            .put("invoice", shipment.invoice())
            .put("invoiceNumber", shipment.invoiceNumber())
            .put("client", shipment.client())
            .put("generation", shipment.generation())
            .put("state", shipment.state().key())
            .put("reference", shipment.reference().orElse(null))
            .put("attempt", shipment.attempt())
            .put("upsShipment", shipment.upsShipment().orElse(null))
            .put("charged", shipment.charged().map(Money::toString).orElse(null))
            .put("createdAt", shipment.createdAt().toString())
            .put("updatedAt", shipment.updatedAt().toString())
            .put("shipTo", shipment.shipTo().map(AddressJson::write).orElse(null));
    shipment.order().ifPresent(order -> view.put("order", order(order)));
    shipment.halted().ifPresent(halted -> view.put("halt", halt(halted)));
    JsonArray pieces = new JsonArray();
    parcels.forEach(parcel -> pieces.add(parcel(parcel)));
    return view.put("parcels", pieces);
  }

  private static JsonObject order(ShipmentOrder order) {
    JsonArray parcels = new JsonArray();
    order
        .parcels()
        .forEach(parcel ->
            parcels.add(new JsonObject().put("weight", parcel.weight().show(Weight.Unit.POUND))));
    return new JsonObject()
        .put("service", order.service().label())
        .put("parcels", parcels)
        .put("account", order.accountHolder())
        .put("addressFrom", key(order.addressFrom()))
        .put("remarks", new JsonArray(order.remarks()));
  }

  private static JsonObject halt(Shipment.Halted halted) {
    JsonArray candidates = new JsonArray();
    halted.candidates().forEach(candidate -> candidates.add(CandidateJson.write(candidate)));
    return new JsonObject()
        .put("reason", halted.halt().code().name())
        .put("owner", key(halted.halt().code().owner()))
        .put("sentence", halted.halt().sentence())
        .put("ways", new JsonArray(halted.halt().ways()))
        .put("candidates", candidates);
  }

  private static JsonObject parcel(Parcels.Parcel parcel) {
    return new JsonObject()
        .put("trackingNumber", parcel.trackingNumber())
        .put("status", key(parcel.status()))
        .put("statusText", parcel.statusText())
        .put("since", parcel.statusAt().map(Object::toString).orElse(null));
  }

  private static String key(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
