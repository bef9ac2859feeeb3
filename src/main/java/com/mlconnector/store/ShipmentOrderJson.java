package com.mlconnector.store;

import com.mlconnector.domain.Dimensions;
import com.mlconnector.domain.Parcel;
import com.mlconnector.domain.Service;
import com.mlconnector.domain.ShipmentOrder;
import com.mlconnector.domain.ShipmentOrder.AddressSource;
import com.mlconnector.domain.ShipmentOrder.Residential;
import com.mlconnector.domain.ShipmentOrder.Signature;
import com.mlconnector.domain.Weight;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A shipment order in its column: grams and millimetres, exact. Holds nothing secret. */
final class ShipmentOrderJson {
  private ShipmentOrderJson() {}

  static JsonObject write(ShipmentOrder order) {
    JsonArray parcels = new JsonArray();
    order.parcels().forEach(parcel -> parcels.add(write(parcel)));
    return new JsonObject()
        .put("service", order.service().code())
        .put("parcels", parcels)
        .put("accountHolder", order.accountHolder())
        .put("signature", order.signature().name())
        .put("saturday", order.saturday())
        .put("residential", order.residential().name())
        .put("addressFrom", order.addressFrom().name())
        .put("held", order.held())
        .put("fingerprint", order.fingerprint())
        .put("remarks", new JsonArray(order.remarks()));
  }

  private static JsonObject write(Parcel parcel) {
    JsonObject json = new JsonObject().put("grams", parcel.weight().grams().toPlainString());
    Dimensions sides = parcel.dimensions();
    if (sides != null) {
      json.put(
          "millimetres",
          new JsonArray()
              .add(sides.length().toPlainString())
              .add(sides.width().toPlainString())
              .add(sides.height().toPlainString()));
    }
    return json.put("reference", parcel.reference());
  }

  static ShipmentOrder read(JsonObject json) {
    List<Parcel> parcels = new ArrayList<>();
    json.getJsonArray("parcels").forEach(parcel -> parcels.add(parcel((JsonObject) parcel)));
    return new ShipmentOrder(
        Service.byCode(json.getString("service")).orElseThrow(),
        parcels,
        json.getString("accountHolder"),
        Signature.valueOf(json.getString("signature")),
        json.getBoolean("saturday"),
        Residential.valueOf(json.getString("residential")),
        AddressSource.valueOf(json.getString("addressFrom")),
        json.getBoolean("held", false),
        json.getString("fingerprint"),
        json.getJsonArray("remarks").stream().map(String::valueOf).toList());
  }

  private static Parcel parcel(JsonObject json) {
    @Nullable JsonArray sides = json.getJsonArray("millimetres");
    return new Parcel(
        new Weight(new BigDecimal(json.getString("grams"))),
        sides == null
            ? null
            : new Dimensions(
                new BigDecimal(sides.getString(0)),
                new BigDecimal(sides.getString(1)),
                new BigDecimal(sides.getString(2))),
        json.getString("reference"));
  }
}
