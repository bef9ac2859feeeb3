package com.mlconnector.console;

import com.mlconnector.domain.Halt;
import com.mlconnector.domain.Latecomers;
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
            .put("version", shipment.version())
            .put("reference", shipment.reference().orElse(null))
            .put("attempt", shipment.attempt())
            .put("upsShipment", shipment.upsShipment().orElse(null))
            .put("charged", shipment.charged().map(Money::toString).orElse(null))
            .put("createdAt", shipment.createdAt().toString())
            .put("updatedAt", shipment.updatedAt().toString())
            .put("shipTo", shipment.shipTo().map(AddressJson::write).orElse(null));
    shipment.order().ifPresent(order -> view.put("order", order(order)));
    shipment.halted().ifPresent(halted -> view.put("halt", halt(halted)));
    shipment
        .change()
        .filter(Shipment.Change::open)
        .map(change -> new Shipment.Halted(change.difference().halt(), List.of()))
        .ifPresent(changed -> view.put("changed", halt(changed)));
    shipment
        .lateLabel()
        .map(label -> new Shipment.Halted(Latecomers.toVoid(label), List.of()))
        .ifPresent(late -> view.put("lateLabel", halt(late)));
    JsonArray actions = new JsonArray();
    OperatorActions.possible(shipment).forEach(action -> actions.add(action.key()));
    view.put("actions", actions);
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
        .put("held", order.held())
        .put("remarks", new JsonArray(order.remarks()));
  }

  static JsonObject halt(Shipment.Halted halted) {
    Halt halt = halted.halt();
    JsonArray candidates = new JsonArray();
    halted.candidates().forEach(candidate -> candidates.add(CandidateJson.write(candidate)));
    JsonArray choices = new JsonArray();
    halt.choices().forEach(choice -> choices.add(choice.label()));
    return new JsonObject()
        .put("reason", halt.code().name())
        .put("owner", key(halt.code().owner()))
        .put("sentence", halt.sentence())
        .put("reading", halt.reading().map(ShipmentView::reading).orElse(null))
        .put("ways", new JsonArray(halt.ways()))
        .put("choices", choices)
        .put("candidates", candidates);
  }

  private static JsonObject reading(Halt.Reading reading) {
    return new JsonObject()
        .put("place", reading.place())
        .put("text", reading.text())
        .put("from", reading.from())
        .put("to", reading.to());
  }

  private static JsonObject parcel(Parcels.Parcel parcel) {
    return new JsonObject()
        .put("trackingNumber", parcel.trackingNumber())
        .put("status", key(parcel.status()))
        .put("statusText", parcel.statusText())
        .put("since", parcel.statusAt().map(Object::toString).orElse(null));
  }

  static String key(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
