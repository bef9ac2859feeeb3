package com.mlconnector.ups;

import static com.mlconnector.ups.AnsweringUps.CALLER;
import static com.mlconnector.ups.AnsweringUps.TRANS_ID;
import static com.mlconnector.ups.AnsweringUps.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.mlconnector.domain.AddressVerdict;
import com.mlconnector.domain.AddressVerdict.Candidate;
import com.mlconnector.domain.AddressVerdict.Classification;
import com.mlconnector.domain.Label;
import com.mlconnector.domain.Money;
import com.mlconnector.domain.Outcome;
import com.mlconnector.domain.Parcel;
import com.mlconnector.domain.PurchaseOrder;
import com.mlconnector.domain.PurchasedShipment;
import com.mlconnector.domain.PurchasedShipment.PurchasedParcel;
import com.mlconnector.domain.Secret;
import com.mlconnector.support.HostileJson;
import com.mlconnector.vendor.VendorAnswer.HeldBack;
import com.mlconnector.vendor.VendorAnswer.NoAnswer;
import com.mlconnector.vendor.VendorAnswer.NotSent;
import com.mlconnector.vendor.VendorRequest;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class UpsClientTest {
  static final String NUMBER = "1ZA1B2C30300001011";
  static final String GIF = "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";
  private static final Label LABEL = new Label(Label.Format.GIF, Base64.getDecoder().decode(GIF));

  private static final String VALID_ADDRESS =
      """
      {"XAVResponse":{"Response":{"ResponseStatus":{"Code":"1"}},"ValidAddressIndicator":"",
        "AddressClassification":{"Code":"0"},
        "Candidate":[{"AddressClassification":{"Code":"2"},"AddressKeyFormat":{
          "AddressLine":["1187 ELMWOOD AVE APT 4"],"PoliticalDivision2":"BUFFALO",
          "PoliticalDivision1":"NY","PostcodePrimaryLow":"14222","PostcodeExtendedLow":"1213",
          "Region":"BUFFALO NY 14222-1213","CountryCode":"US"}}]}}
      """;

  static final String BOUGHT =
      """
      {"ShipmentResponse":{
        "Response":{"ResponseStatus":{"Code":"1"},"TransactionReference":"",
          "Alert":[{"Code":"120900","Description":"Not qualified for negotiated rates"}]},
        "ShipmentResults":{
          "ShipmentCharges":{"TotalCharges":{"CurrencyCode":"USD","MonetaryValue":"22.51"}},
          "ShipmentIdentificationNumber":"1ZA1B2C30300001011",
          "PackageResults":[{"TrackingNumber":"1ZA1B2C30300001011",
            "ShippingLabel":{"ImageFormat":{"Code":"GIF"},"GraphicImage":"%s"}}]}}}
      """
          .formatted(GIF);

  private static final String RECOVERED =
      """
      {"LabelRecoveryResponse":{"Response":{"ResponseStatus":{"Code":"1"}},
        "ShipmentIdentificationNumber":"1ZA1B2C30300001011",
        "LabelResults":[{"TrackingNumber":"1ZA1B2C30300001011",
          "LabelImage":{"LabelImageFormat":{"Code":"gif"},"GraphicImage":"%s"}}]}}
      """
          .formatted(GIF);

  static final String RATED =
      """
      {"RateResponse":{"Response":{"ResponseStatus":{"Code":"1"}},"RatedShipment":[{
        "Service":{"Code":"03","Description":""},
        "TotalCharges":{"CurrencyCode":"USD","MonetaryValue":"22.51"},
        "NegotiatedRateCharges":{"BaseServiceCharge":{"MonetaryValue":"9.81"},
          "TotalCharge":{"CurrencyCode":"USD","MonetaryValue":"17.04"}}}]}}
      """;

  static final String TRACKED =
      """
      {"trackResponse":{"shipment":[{"inquiryNumber":"1ZA1B2C30300001011","package":[{
        "trackingNumber":"1ZA1B2C30300001011","activity":[
          {"location":{"address":{"city":"BUFFALO","stateProvince":"NY","countryCode":"US"}},
           "status":{"type":"D","description":"DELIVERED ","code":"FS","statusCode":"011"},
           "date":"20260617","time":"143012","gmtDate":"20260617","gmtTime":"18:30:12",
           "gmtOffset":"-04:00"},
          {"location":{"address":{"city":"BUFFALO","stateProvince":"NY","countryCode":"US"}},
           "status":{"type":"I","description":"Out For Delivery","code":"OT","statusCode":"021"},
           "date":"20260617","time":"83145","gmtOffset":"-04:00"},
          {"location":{"address":{"countryCode":"US"}},
           "status":{"type":"M","description":"Label created","code":"MP","statusCode":"003"},
           "gmtDate":"20260618","gmtTime":"19:01:14"},
          {"status":{"type":"I","code":"XX"},"gmtDate":"soon"}]}]}]}}
      """;

  static final String VOIDED =
      """
      {"VoidShipmentResponse":{"Response":{"ResponseStatus":{"Code":"1"}},
        "SummaryResult":{"Status":{"Code":"1&#xD;","Description":"Voided"}}}}
      """;

  private static final String SUBSCRIBED =
      """
      {"validTrackingNumbers":["1ZA1B2C30300001011"],
       "invalidTrackingNumbers":["1ZA1B2C30300001020"]}
      """;

  private final AnsweringUps answering = new AnsweringUps();
  private final List<VendorRequest> sent = answering.sent;
  private final UpsClient ups = answering.client;

  @Test
  void a_valid_address_has_one_candidate() {
    AddressVerdict verdict =
        new AddressVerdict.Valid(
            new Candidate(
                List.of("1187 ELMWOOD AVE APT 4"),
                "BUFFALO",
                "NY",
                "14222",
                "1213",
                "US",
                Classification.RESIDENTIAL));
    answering.answers(VALID_ADDRESS);
    assertThat(validate()).isEqualTo(verdict);
    // one candidate as an object, one line as text
    answering.answers(VALID_ADDRESS.replace("[", "").replace("]", ""));
    assertThat(validate()).isEqualTo(verdict);
    assertThat(sent.getFirst().body().toJsonObject())
        .isEqualTo(
            new JsonObject(
                """
                {"XAVRequest":{"AddressKeyFormat":{"ConsigneeName":"Dana Whitfield",
                  "AddressLine":["1187 Elmwood Ave","Apt 4"],"PoliticalDivision2":"Buffalo",
                  "PoliticalDivision1":"NY","PostcodePrimaryLow":"14222",
                  "PostcodeExtendedLow":"1213","CountryCode":"US"}}}
                """));
    assertThat(sent.getFirst().uri()).isEqualTo("https://ups.example/api/addressvalidation/v2/3");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "NoCandidatesIndicator":""                                | Invalid
          "AmbiguousAddressIndicator":"","Candidate":[{},{}]        | Ambiguous
          "ValidAddressIndicator":"","Candidate":[{},{}]            | Ambiguous
          "ValidAddressIndicator":null,"Candidate":{}               | Valid
          "ValidAddressIndicator":""                                | Inconclusive
          "ValidAddressIndicator":"","AmbiguousAddressIndicator":"" | Inconclusive
          "AddressClassification":{"Code":"1"}                      | Inconclusive
          """)
  void an_indicator_counts_by_its_presence(String members, String verdict) {
    answering.answers("{\"XAVResponse\":{" + members + "}}");
    assertThat(validate().getClass().getSimpleName()).isEqualTo(verdict);
  }

  @Test
  void streets_ups_does_not_know_are_not_covered() {
    answering.refuses(400, "9264030");
    assertThat(validate()).isInstanceOf(AddressVerdict.NotCovered.class);
    sent.clear();
    Traced<AddressVerdict> abroad = ups.validateAddress(CALLER, UpsOrderJsonTest.to("CA")).result();
    assertThat(abroad.outcome())
        .isInstanceOfSatisfying(
            Outcome.Done.class,
            done -> assertThat(done.value()).isInstanceOf(AddressVerdict.NotCovered.class));
    assertThat(abroad.transId()).isEmpty();
    assertThat(sent).isEmpty();
  }

  @Test
  void a_purchase_tells_number_label_price_and_alerts() {
    answering.answers(BOUGHT);
    Traced<PurchasedShipment> traced = ups.ship(CALLER, UpsOrderJsonTest.order()).result();
    // lists of one may come as the one
    answering.answers(BOUGHT.replace("[", "").replace("]", ""));
    assertThat(ups.ship(CALLER, UpsOrderJsonTest.order()).result()).isEqualTo(traced);
    assertThat(traced.transId()).isEqualTo(TRANS_ID);
    assertThat(traced.outcome())
        .isEqualTo(
            new Outcome.Done<>(
                new PurchasedShipment(
                    NUMBER,
                    List.of(new PurchasedParcel(NUMBER, LABEL)),
                    Optional.of(new Money(new BigDecimal("22.51"), "USD")),
                    List.of("120900 Not qualified for negotiated rates"))));
    assertThat(sent.getFirst().uri()).isEqualTo("https://ups.example/api/shipments/v2409/ship");
    assertThat(sent.getFirst().deadline()).isEqualTo(Duration.ofSeconds(60));
  }

  @ParameterizedTest
  @CsvSource({
    "MonetaryValue, done",
    "ShipmentIdentificationNumber, done",
    "TrackingNumber,"
        + " unknown: unreadable answer:"
        + " ShipmentResponse.ShipmentResults.PackageResults[0].TrackingNumber is missing",
    "GraphicImage,"
        + " unknown: unreadable answer:"
        + " ShipmentResponse.ShipmentResults.PackageResults[0].ShippingLabel.GraphicImage"
        + " is no label",
    "PackageResults,"
        + " unknown: unreadable answer:"
        + " ShipmentResponse.ShipmentResults.PackageResults is missing",
  })
  void a_purchase_without_number_or_label_is_unknown(String missing, String summary) {
    answering.answers(BOUGHT.replace("\"" + missing + "\"", "\"Other\""));
    assertThat(ups.ship(CALLER, UpsOrderJsonTest.order()).result().outcome().summary())
        .isEqualTo(summary);
  }

  @Test
  void fewer_labels_than_parcels_are_unknown() {
    answering.answers(BOUGHT);
    Parcel parcel = UpsOrderJsonTest.order().parcels().getFirst();
    PurchaseOrder order =
        UpsOrderJsonTest.order(
            UpsOrderJsonTest.DANA, false, PurchaseOrder.Options.NONE, parcel, parcel);
    assertThat(ups.ship(CALLER, order).result().outcome().summary()).endsWith("has 1 of 2");
  }

  @Test
  void what_was_not_sent_was_not_bought_and_what_was_sent_may_be() {
    answering.answers(new NotSent("refused"));
    assertThat(ups.ship(CALLER, UpsOrderJsonTest.order()).result().outcome())
        .isEqualTo(new Outcome.Unavailable<>("refused"));
    answering.answers(new NoAnswer("cut"));
    assertThat(ups.ship(CALLER, UpsOrderJsonTest.order()).result().outcome())
        .isEqualTo(new Outcome.Unknown<>("cut"));
    assertThat(ups.rate(CALLER, UpsOrderJsonTest.order()).result().outcome())
        .isEqualTo(new Outcome.Unavailable<>("cut"));
    assertThat(sent).hasSize(3);
  }

  @Test
  void a_call_that_ups_never_got_has_no_number_to_ask_its_support_about() {
    answering.answers(new HeldBack(Duration.ofSeconds(2), "busy"));
    assertThat(ups.rate(CALLER, UpsOrderJsonTest.order()).result().transId()).isEmpty();
    answering.answers(new NotSent("refused"));
    assertThat(ups.rate(CALLER, UpsOrderJsonTest.order()).result().transId()).isEmpty();
    answering.answers(new NoAnswer("cut"));
    assertThat(ups.rate(CALLER, UpsOrderJsonTest.order()).result().transId())
        .isEqualTo(AnsweringUps.TRANS_ID);
  }

  @Test
  void a_lost_purchase_is_found_by_its_reference() {
    answering.answers(RECOVERED);
    assertThat(recover())
        .isEqualTo(
            new Recovery.Found(
                new PurchasedShipment(
                    NUMBER,
                    List.of(new PurchasedParcel(NUMBER, LABEL)),
                    Optional.empty(),
                    List.of())));
    assertThat(sent.getFirst().body().toJsonObject())
        .isEqualTo(
            new JsonObject(
                """
                {"LabelRecoveryRequest":{"Request":{"SubVersion":"1903"},
                  "LabelSpecification":{"LabelImageFormat":{"Code":"GIF"}},
                  "ReferenceValues":{"ReferenceNumber":{"Value":"SHP-1"},
                    "ShipperNumber":"A1B2C3"}}}
                """));
    assertThat(sent.getFirst().uri()).isEqualTo("https://ups.example/api/labels/v1/recovery");
  }

  @Test
  void a_lost_purchase_may_be_absent_void_or_one_of_several() {
    answering.refuses(400, "9801031");
    assertThat(recover()).isEqualTo(new Recovery.NotFound());
    answering.refuses(400, "9801040");
    assertThat(recover()).isEqualTo(new Recovery.Voided());
    answering.answers(
        """
        {"LabelRecoveryResponse":{"LabelResults":"","TrackingCandidate":
          [{"TrackingNumber":"1Z1"},{"TrackingNumber":" 1Z2"}]}}
        """);
    assertThat(recover()).isEqualTo(new Recovery.Candidates(List.of("1Z1", "1Z2")));
  }

  @Test
  void fewer_labels_than_parcels_are_told_as_they_are() {
    answering.answers(RECOVERED);
    assertThat(recover())
        .isInstanceOfSatisfying(
            Recovery.Found.class, found -> assertThat(found.shipment().parcels()).hasSize(1));
    String second =
        "{\"TrackingNumber\":\"1ZA1B2C30300001020\",\"LabelImage\":{\"GraphicImage\":\"%s\"}}"
            .formatted(GIF);
    answering.answers(RECOVERED.replace("\"LabelResults\":[", "\"LabelResults\":[" + second + ","));
    assertThat(recover())
        .isInstanceOfSatisfying(
            Recovery.Found.class,
            found ->
                assertThat(found.shipment().parcels())
                    .extracting(PurchasedParcel::trackingNumber)
                    .containsExactly("1ZA1B2C30300001020", NUMBER));
  }

  @Test
  void a_recovered_label_is_what_it_is_and_not_what_was_asked_for() {
    answering.answers(RECOVERED.replace(GIF, "JVBERi0xLjQK"));
    assertThat(done(ups.recoverByNumber(CALLER, NUMBER, Label.Format.PDF)))
        .isInstanceOfSatisfying(
            Recovery.Found.class,
            found ->
                assertThat(found.shipment().parcels().getFirst().label().format())
                    .isEqualTo(Label.Format.PDF));
    assertThat(sent.getFirst().body().toString())
        .contains("{\"LabelImageFormat\":{\"Code\":\"PDF\"}}");
    answering.answers(RECOVERED);
    assertThat(done(ups.recoverByNumber(CALLER, NUMBER, Label.Format.PDF)))
        .isInstanceOfSatisfying(
            Recovery.Found.class,
            found -> assertThat(found.shipment().parcels().getFirst().label()).isEqualTo(LABEL));
  }

  @Test
  void only_thermal_labels_are_recovered_with_a_stock_size() {
    answering.answers(RECOVERED);
    done(ups.recoverByNumber(CALLER, NUMBER, Label.Format.ZPL));
    done(ups.recoverByNumber(CALLER, NUMBER, Label.Format.PNG));
    assertThat(sent.getFirst().body().toString())
        .contains("\"Code\":\"ZPL\"", "LabelStockSize", "\"TrackingNumber\":\"" + NUMBER + "\"");
    assertThat(sent.getLast().body().toString())
        .contains("\"Code\":\"GIF\"")
        .doesNotContain("LabelStockSize");
  }

  @Test
  void a_subscription_may_succeed_in_part_or_for_none() {
    List<String> numbers = List.of(NUMBER, "1ZA1B2C30300001020");
    answering.answers(SUBSCRIBED);
    assertThat(done(ups.subscribe(CALLER, numbers, Optional.empty())))
        .isEqualTo(new Subscribed(List.of(NUMBER), List.of("1ZA1B2C30300001020")));
    answering.refuses(400, "VSS210");
    assertThat(done(ups.subscribe(CALLER, numbers, Optional.empty())))
        .isEqualTo(new Subscribed(List.of(), numbers));
    assertThat(sent.getFirst().uri())
        .isEqualTo("https://ups.example/api/track/v2/subscription/standard/package");
    assertThat(sent.getFirst().body().toString())
        .isEqualTo(
            "{\"locale\":\"en_US\",\"countryCode\":\"US\",\"trackingNumberList\":"
                + "[\"1ZA1B2C30300001011\",\"1ZA1B2C30300001020\"]}");
  }

  @Test
  void version_one_is_told_where_to_send_events() {
    answering.answers(SUBSCRIBED);
    var hook = new TrackAlertDestination("https://gateway.example/hook", new Secret("s3cret"));
    done(ups.subscribe(CALLER, List.of(NUMBER), Optional.of(hook)));
    assertThat(sent.getFirst().uri())
        .isEqualTo("https://ups.example/api/track/v1/subscription/standard/package");
    assertThat(sent.getFirst().body().toJsonObject().getJsonObject("destination"))
        .isEqualTo(
            new JsonObject(
                """
                {"url":"https://gateway.example/hook","credentialType":"Bearer",
                 "credential":"s3cret"}
                """));
  }

  record Call(String name, Function<UpsClient, Future<?>> made) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static final List<Call> EVERY_CALL =
      List.of(
          new Call("validate_address", ups -> ups.validateAddress(CALLER, UpsOrderJsonTest.DANA)),
          new Call("rate", ups -> ups.rate(CALLER, UpsOrderJsonTest.order())),
          new Call("shop", ups -> ups.shop(CALLER, UpsOrderJsonTest.order())),
          new Call("ship", ups -> ups.ship(CALLER, UpsOrderJsonTest.order())),
          new Call("void", ups -> ups.voidShipment(CALLER, NUMBER)),
          new Call("void parcels", ups -> ups.voidParcels(CALLER, NUMBER, List.of(NUMBER))),
          new Call("recover", ups -> ups.recoverByNumber(CALLER, NUMBER, Label.Format.GIF)),
          new Call("track", ups -> ups.track(CALLER, NUMBER)),
          new Call("track by reference", UpsClientTest::trackByReference),
          new Call("subscribe", ups -> ups.subscribe(CALLER, List.of(NUMBER), Optional.empty())));

  private static Future<?> trackByReference(UpsClient ups) {
    return ups.trackByReference(
        CALLER, "SHP-1", CALLER.merchantId(), LocalDate.EPOCH, LocalDate.EPOCH);
  }

  static Stream<Arguments> everyCall() {
    return EVERY_CALL.stream()
        .flatMap(call -> Stream.of(MerchantIdMode.values()).map(mode -> Arguments.of(call, mode)));
  }

  @ParameterizedTest
  @MethodSource("everyCall")
  void every_call_is_traced_and_some_name_the_merchant(Call call, MerchantIdMode mode) {
    answering.answers(VOIDED);
    assertThat(call.made().apply(answering.client(mode)).isComplete()).isTrue();
    assertThat(sent.getFirst().headers())
        .containsEntry("transId", TRANS_ID)
        .containsEntry("transactionSrc", "ml-connector");
    assertThat(sent.getFirst().headers().get("x-merchant-id"))
        .isEqualTo(mode == MerchantIdMode.EVERY_CALL ? CALLER.merchantId().reveal() : null);
  }

  @Test
  void a_call_tells_the_number_it_is_traced_by() {
    answering.answers(VOIDED);
    assertThat(ups.voidShipment(CALLER, NUMBER).result().transId()).isEqualTo(TRANS_ID);
    assertThat(UpsClient.newTransId()).matches("[0-9a-f]{32}");
  }

  @Test
  void a_damaged_answer_to_a_question_is_an_outcome() {
    survives(VALID_ADDRESS, () -> ups.validateAddress(CALLER, UpsOrderJsonTest.DANA));
    survives(RATED, () -> ups.rate(CALLER, UpsOrderJsonTest.order()));
    survives(RATED, () -> ups.shop(CALLER, UpsOrderJsonTest.order()));
    survives(UpsVoidTest.PARTLY, () -> ups.voidParcels(CALLER, NUMBER, List.of(NUMBER, "1Z2")));
    survives(
        TRACKED,
        () ->
            ups.trackByReference(
                CALLER, "SHP-1", CALLER.merchantId(), LocalDate.EPOCH, LocalDate.EPOCH));
    survives(RECOVERED, () -> ups.recoverByNumber(CALLER, NUMBER, Label.Format.GIF));
    survives(TRACKED, () -> ups.track(CALLER, NUMBER));
    survives(VOIDED, () -> ups.voidShipment(CALLER, NUMBER));
    survives(SUBSCRIBED, () -> ups.subscribe(CALLER, List.of(NUMBER), Optional.empty()));
    survives(
        "{\"response\":{\"errors\":[{\"code\":\"120209\",\"message\":\"No\"}]}}",
        () -> ups.ship(CALLER, UpsOrderJsonTest.order()));
  }

  @Test
  void a_damaged_answer_to_a_purchase_never_says_that_nothing_was_bought() {
    for (long seed = 0; seed < 5000; seed++) {
      answering.answers(200, HostileJson.damaged(BOUGHT, new Random(seed)));
      assertThat(ups.ship(CALLER, UpsOrderJsonTest.order()).result().outcome())
          .as("seed %d", seed)
          .isInstanceOfAny(Outcome.Done.class, Outcome.Unknown.class);
    }
  }

  private <T> void survives(String good, Supplier<Future<Traced<T>>> operation) {
    for (long seed = 0; seed < 2000; seed++) {
      Random random = new Random(seed);
      int status = random.nextInt(4) == 0 ? 400 + random.nextInt(104) : 200;
      answering.answers(status, HostileJson.damaged(good, random));
      assertThatCode(() -> assertThat(operation.get().result().outcome().summary()).isNotEmpty())
          .as("seed %d", seed)
          .doesNotThrowAnyException();
    }
  }

  private AddressVerdict validate() {
    return done(ups.validateAddress(CALLER, UpsOrderJsonTest.DANA));
  }

  private Recovery recover() {
    return done(ups.recoverByReference(CALLER, "SHP-1", new Secret("A1B2C3"), Label.Format.GIF));
  }
}
