package com.mlconnector.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The judge is judged: known bodies, good ones and bad ones, must get the known verdict. */
class UpsSpecFixturesIT {
  private static final Optional<UpsSpecs> SPECS = UpsSpecs.load();

  @BeforeEach
  void specs_are_at_hand() {
    Assumptions.assumeTrue(SPECS.isPresent(), UpsSpecs.NOT_FOUND);
  }

  @ParameterizedTest(name = "{0} as {2} must {3}")
  @CsvSource(
      textBlock =
          """
          token.json, OAuthClientCredentials, tokenSuccessResponse, pass
          token-error.json, OAuthClientCredentials, tokenErrorResponse, pass
          error-429.json, Shipping, ErrorResponse, pass
          error-401-expired-token.json, Shipping, ErrorResponse, pass
          xav-request.json, AddressValidation, XAVRequestWrapper, pass
          xav-valid.json, AddressValidation, XAVResponseWrapper, pass
          xav-ambiguous.json, AddressValidation, XAVResponseWrapper, pass
          xav-none.json, AddressValidation, XAVResponseWrapper, pass
          quirk-xav-valid-collapsed.json, AddressValidation, XAVResponseWrapper, fail
          ship-request.json, Shipping, SHIPRequestWrapper, pass
          ship-request.json, older/Shipping-2026-02-24, SHIPRequestWrapper, pass
          ship-response.json, Shipping, SHIPResponseWrapper, pass
          ship-response.json, older/Shipping-2026-02-24, SHIPResponseWrapper, pass
          quirk-ship-response-collapsed.json, Shipping, SHIPResponseWrapper, fail
          ship-error.json, Shipping, ErrorResponse, pass
          void-response.json, Shipping, VOIDSHIPMENTResponseWrapper, pass
          void-response-package.json, Shipping, VOIDSHIPMENTResponseWrapper, pass
          void-error.json, Shipping, ErrorResponse, pass
          label-recovery-request.json, Shipping, LABELRECOVERYRequestWrapper, pass
          label-recovery-request.json, older/Shipping-2026-02-24, LABELRECOVERYRequestWrapper, pass
          label-recovery-response.json, Shipping, LABELRECOVERYResponseWrapper, pass
          label-recovery-response.json, older/Shipping-2026-02-24, LABELRECOVERYResponseWrapper, pass
          label-recovery-not-found.json, Shipping, ErrorResponse, pass
          rate-request.json, Rating, RATERequestWrapper, pass
          rate-response.json, Rating, RATEResponseWrapper, pass
          track-response.json, Tracking, TrackApiResponse, pass
          track-not-found.json, Tracking, TrackApiResponse, pass
          track-error.json, Tracking, Response, pass
          trackalert-subscribe-request.json, UPSTrackAlert, PackageSubscriptionRequest, pass
          trackalert-subscribe-request-v1.json, UPSTrackAlert, PackageSubscriptionRequest, pass
          trackalert-subscribe-request-v1.json, older/UPSTrackAlert-v1-2025-11-11, TrackSubsServiceRequest, pass
          trackalert-subscribe-response.json, UPSTrackAlert, PackageSubscriptionSuccessResponse, pass
          trackalert-subscribe-response.json, older/UPSTrackAlert-v1-2025-11-11, TrackSubsServiceResponse, pass
          trackalert-subscribe-error.json, UPSTrackAlert, PackageSubscriptionErrorResponse, pass
          trackalert-event.json, UPSTrackAlert, TrackingEventRequest, pass
          trackalert-event.json, older/UPSTrackAlert-v1-2025-11-11, TrackingEventRequest, pass
          trackalert-event-manifest-blank-strings.json, UPSTrackAlert, TrackingEventRequest, fail
          trackalert-event-manifest-blank-strings.json, older/UPSTrackAlert-v1-2025-11-11, TrackingEventRequest, fail
          quantumview-request.json, QuantumView, QUANTUMVIEWRequestWrapper, pass
          quantumview-response.json, QuantumView, QUANTUMVIEWResponseWrapper, pass
          quantumview-response-last-page.json, QuantumView, QUANTUMVIEWResponseWrapper, pass
          quirk-quantumview-collapsed.json, QuantumView, QUANTUMVIEWResponseWrapper, fail
          quantumview-error-not-subscribed.json, QuantumView, ErrorResponse, pass
          """)
  void a_known_body_gets_the_known_verdict(
      String fixture, String file, String schema, String verdict) {
    List<String> violations =
        SPECS.orElseThrow().violations(file, schema, UpsSpecs.fixture(fixture));
    if (verdict.equals("pass")) {
      assertThat(violations).isEmpty();
    } else {
      assertThat(violations).isNotEmpty();
    }
  }

  @Test
  void a_wrong_type_deep_inside_is_named_by_its_place() {
    var ship = UpsSpecs.fixture("ship-request.json");
    ship.getJsonObject("ShipmentRequest")
        .getJsonObject("Shipment")
        .getJsonObject("ShipTo")
        .getJsonObject("Address")
        .put("AddressLine", "1187 Elmwood Ave");

    assertThat(SPECS.orElseThrow().violationsOfRequest("ship", ship))
        .anySatisfy(v -> assertThat(v).contains("ShipTo/Address/AddressLine"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          void            | DELETE | /api/shipments/v2409/void/cancel/1Z1 | '' | ''
          void            | DELETE | /api/shipments/v2409/void/cancel/1Z1 | trackingnumber=%5B%221Z1%22%5D | ''
          void            | DELETE | /api/shipments/v2409/void/cancel/1Z1 | trackingNumber=1Z1 | UPS knows no query parameter trackingNumber
          void            | POST   | /api/shipments/v2409/void/cancel/1Z1 | '' | UPS has no post /shipments/v2409/void/cancel/1Z1
          track-reference | GET    | /api/track/v1/reference/details/R-1  | shipperNum=A1B2C3&fromPickUpDate=20260603 | ''
          track-reference | GET    | /api/track/v1/reference/details/R-1  | fromPickupDate=20260603 | UPS knows no query parameter fromPickupDate
          track           | GET    | /api/track/v1/detail/1Z1             | '' | UPS has no get /track/v1/detail/1Z1
          """)
  void an_address_is_judged_by_path_and_query(
      String operation, String method, String path, String query, String complaint) {
    JsonObject entry =
        entry(operation, method, path, query)
            .put("headers", new JsonObject().put("transid", "1").put("transactionsrc", "test"));
    assertThat(SPECS.orElseThrow().violationsOfExchange(entry))
        .isEqualTo(complaint.isEmpty() ? List.of() : List.of("request: " + complaint));
  }

  @Test
  void tracking_wants_its_headers() {
    JsonObject entry =
        entry("track", "GET", "/api/track/v1/details/1Z1", "").put("headers", new JsonObject());
    assertThat(SPECS.orElseThrow().violationsOfExchange(entry))
        .containsExactly(
            "request: UPS wants a header transId", "request: UPS wants a header transactionSrc");
  }

  private static JsonObject entry(String operation, String method, String path, String query) {
    return new JsonObject()
        .put("operation", operation)
        .put("method", method)
        .put("path", path)
        .put("query", query)
        .put("body", "")
        .put("answer", "");
  }
}
