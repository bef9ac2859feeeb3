package com.mlconnector.ups;

import com.mlconnector.domain.Address;
import com.mlconnector.domain.AddressVerdict;
import com.mlconnector.domain.Label;
import com.mlconnector.domain.Lane;
import com.mlconnector.domain.Outcome;
import com.mlconnector.domain.Outcome.Done;
import com.mlconnector.domain.Outcome.Refused;
import com.mlconnector.domain.PurchaseOrder;
import com.mlconnector.domain.PurchasedShipment;
import com.mlconnector.domain.RateQuote;
import com.mlconnector.domain.Secret;
import com.mlconnector.domain.TrackingEvent;
import com.mlconnector.domain.Vendor;
import com.mlconnector.domain.VendorFault;
import com.mlconnector.ups.UpsAnswers.VoidStatus;
import com.mlconnector.vendor.Effect;
import com.mlconnector.vendor.VendorCall;
import com.mlconnector.vendor.VendorJson;
import com.mlconnector.vendor.VendorRequest;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/** The calls this gateway makes to UPS. */
public final class UpsClient {
  private static final Set<String> STREETS_KNOWN = Set.of("US", "PR");

  /**
   * How long calls may take as a whole.
   *
   * @param ship UPS has been seen taking most of a minute, and giving up early buys labels twice
   */
  public record Deadlines(Duration ship, Duration other) {}

  private final VendorCall call;
  private final String baseUrl;
  private final Deadlines deadlines;
  private final MerchantIdMode merchantIds;
  private final Supplier<String> transIds;
  private final InstantSource clock;

  /**
   * Calls through {@code call}, which adds the bearer token.
   *
   * @param baseUrl without a slash at the end
   * @param transIds 32 hexadecimal digits, new ones each time: {@link #newTransId}
   */
  public UpsClient(
      VendorCall call,
      String baseUrl,
      Deadlines deadlines,
      MerchantIdMode merchantIds,
      Supplier<String> transIds,
      InstantSource clock) {
    this.call = call;
    this.baseUrl = baseUrl;
    this.deadlines = deadlines;
    this.merchantIds = merchantIds;
    this.transIds = transIds;
    this.clock = clock;
  }

  /** Which calls fail together. */
  public static Lane lane(String operation) {
    return switch (operation) {
      case "subscribe", "track" -> Lane.TRACKING;
      default -> Lane.SHIPPING;
    };
  }

  public static String newTransId() {
    return UUID.randomUUID().toString().replace("-", "");
  }

  public Future<Traced<AddressVerdict>> validateAddress(UpsCaller caller, Address address) {
    if (!STREETS_KNOWN.contains(address.country())) {
      AddressVerdict notCovered =
          new AddressVerdict.NotCovered("UPS checks streets only in the US and Puerto Rico");
      return Future.succeededFuture(new Traced<>("", new Done<>(notCovered)));
    }
    VendorRequest request =
        post(caller, "validate_address", "/api/addressvalidation/v2/3")
            .withJson(UpsRequests.addressCheck(address));
    return send(caller, request, Effect.READS, UpsAnswers::verdict)
        .map(traced ->
            traced.map(outcome ->
                meaning(
                    outcome,
                    UpsFault.STATE_NOT_COVERED,
                    new AddressVerdict.NotCovered("UPS's test host knows NY and CA only"))));
  }

  public Future<Traced<RateQuote>> rate(UpsCaller caller, PurchaseOrder order) {
    VendorRequest request =
        post(caller, "rate", "/api/rating/v2409/Rate").withJson(new UpsOrderJson(order).rate());
    return send(caller, request, Effect.READS, UpsAnswers::quote);
  }

  /** Buys. {@code Unknown} may have bought: ask by reference before anything else. */
  public Future<Traced<PurchasedShipment>> ship(UpsCaller caller, PurchaseOrder order) {
    VendorRequest request =
        request(caller, "ship", HttpMethod.POST, "/api/shipments/v2409/ship", deadlines.ship())
            .withJson(new UpsOrderJson(order).ship());
    int parcels = order.parcels().size();
    return send(caller, request, Effect.CHANGES, answer -> UpsAnswers.purchase(answer, parcels));
  }

  /**
   * Takes a shipment back. Safe to repeat; whether a refusal means "was void already" tells {@link
   * #recoverByNumber}.
   */
  public Future<Traced<Voided>> voidShipment(UpsCaller caller, String upsShipment) {
    String path = "/api/shipments/v2409/void/cancel/" + encoded(upsShipment);
    VendorRequest request = request(caller, "void", HttpMethod.DELETE, path, deadlines.other());
    return send(caller, request, Effect.CHANGES, UpsAnswers::voidStatus)
        .map(traced -> traced.map(outcome -> voided(outcome, upsShipment)));
  }

  /** As below, with the labels as pictures: the one format UPS has for every shipment. */
  public Future<Traced<Recovery>> recoverByReference(
      UpsCaller caller, String reference, Secret account) {
    return recoverByReference(caller, reference, account, Label.Format.GIF);
  }

  /** What became of a purchase; free of side effects. */
  public Future<Traced<Recovery>> recoverByReference(
      UpsCaller caller, String reference, Secret account, Label.Format format) {
    return recover(caller, UpsRequests.recoveryByReference(reference, account, format));
  }

  public Future<Traced<Recovery>> recoverByNumber(
      UpsCaller caller, String trackingNumber, Label.Format format) {
    return recover(caller, UpsRequests.recoveryByNumber(trackingNumber, format));
  }

  /** Oldest first; empty while UPS knows nothing of the number, which is normal for two days. */
  public Future<Traced<List<TrackingEvent>>> track(UpsCaller caller, String trackingNumber) {
    String path =
        "/api/track/v1/details/"
            + encoded(trackingNumber)
            + "?locale=en_US&returnSignature=false&returnMilestones=false&returnPOD=false";
    VendorRequest request = request(caller, "track", HttpMethod.GET, path, deadlines.other());
    return send(caller, request, Effect.READS, UpsScans::read)
        .map(traced -> traced.map(UpsClient::unknownNumberIsNoNews));
  }

  /**
   * Asks for events for fourteen days, at most 100 numbers at once.
   *
   * @param destination with it the call is one of Track Alert v1, else of v2
   */
  public Future<Traced<Subscribed>> subscribe(
      UpsCaller caller, List<String> trackingNumbers, Optional<TrackAlertDestination> destination) {
    String version = destination.isPresent() ? "v1" : "v2";
    VendorRequest request =
        post(caller, "subscribe", "/api/track/" + version + "/subscription/standard/package")
            .withJson(UpsRequests.subscription(trackingNumbers, destination));
    Subscribed none = new Subscribed(List.of(), trackingNumbers);
    return send(caller, request, Effect.CHANGES, UpsAnswers::subscribed)
        .map(traced -> traced.map(outcome -> meaning(outcome, UpsFault.NO_VALID_NUMBER, none)));
  }

  private Future<Traced<Recovery>> recover(UpsCaller caller, JsonObject body) {
    VendorRequest request = post(caller, "recover", "/api/labels/v1/recovery").withJson(body);
    return send(caller, request, Effect.READS, UpsAnswers::recovery)
        .map(traced ->
            traced
                .map(outcome ->
                    meaning(outcome, UpsFault.NOTHING_TO_RECOVER, new Recovery.NotFound()))
                .map(outcome -> meaning(outcome, UpsFault.ALREADY_VOIDED, new Recovery.Voided())));
  }

  /** Some refusals are the answer to what was asked. */
  private static <T> Outcome<T> meaning(Outcome<T> outcome, String code, T meaning) {
    return outcome instanceof Refused<T>(VendorFault fault) && fault.code().equals(code)
        ? new Done<>(meaning)
        : outcome;
  }

  private static Outcome<Voided> voided(Outcome<VoidStatus> outcome, String upsShipment) {
    return outcome instanceof Done<VoidStatus>(VoidStatus status) && !status.isVoided()
        ? new Refused<>(new VendorFault(Vendor.UPS, 200, status.code(), status.description()))
        : outcome.map(_ -> new Voided(upsShipment));
  }

  /** Documented as 404, observed as 200 with a warning. */
  private static Outcome<List<TrackingEvent>> unknownNumberIsNoNews(
      Outcome<List<TrackingEvent>> outcome) {
    return outcome instanceof Refused<List<TrackingEvent>>(VendorFault fault)
            && fault.status() == 404
        ? new Done<>(List.of())
        : outcome;
  }

  private <T> Future<Traced<T>> send(
      UpsCaller caller, VendorRequest request, Effect effect, Function<VendorJson, T> reader) {
    String transId = transIds.get();
    VendorRequest signed =
        request.withHeader("transId", transId).withHeader("transactionSrc", "ml-connector");
    if (merchantIds == MerchantIdMode.EVERY_CALL && !caller.merchantId().isEmpty()) {
      signed = signed.withHeader("x-merchant-id", caller.merchantId().reveal());
    }
    return call.send(signed)
        .map(answer ->
            new Traced<>(
                transId,
                answer.settle(
                    effect,
                    answered -> UpsFault.settle(answered, effect, clock.instant(), reader))));
  }

  private VendorRequest post(UpsCaller caller, String operation, String path) {
    return request(caller, operation, HttpMethod.POST, path, deadlines.other());
  }

  private VendorRequest request(
      UpsCaller caller, String operation, HttpMethod method, String path, Duration deadline) {
    return new VendorRequest(caller.subject(), operation, method, baseUrl + path, deadline);
  }

  private static String encoded(String number) {
    return URLEncoder.encode(number, StandardCharsets.UTF_8);
  }
}
