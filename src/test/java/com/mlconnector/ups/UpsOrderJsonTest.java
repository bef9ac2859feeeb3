package com.mlconnector.ups;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.domain.Address;
import com.mlconnector.domain.Billing;
import com.mlconnector.domain.Billing.Payer;
import com.mlconnector.domain.Dimensions;
import com.mlconnector.domain.Label;
import com.mlconnector.domain.Money;
import com.mlconnector.domain.Parcel;
import com.mlconnector.domain.PurchaseOrder;
import com.mlconnector.domain.PurchaseOrder.Options;
import com.mlconnector.domain.PurchaseOrder.Signature;
import com.mlconnector.domain.Secret;
import com.mlconnector.domain.Service;
import com.mlconnector.domain.Weight;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.json.pointer.JsonPointer;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class UpsOrderJsonTest {
  private static final Address SHIPPER =
      new Address(
          "Harbor Lane Supply Co",
          "Shipping Desk",
          List.of("2250 Adeline St", "Unit 12"),
          "Oakland",
          "CA",
          "94607",
          "US",
          "510-555-0142");
  static final Address DANA =
      new Address(
          "Dana Whitfield",
          "",
          List.of("1187 Elmwood Ave", "Apt 4"),
          "Buffalo",
          "NY",
          "14222-1213",
          "US",
          "");
  private static final Parcel FIVE_POUNDS =
      new Parcel(
          Weight.of("5", Weight.Unit.POUND),
          Dimensions.of("8", "13.2", "10", Dimensions.Unit.INCH),
          null);

  @Test
  void a_purchase_within_the_us() {
    assertThat(new UpsOrderJson(order(DANA, true, Options.NONE, FIVE_POUNDS)).ship())
        .isEqualTo(
            new JsonObject(
                """
                {"ShipmentRequest":{
                  "Request":{"RequestOption":"nonvalidate","SubVersion":"2409",
                    "TransactionReference":{"CustomerContext":"SHP-1"}},
                  "Shipment":{
                    "Description":"Invoice 0001042",
                    "Shipper":{"Name":"Harbor Lane Supply Co","AttentionName":"Shipping Desk",
                      "Phone":{"Number":"5105550142"},"ShipperNumber":"A1B2C3",
                      "Address":{"AddressLine":["2250 Adeline St","Unit 12"],"City":"Oakland",
                        "StateProvinceCode":"CA","PostalCode":"94607","CountryCode":"US"}},
                    "ShipTo":{"Name":"Dana Whitfield",
                      "Address":{"AddressLine":["1187 Elmwood Ave","Apt 4"],"City":"Buffalo",
                        "StateProvinceCode":"NY","PostalCode":"142221213","CountryCode":"US",
                        "ResidentialAddressIndicator":""}},
                    "ShipFrom":{"Name":"Harbor Lane Supply Co","AttentionName":"Shipping Desk",
                      "Phone":{"Number":"5105550142"},
                      "Address":{"AddressLine":["2250 Adeline St","Unit 12"],"City":"Oakland",
                        "StateProvinceCode":"CA","PostalCode":"94607","CountryCode":"US"}},
                    "PaymentInformation":{"ShipmentCharge":[
                      {"Type":"01","BillShipper":{"AccountNumber":"A1B2C3"}}]},
                    "ShipmentRatingOptions":{"NegotiatedRatesIndicator":""},
                    "Service":{"Code":"03","Description":"UPS Ground"},
                    "Package":[{
                      "PackageWeight":{"Weight":"5.0",
                        "UnitOfMeasurement":{"Code":"LBS","Description":"Pounds"}},
                      "Dimensions":{"Length":"14","Width":"10","Height":"8",
                        "UnitOfMeasurement":{"Code":"IN","Description":"Inches"}},
                      "Packaging":{"Code":"02","Description":"Customer Supplied Package"},
                      "ReferenceNumber":[{"Code":"TN","Value":"SHP-1"},
                        {"Code":"IK","Value":"0001042"}]}]},
                  "LabelSpecification":{
                    "LabelImageFormat":{"Code":"GIF","Description":"GIF"},
                    "HTTPUserAgent":"Mozilla/4.5",
                    "LabelStockSize":{"Height":"6","Width":"4"}}}}
                """));
  }

  @Test
  void a_rate_is_asked_with_its_own_names() {
    JsonObject rate = new UpsOrderJson(order(DANA, true, Options.NONE, FIVE_POUNDS)).rate();
    assertThat(at(rate, "/RateRequest/Request/RequestOption")).isEqualTo("Rate");
    assertThat(at(rate, "/RateRequest/Shipment/Package/0/PackagingType/Code")).isEqualTo("02");
    assertThat(at(rate, "/RateRequest/Shipment/Package/0/ReferenceNumber")).isNull();
    assertThat(at(rate, "/RateRequest/Shipment/PaymentDetails/ShipmentCharge/0/Type"))
        .isEqualTo("01");
    assertThat(at(rate, "/RateRequest/Shipment/Shipper/ShipperNumber")).isEqualTo("A1B2C3");
    assertThat(at(rate, "/RateRequest/Shipment/ShipTo/Address/ResidentialAddressIndicator"))
        .isEqualTo("");
    assertThat(at(rate, "/RateRequest/Shipment/NumOfPieces")).isEqualTo("1");
  }

  @Test
  void all_services_are_asked_for_by_naming_none() {
    JsonObject shop = new UpsOrderJson(order()).shop();
    assertThat(at(shop, "/RateRequest/Request/RequestOption")).isEqualTo("Shop");
    assertThat(at(shop, "/RateRequest/Shipment/Service")).isNull();
    JsonObject rate = new UpsOrderJson(order()).rate();
    rate.getJsonObject("RateRequest").getJsonObject("Shipment").remove("Service");
    rate.getJsonObject("RateRequest").getJsonObject("Request").put("RequestOption", "Shop");
    assertThat(shop).isEqualTo(rate);
  }

  static List<Arguments> payers() {
    return List.of(
        Arguments.of(new Payer.Shipper(), "{\"BillShipper\":{\"AccountNumber\":\"A1B2C3\"}}"),
        Arguments.of(
            new Payer.Receiver(new Secret("R8S9T0"), "14222-1213"),
            """
            {"BillReceiver":{"AccountNumber":"R8S9T0","Address":{"PostalCode":"142221213"}}}
            """),
        Arguments.of(
            new Payer.ThirdParty(new Secret("E5F6G7"), "M5V 2T6", "CA"),
            """
            {"BillThirdParty":{"AccountNumber":"E5F6G7",
              "Address":{"PostalCode":"M5V2T6","CountryCode":"CA"}}}
            """),
        // Not every country has postal codes.
        Arguments.of(
            new Payer.Receiver(new Secret("R8S9T0"), ""),
            "{\"BillReceiver\":{\"AccountNumber\":\"R8S9T0\"}}"),
        Arguments.of(
            new Payer.ThirdParty(new Secret("E5F6G7"), "", "HK"),
            """
            {"BillThirdParty":{"AccountNumber":"E5F6G7","Address":{"CountryCode":"HK"}}}
            """));
  }

  @ParameterizedTest
  @MethodSource("payers")
  void exactly_one_payer_is_named(Payer payer, String form) {
    JsonObject charge = new JsonObject(form).put("Type", "01");
    JsonObject payment = new JsonObject().put("ShipmentCharge", new JsonArray(List.of(charge)));
    PurchaseOrder order = order(new Billing(payer, Optional.empty()), DANA);
    assertThat(at(ship(order), "/PaymentInformation")).isEqualTo(payment);
    assertThat(at(ship(order), "/Shipper/ShipperNumber")).isEqualTo("A1B2C3");
    assertThat(at(new UpsOrderJson(order).rate(), "/RateRequest/Shipment/PaymentDetails"))
        .isEqualTo(payment);
  }

  @ParameterizedTest
  @CsvSource({"US,false", "PR,false", "CA,true"})
  void duties_are_paid_across_a_border_only(String country, boolean duties) {
    Payer receiver = new Payer.Receiver(new Secret("R8S9T0"), "M5V2T6");
    Billing billing = new Billing(new Payer.Shipper(), Optional.of(receiver));
    JsonObject shipment = ship(order(billing, to(country)));
    assertThat(at(shipment, "/PaymentInformation/ShipmentCharge/0"))
        .isEqualTo(
            new JsonObject("{\"Type\":\"01\",\"BillShipper\":{\"AccountNumber\":\"A1B2C3\"}}"));
    assertThat(at(shipment, "/PaymentInformation/ShipmentCharge/1"))
        .isEqualTo(
            duties
                ? new JsonObject(
                    """
                    {"Type":"02","BillReceiver":
                      {"AccountNumber":"R8S9T0","Address":{"PostalCode":"M5V2T6"}}}
                    """)
                : null);
  }

  @ParameterizedTest
  @CsvSource({"GIF,GIF", "PNG,PNG", "ZPL,ZPL", "PDF,GIF"})
  void labels_are_bought_as_wanted_unless_ups_does_not_sell_them(
      Label.Format wanted, String bought) {
    PurchaseOrder us = order();
    PurchaseOrder order =
        new PurchaseOrder(
            us.reference(),
            us.invoiceNumber(),
            us.account(),
            us.billing(),
            us.shipper(),
            us.shipTo(),
            us.residential(),
            us.service(),
            us.parcels(),
            us.options(),
            wanted);
    assertThat(
            at(
                new UpsOrderJson(order).ship(),
                "/ShipmentRequest/LabelSpecification/LabelImageFormat/Code"))
        .isEqualTo(bought);
  }

  @Test
  void not_residential_is_said_by_saying_nothing() {
    assertThat(ship(order(DANA, false, Options.NONE, FIVE_POUNDS)).encode())
        .doesNotContain("Residential");
  }

  @ParameterizedTest
  @CsvSource({"US,true", "PR,false", "CA,false"})
  void references_and_signatures_stand_where_the_lane_wants_them(String country, boolean onParcel) {
    Options adult = new Options(Signature.ADULT, false, Optional.empty());
    JsonObject shipment = ship(order(to(country), false, adult, FIVE_POUNDS));
    String[] parcel = {
      "/Package/0/ReferenceNumber/0/Value",
      "/Package/0/PackageServiceOptions/DeliveryConfirmation/DCISType"
    };
    String[] above = {
      "/ReferenceNumber/0/Value", "/ShipmentServiceOptions/DeliveryConfirmation/DCISType"
    };
    assertThat(at(shipment, parcel[0])).isEqualTo(onParcel ? "SHP-1" : null);
    assertThat(at(shipment, parcel[1])).isEqualTo(onParcel ? "3" : null);
    assertThat(at(shipment, above[0])).isEqualTo(onParcel ? null : "SHP-1");
    assertThat(at(shipment, above[1])).isEqualTo(onParcel ? null : "2");
  }

  @Test
  void options_are_sent_only_when_wanted() {
    Options all =
        new Options(
            Signature.SIGNATURE, true, Optional.of(new Money(new BigDecimal("100"), "USD")));
    JsonObject shipment = ship(order(DANA, false, all, FIVE_POUNDS, FIVE_POUNDS, FIVE_POUNDS));
    assertThat(at(shipment, "/ShipmentServiceOptions"))
        .isEqualTo(new JsonObject().put("SaturdayDeliveryIndicator", ""));
    assertThat(at(shipment, "/Package/2/PackageServiceOptions"))
        .isEqualTo(
            new JsonObject(
                """
                {"DeliveryConfirmation":{"DCISType":"2"},
                 "DeclaredValue":{"CurrencyCode":"USD","MonetaryValue":"33.34"}}
                """));
    assertThat(ship(order(DANA, false, Options.NONE, FIVE_POUNDS)).encode())
        .doesNotContain("ServiceOptions");
  }

  @ParameterizedTest
  @CsvSource({"0.04, 0.1", "5, 5.0", "149.91, 150.0", "999.91, 1000"})
  void a_weight_has_five_characters_at_most_and_is_rounded_up(String pounds, String sent) {
    Parcel parcel = new Parcel(Weight.of(pounds, Weight.Unit.POUND), null, "box 7");
    JsonObject shipment = ship(order(DANA, false, Options.NONE, parcel));
    assertThat(at(shipment, "/Package/0/PackageWeight/Weight")).isEqualTo(sent);
    assertThat(at(shipment, "/Package/0/Dimensions")).isNull();
    assertThat(at(shipment, "/Package/0/ReferenceNumber/2/Value")).isEqualTo("box 7");
  }

  @Test
  void kilograms_and_centimetres_leave_from_metric_countries() {
    PurchaseOrder us = order(DANA, false, Options.NONE, FIVE_POUNDS);
    PurchaseOrder fromCanada =
        new PurchaseOrder(
            us.reference(),
            us.invoiceNumber(),
            us.account(),
            us.billing(),
            to("CA"),
            us.shipTo(),
            us.residential(),
            us.service(),
            us.parcels(),
            us.options(),
            Label.Format.PDF);
    JsonObject request = new UpsOrderJson(fromCanada).ship().getJsonObject("ShipmentRequest");
    JsonObject shipment = request.getJsonObject("Shipment");
    assertThat(at(shipment, "/Package/0/PackageWeight/UnitOfMeasurement/Code")).isEqualTo("KGS");
    assertThat(at(shipment, "/Package/0/PackageWeight/Weight")).isEqualTo("2.3");
    assertThat(at(shipment, "/Package/0/Dimensions/UnitOfMeasurement/Code")).isEqualTo("CM");
    assertThat(at(shipment, "/Package/0/Dimensions/Length")).isEqualTo("34");
    assertThat(at(request, "/LabelSpecification/LabelImageFormat/Code")).isEqualTo("GIF");
  }

  @Test
  void text_is_fit_for_ups() {
    assertThat(UpsRequests.text(" a\r\nb\tc ", 35)).isEqualTo("a b c");
    assertThat(UpsRequests.text("\ud83d\udce6".repeat(40), 35))
        .isEqualTo("\ud83d\udce6".repeat(35));
  }

  static PurchaseOrder order(
      Address shipTo, boolean residential, Options options, Parcel... parcels) {
    return order(Billing.SHIPPER, shipTo, residential, options, parcels);
  }

  static PurchaseOrder order(Billing billing, Address shipTo) {
    return order(billing, shipTo, false, Options.NONE, FIVE_POUNDS);
  }

  private static PurchaseOrder order(
      Billing billing, Address shipTo, boolean residential, Options options, Parcel... parcels) {
    return new PurchaseOrder(
        "SHP-1",
        "0001042",
        new Secret("A1B2C3"),
        billing,
        SHIPPER,
        shipTo,
        residential,
        Service.GROUND,
        List.of(parcels),
        options,
        Label.Format.GIF);
  }

  static PurchaseOrder order() {
    return order(DANA, false, Options.NONE, FIVE_POUNDS);
  }

  static Address to(String country) {
    return new Address("Sam", "", List.of("1 Main St"), "Town", "", "M5V 2T6", country, "");
  }

  private static JsonObject ship(PurchaseOrder order) {
    return new UpsOrderJson(order)
        .ship()
        .getJsonObject("ShipmentRequest")
        .getJsonObject("Shipment");
  }

  private static Object at(JsonObject json, String pointer) {
    return JsonPointer.from(pointer).queryJson(json);
  }
}
