package com.mlconnector.ups;

import static com.mlconnector.ups.AnsweringUps.CALLER;
import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.domain.BearerToken;
import com.mlconnector.domain.Billing;
import com.mlconnector.domain.Billing.Payer;
import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.Gate;
import com.mlconnector.domain.Label;
import com.mlconnector.domain.Lane;
import com.mlconnector.domain.Outcome;
import com.mlconnector.domain.Parcel;
import com.mlconnector.domain.PurchaseOrder;
import com.mlconnector.domain.PurchasedShipment;
import com.mlconnector.domain.PurchasedShipment.PurchasedParcel;
import com.mlconnector.domain.RatedService;
import com.mlconnector.domain.Secret;
import com.mlconnector.domain.TokenSubject;
import com.mlconnector.sandbox.ups.UpsSandbox;
import com.mlconnector.support.HttpApi;
import com.mlconnector.support.UpsSpecs;
import com.mlconnector.tokens.Tokens;
import com.mlconnector.vendor.CallTimer;
import com.mlconnector.vendor.Gates;
import com.mlconnector.vendor.VendorClients;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The client against UPS's stand-in; each exchange is judged by UPS's schemas where at hand. */
class UpsClientIT {
  private static final Instant NOW = Instant.parse("2026-06-11T16:01:14Z");
  private static final LocalDate TODAY = LocalDate.parse("2026-06-11");
  private static final Secret ACCOUNT = new Secret(UpsSandbox.ACCOUNT);
  private static final Secret PAYING = new Secret(UpsSandbox.PAYING_ACCOUNTS.getFirst());
  private static final Optional<UpsSpecs> SPECS = UpsSpecs.load();

  private final Vertx vertx = Vertx.vertx();
  private final UpsSandbox sandbox = UpsSandbox.create(vertx, InstantSource.fixed(NOW));
  private final VendorClients clients = new VendorClients(vertx, "test", 4, CallTimer.NONE);
  private HttpApi control;
  private UpsClient ups;

  @BeforeEach
  void open() throws TimeoutException {
    sandbox.listen("127.0.0.1", 0).await(10, TimeUnit.SECONDS);
    control = new HttpApi(sandbox.baseUrl() + "/_control");
    ups =
        new UpsClient(
            clients.gatedCall(
                new OneToken(token()), new NoGates(), UpsClient::lane, InstantSource.fixed(NOW)),
            sandbox.baseUrl(),
            new UpsClient.Deadlines(Duration.ofSeconds(2), Duration.ofSeconds(2)),
            MerchantIdMode.EVERY_CALL,
            UpsClient::newTransId,
            InstantSource.fixed(NOW));
  }

  @AfterEach
  void close() throws TimeoutException {
    try {
      SPECS.ifPresent(this::judge);
    } finally {
      clients.close().await(10, TimeUnit.SECONDS);
      sandbox.close().await(10, TimeUnit.SECONDS);
      vertx.close().await(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void the_services_of_a_way_cost_what_each_is_sold_for() {
    PurchaseOrder order = order(Billing.SHIPPER, 2);
    List<RatedService> services = done(ups.shop(CALLER, order));
    assertThat(services).hasSizeGreaterThan(3);
    RatedService ground =
        services.stream().filter(it -> it.code().equals("03")).findFirst().orElseThrow();
    assertThat(ground.quote()).isEqualTo(done(ups.rate(CALLER, order)));
    assertThat(bought(order).charged()).isEqualTo(ground.quote().negotiated());
  }

  @Test
  void a_missing_negotiated_price_has_its_reason() {
    control.post("/settings", new JsonObject().put("negotiatedRates", false));
    for (RatedService service : done(ups.shop(CALLER, order(Billing.SHIPPER, 1)))) {
      assertThat(service.quote().negotiated()).isEmpty();
      assertThat(service.quote().whyNotNegotiated())
          .hasValueSatisfying(why -> assertThat(why).startsWith("120900 "));
    }
  }

  @Test
  void somebody_else_pays_if_the_postal_code_is_his() {
    String code = UpsSandbox.PAYING_POSTAL_CODE;
    for (Payer payer :
        List.of(new Payer.Receiver(PAYING, code), new Payer.ThirdParty(PAYING, code, "US"))) {
      PurchaseOrder order = order(new Billing(payer, Optional.empty()), 1);
      done(ups.rate(CALLER, order));
      bought(order);
    }
    for (Payer payer :
        List.of(new Payer.Receiver(PAYING, "10001"), new Payer.ThirdParty(PAYING, code, "CA"))) {
      PurchaseOrder order = order(new Billing(payer, Optional.empty()), 1);
      assertThat(summary(ups.rate(CALLER, order))).startsWith("refused: UPS answered 400 111600");
      assertThat(summary(ups.ship(CALLER, order))).startsWith("refused: UPS answered 400 111600");
    }
    assertThat(shipments())
        .extracting(it -> it.getString("payer") + " " + it.getString("account"))
        .containsExactly(
            "BillReceiver " + UpsSandbox.ACCOUNT, "BillThirdParty " + UpsSandbox.ACCOUNT);
  }

  @Test
  void parcels_are_voided_as_far_as_ups_lets_them() {
    PurchasedShipment bought = bought(order(Billing.SHIPPER, 3));
    List<String> numbers = bought.parcels().stream().map(PurchasedParcel::trackingNumber).toList();
    control.post(
        "/parcels/" + numbers.get(1) + "/advance", new JsonObject().put("to", "picked-up"));

    assertThat(summary(ups.voidShipment(CALLER, bought.upsShipment())))
        .startsWith("refused: UPS answered 400 190102");
    control.post("/settings", new JsonObject().put("voidGarbage", true));
    assertThat(done(ups.voidParcels(CALLER, bought.upsShipment(), numbers)))
        .isEqualTo(
            new VoidedParcels(List.of(numbers.get(0), numbers.get(2)), List.of(numbers.get(1))));
    assertThat(summary(ups.voidParcels(CALLER, bought.upsShipment(), List.of(numbers.get(1)))))
        .isEqualTo("refused: UPS answered 200 0 (Not Voided)");
    assertThat(done(ups.voidParcels(CALLER, bought.upsShipment(), List.of(numbers.get(0)))))
        .isEqualTo(new VoidedParcels(List.of(numbers.get(0)), List.of()));

    assertThat(done(recover()))
        .isInstanceOfSatisfying(
            Recovery.Found.class, found -> assertThat(found.shipment().parcels()).hasSize(1));
    assertThat(live()).isEqualTo(1);
  }

  @Test
  void a_void_is_whole_and_final() {
    PurchasedShipment bought = bought(order(Billing.SHIPPER, 2));
    assertThat(done(ups.voidShipment(CALLER, bought.upsShipment())))
        .isEqualTo(new Voided(bought.upsShipment()));
    assertThat(done(recover())).isEqualTo(new Recovery.Voided());
    assertThat(live()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"GIF,GIF,GIF", "PNG,PNG,GIF", "ZPL,ZPL,ZPL", "PDF,GIF,PDF"})
  void a_label_has_the_format_ups_can_give(
      Label.Format wanted, Label.Format bought, Label.Format recovered) {
    PurchasedParcel parcel = bought(order(Billing.SHIPPER, 1, wanted)).parcels().getFirst();
    assertThat(parcel.label().format()).isEqualTo(bought);
    assertThat(done(ups.recoverByNumber(CALLER, parcel.trackingNumber(), wanted)))
        .isInstanceOfSatisfying(
            Recovery.Found.class,
            found ->
                assertThat(found.shipment().parcels().getFirst().label().format())
                    .isEqualTo(recovered));
  }

  @Test
  void the_parcels_of_a_reference_are_found_by_day_and_account() {
    assertThat(done(byReference(ACCOUNT, TODAY))).isEmpty();
    List<String> numbers =
        bought(order(Billing.SHIPPER, 2)).parcels().stream()
            .map(PurchasedParcel::trackingNumber)
            .toList();
    assertThat(done(byReference(ACCOUNT, TODAY)))
        .extracting(TrackedParcel::trackingNumber)
        .isEqualTo(numbers);
    assertThat(done(byReference(PAYING, TODAY))).isEmpty();
    assertThat(done(byReference(ACCOUNT, TODAY.minusDays(1)))).isEmpty();
  }

  /** What a fault means for a question and for a purchase, and what was really bought. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"kind":"collapse"}                            | done        | done        | 1
          {"kind":"blank"}                               | done        | done        | 1
          {"kind":"empty","moment":"after","status":200} | refused     | unknown     | 1
          {"kind":"empty","moment":"after","status":206} | refused     | unknown     | 1
          {"kind":"html","moment":"after","status":200}  | unavailable | unknown     | 1
          {"kind":"html","moment":"before","status":503} | unavailable | unknown     | 0
          {"kind":"truncate"}                            | unavailable | unknown     | 1
          {"kind":"reset","moment":"after"}              | unavailable | unknown     | 1
          {"kind":"reset","moment":"before"}             | unavailable | unknown     | 0
          {"kind":"hang","moment":"after"}               | unavailable | unknown     | 1
          {"kind":"status","moment":"after","status":500}  | unavailable | unknown   | 1
          {"kind":"status","moment":"before","status":408} | unavailable | unknown   | 0
          {"kind":"status","moment":"before","status":429} | throttled   | throttled | 0
          {"kind":"status","moment":"before","status":403} | not allowed | not allowed | 0
          """)
  void a_purchase_is_never_guessed(String fault, String question, String purchase, int bought) {
    PurchaseOrder order = order(Billing.SHIPPER, 1);
    for (String operation : List.of("rate", "ship")) {
      control.post("/faults", new JsonObject(fault).put("operation", operation));
    }
    assertThat(summary(ups.rate(CALLER, order))).startsWith(question);
    assertThat(summary(ups.ship(CALLER, order))).startsWith(purchase);
    assertThat(shipments()).hasSize(bought);
    assertThat(done(recover()))
        .isInstanceOf(bought == 1 ? Recovery.Found.class : Recovery.NotFound.class);
  }

  private PurchasedShipment bought(PurchaseOrder order) {
    return done(ups.ship(CALLER, order));
  }

  private Future<Traced<Recovery>> recover() {
    return ups.recoverByReference(CALLER, "SHP-1", ACCOUNT, Label.Format.GIF);
  }

  private Future<Traced<List<TrackedParcel>>> byReference(Secret account, LocalDate to) {
    return ups.trackByReference(CALLER, "SHP-1", account, to.minusDays(14), to);
  }

  private static PurchaseOrder order(Billing billing, int parcels) {
    return order(billing, parcels, Label.Format.GIF);
  }

  private static PurchaseOrder order(Billing billing, int parcels, Label.Format format) {
    PurchaseOrder one = UpsOrderJsonTest.order();
    Parcel parcel = one.parcels().getFirst();
    return new PurchaseOrder(
        one.reference(),
        one.invoiceNumber(),
        ACCOUNT,
        billing,
        one.shipper(),
        one.shipTo(),
        one.residential(),
        one.service(),
        Collections.nCopies(parcels, parcel),
        one.options(),
        format);
  }

  private List<JsonObject> shipments() {
    return objects("/shipments", "shipments");
  }

  private int live() {
    return control
        .get("/references")
        .getJsonObject("references")
        .getJsonObject("SHP-1")
        .getInteger("live");
  }

  private List<JsonObject> objects(String path, String name) {
    List<JsonObject> all = new ArrayList<>();
    control.get(path).getJsonArray(name).forEach(element -> all.add((JsonObject) element));
    return all;
  }

  private void judge(UpsSpecs specs) {
    for (JsonObject entry : objects("/requests", "requests")) {
      assertThat(specs.violationsOfExchange(entry)).as("%s", entry).isEmpty();
    }
  }

  private static <T> T done(Future<Traced<T>> call) {
    return switch (outcome(call)) {
      case Outcome.Done<T>(T value) -> value;
      case Outcome<T> other -> throw new AssertionError(other.summary());
    };
  }

  private static <T> String summary(Future<Traced<T>> call) {
    return outcome(call).summary();
  }

  private static <T> Outcome<T> outcome(Future<Traced<T>> call) {
    try {
      return call.await(10, TimeUnit.SECONDS).outcome();
    } catch (TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  private BearerToken token() {
    String basic = UpsSandbox.CLIENT_ID + ":" + UpsSandbox.CLIENT_SECRET;
    String token =
        new HttpApi(sandbox.baseUrl())
            .call(
                "POST",
                "/security/v1/oauth/token",
                "application/x-www-form-urlencoded",
                "grant_type=client_credentials",
                "Authorization",
                "Basic "
                    + Base64.getEncoder().encodeToString(basic.getBytes(StandardCharsets.UTF_8)))
            .json()
            .getString("access_token");
    return new BearerToken(new Secret(token), NOW.plusSeconds(3_600), 1);
  }

  /** Every call passes, whatever the ones before came to. */
  private record NoGates() implements Gates {
    @Override
    public Future<Pass> ask(ConnectionId connection, Lane lane, Duration deadline) {
      return Future.succeededFuture(new Pass.Free());
    }

    @Override
    public Future<Void> tell(
        ConnectionId connection, Lane lane, Pass.Admitted pass, Gate.Sign sign) {
      return Future.succeededFuture();
    }

    @Override
    public Future<Boolean> isOpen(ConnectionId connection, Lane lane) {
      return Future.succeededFuture(true);
    }
  }

  private record OneToken(BearerToken token) implements Tokens {
    @Override
    public Future<TokenAnswer> bearer(TokenSubject subject) {
      return Future.succeededFuture(new TokenAnswer.Granted(token));
    }

    @Override
    public void refused(TokenSubject subject, BearerToken refused, String operation) {}

    @Override
    public void refusedAfresh(TokenSubject subject, String operation) {}
  }
}
