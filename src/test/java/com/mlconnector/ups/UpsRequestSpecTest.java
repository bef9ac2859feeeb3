package com.mlconnector.ups;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.domain.Billing;
import com.mlconnector.domain.Billing.Payer;
import com.mlconnector.domain.Label;
import com.mlconnector.domain.Money;
import com.mlconnector.domain.PurchaseOrder;
import com.mlconnector.domain.PurchaseOrder.Options;
import com.mlconnector.domain.PurchaseOrder.Signature;
import com.mlconnector.domain.Secret;
import com.mlconnector.support.UpsSpecs;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What we send, judged by UPS's own schemas. */
class UpsRequestSpecTest {
  private final Optional<UpsSpecs> specs = UpsSpecs.load();

  @BeforeEach
  void specs_are_at_hand() {
    Assumptions.assumeTrue(specs.isPresent(), UpsSpecs.NOT_FOUND);
  }

  @Test
  void orders_at_home_and_abroad_follow_the_schemas() {
    Options all =
        new Options(Signature.ADULT, true, Optional.of(new Money(new BigDecimal("1234.5"), "USD")));
    for (String country : List.of("US", "CA")) {
      PurchaseOrder order =
          UpsOrderJsonTest.order(
              UpsOrderJsonTest.to(country),
              true,
              all,
              UpsOrderJsonTest.order().parcels().getFirst());
      follows("Shipping", "SHIPRequestWrapper", new UpsOrderJson(order).ship());
      follows("Rating", "RATERequestWrapper", new UpsOrderJson(order).rate());
    }
  }

  @Test
  void every_payer_follows_the_schemas() {
    Payer receiver = new Payer.Receiver(new Secret("R8S9T0"), "14222");
    Payer third = new Payer.ThirdParty(new Secret("E5F6G7"), "14222", "US");
    for (Billing billing :
        List.of(
            new Billing(receiver, Optional.of(third)), new Billing(third, Optional.of(receiver)))) {
      for (String country : List.of("US", "CA")) {
        UpsOrderJson order =
            new UpsOrderJson(UpsOrderJsonTest.order(billing, UpsOrderJsonTest.to(country)));
        follows("Shipping", "SHIPRequestWrapper", order.ship());
        follows("Rating", "RATERequestWrapper", order.rate());
        follows("Rating", "RATERequestWrapper", order.shop());
      }
    }
  }

  @Test
  void the_smaller_requests_follow_the_schemas() {
    follows(
        "AddressValidation", "XAVRequestWrapper", UpsRequests.addressCheck(UpsOrderJsonTest.DANA));
    for (Label.Format format : Label.Format.values()) {
      follows(
          "Shipping",
          "LABELRECOVERYRequestWrapper",
          UpsRequests.recoveryByReference("SHP-1", new Secret("A1B2C3"), format));
      follows(
          "Shipping",
          "LABELRECOVERYRequestWrapper",
          UpsRequests.recoveryByNumber("1ZA1B2C30300001011", format));
    }
    follows(
        "UPSTrackAlert",
        "PackageSubscriptionRequest",
        UpsRequests.subscription(List.of("1ZA1B2C30300001011"), Optional.empty()));
    follows(
        "older/UPSTrackAlert-v1-2025-11-11",
        "TrackSubsServiceRequest",
        UpsRequests.subscription(
            List.of("1ZA1B2C30300001011"),
            Optional.of(
                new TrackAlertDestination("https://gateway.example/hook", new Secret("s3cret")))));
  }

  private void follows(String file, String schema, JsonObject request) {
    assertThat(specs.orElseThrow().violations(file, schema, request)).as(schema).isEmpty();
  }
}
