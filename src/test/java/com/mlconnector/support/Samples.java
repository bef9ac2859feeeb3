package com.mlconnector.support;

import com.mlconnector.domain.Address;
import com.mlconnector.domain.App;
import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.Invoice;
import com.mlconnector.domain.InvoiceLine;
import com.mlconnector.domain.Parcel;
import com.mlconnector.domain.RawAddress;
import com.mlconnector.domain.Secret;
import com.mlconnector.domain.Service;
import com.mlconnector.domain.ShipmentOrder;
import com.mlconnector.domain.ShipmentOrder.AddressSource;
import com.mlconnector.domain.ShipmentOrder.Residential;
import com.mlconnector.domain.ShipmentOrder.Signature;
import com.mlconnector.domain.Weight;
import com.mlconnector.store.AddressJson;
import com.mlconnector.store.Connections;
import com.mlconnector.store.Shipment;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** One of each thing, complete and plausible. Change what a test is about. */
public final class Samples {
  public static final Instant MORNING = Instant.parse("2026-03-02T15:04:05.678901Z");

  public static final Address SHIPPER =
      new Address(
          "Harbor Goods", "", List.of("12 Dock Rd"), "Oakland", "CA", "94607", "US", "5105550142");

  public static final Address CUSTOMER =
      new Address(
          "Ada Example",
          "",
          List.of("417 Elm St", "Apt 5"),
          "Albany",
          "NY",
          "12207",
          "US",
          "5185550117");

  private Samples() {}

  public static Connections.New connection(ConnectionId id) {
    return new Connections.New(
        id,
        new JsonObject().put("shipper", AddressJson.write(SHIPPER)).put("defaultService", "03"),
        new App("fb-app", new Secret("freshbooks-secret-of-" + id)),
        Optional.of("aBc123"),
        new App("ups-app", new Secret("ups-secret-of-" + id)),
        new Secret("A1B2C3"),
        new Secret("push-key-of-" + id));
  }

  /** Not stored yet. */
  public static Shipment opened(ConnectionId connection, long invoice) {
    return Shipment.opened(UUID.randomUUID(), connection, invoice(invoice), 1, MORNING);
  }

  public static Invoice invoice(long id) {
    return invoice(id, List.of());
  }

  public static Invoice invoice(long id, List<InvoiceLine> lines) {
    return new Invoice(
        id,
        "INV-" + id,
        77,
        "2026-03-02 10:00:00",
        MORNING,
        0,
        "sent",
        "",
        "",
        "",
        new RawAddress("", "", "", "", "", "", "", "", ""),
        lines);
  }

  public static ShipmentOrder order() {
    return new ShipmentOrder(
        Service.byCode("03").orElseThrow(),
        List.of(new Parcel(Weight.of("2.5", Weight.Unit.POUND), null, "first")),
        "shipper",
        Signature.ADULT,
        false,
        Residential.ASK_UPS,
        AddressSource.CLIENT_SHIPPING,
        false,
        "fingerprint",
        List.of("a remark"));
  }
}
