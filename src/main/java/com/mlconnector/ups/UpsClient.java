package com.mlconnector.ups;

import static com.mlconnector.ups.UpsCalls.encoded;
import static java.time.format.DateTimeFormatter.BASIC_ISO_DATE;

import com.mlconnector.domain.Address;
import com.mlconnector.domain.AddressVerdict;
import com.mlconnector.domain.Label;
import com.mlconnector.domain.Lane;
import com.mlconnector.domain.Outcome.Done;
import com.mlconnector.domain.PurchaseOrder;
import com.mlconnector.domain.PurchasedShipment;
import com.mlconnector.domain.RateQuote;
import com.mlconnector.domain.RatedService;
import com.mlconnector.domain.Secret;
import com.mlconnector.domain.TrackingEvent;
import com.mlconnector.vendor.Effect;
import com.mlconnector.vendor.VendorCall;
import com.mlconnector.vendor.VendorRequest;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** The calls this gateway makes to UPS. */
public final class UpsClient {
  /** The most parcels one {@link #voidParcels} may name. */
  public static final int MOST_VOIDED_AT_ONCE = 20;

  private static final Set<String> STREETS_KNOWN = Set.of("US", "PR");

  /**
   * How long calls may take as a whole.
   *
   * @param ship UPS has been seen taking most of a minute, and giving up early buys labels twice
   */
  public record Deadlines(Duration ship, Duration other) {}

  private final UpsCalls calls;
  private final Deadlines deadlines;

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
    this.calls = new UpsCalls(call, baseUrl, merchantIds, transIds, clock);
    this.deadlines = deadlines;
  }

  /** Which calls fail together. */
  public static Lane lane(String operation) {
    return switch (operation) {
      case "subscribe", "track", "quantum_view" -> Lane.TRACKING;
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
    return calls
        .send(caller, request, Effect.READS, UpsAnswers::verdict)
        .map(traced ->
            traced.map(outcome ->
                UpsFault.meaning(
                    outcome,
                    UpsFault.STATE_NOT_COVERED,
                    new AddressVerdict.NotCovered("UPS's test host knows NY and CA only"))));
  }

  /** The price of the order's service. */
  public Future<Traced<RateQuote>> rate(UpsCaller caller, PurchaseOrder order) {
    VendorRequest request =
        post(caller, "rate", "/api/rating/v2409/Rate").withJson(new UpsOrderJson(order).rate());
    return calls.send(caller, request, Effect.READS, UpsAnswers::quote);
  }

  /** The prices of every service UPS has for the way, in UPS's order. */
  public Future<Traced<List<RatedService>>> shop(UpsCaller caller, PurchaseOrder order) {
    VendorRequest request =
        post(caller, "shop", "/api/rating/v2409/Shop").withJson(new UpsOrderJson(order).shop());
    return calls.send(caller, request, Effect.READS, UpsAnswers::services);
  }

  /** Buys. {@code Unknown} may have bought: ask by reference before anything else. */
  public Future<Traced<PurchasedShipment>> ship(UpsCaller caller, PurchaseOrder order) {
    VendorRequest request =
        calls
            .request(caller, "ship", HttpMethod.POST, "/api/shipments/v2409/ship", deadlines.ship())
            .withJson(new UpsOrderJson(order).ship());
    int parcels = order.parcels().size();
    return calls.send(
        caller, request, Effect.CHANGES, answer -> UpsAnswers.purchase(answer, parcels));
  }

  /**
   * Takes a shipment back. Safe to repeat; whether a refusal means "was void already" tells {@link
   * #recoverByNumber}.
   */
  public Future<Traced<Voided>> voidShipment(UpsCaller caller, String upsShipment) {
    return cancel(caller, encoded(upsShipment))
        .map(traced -> traced.map(outcome -> UpsFault.voided(outcome, upsShipment)));
  }

  /**
   * Takes some parcels of a shipment back; otherwise as above.
   *
   * @param trackingNumbers at most {@link #MOST_VOIDED_AT_ONCE}
   */
  public Future<Traced<VoidedParcels>> voidParcels(
      UpsCaller caller, String upsShipment, List<String> trackingNumbers) {
    if (trackingNumbers.isEmpty() || trackingNumbers.size() > MOST_VOIDED_AT_ONCE) {
      throw new IllegalArgumentException(trackingNumbers.size() + " parcels to void");
    }
    // Several numbers are a list in JSON's form, in one query parameter.
    String numbers =
        trackingNumbers.size() == 1
            ? trackingNumbers.getFirst()
            : new JsonArray(trackingNumbers).encode();
    return cancel(caller, encoded(upsShipment) + "?trackingnumber=" + encoded(numbers))
        .map(traced -> traced.map(outcome -> UpsFault.voidedParcels(outcome, trackingNumbers)));
  }

  private Future<Traced<VoidAnswer>> cancel(UpsCaller caller, String what) {
    String path = "/api/shipments/v2409/void/cancel/" + what;
    VendorRequest request =
        calls.request(caller, "void", HttpMethod.DELETE, path, deadlines.other());
    return calls.send(caller, request, Effect.CHANGES, UpsAnswers::voidAnswer);
  }

  /** What became of a purchase; free of side effects. */
  public Future<Traced<Recovery>> recoverByReference(
      UpsCaller caller, String reference, Secret account, Label.Format format) {
    return recover(caller, UpsRequests.recoveryByReference(reference, account, format));
  }

  /**
   * One parcel's label; the way to a PDF, which Shipping does not sell. UPS has been seen answering
   * another format than asked for.
   */
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
    return calls
        .send(caller, get(caller, "track", path), Effect.READS, UpsScans::events)
        .map(traced -> traced.map(UpsFault::nothingFound));
  }

  /**
   * The parcels that carry our reference. Proves a purchase and never its absence: UPS finds a
   * parcel here only once its manifest has come through.
   *
   * @param account that shipped them
   * @param from first day of pick-up; without days UPS would look at the last fourteen
   */
  public Future<Traced<List<TrackedParcel>>> trackByReference(
      UpsCaller caller, String reference, Secret account, LocalDate from, LocalDate to) {
    String path =
        "/api/track/v1/reference/details/"
            + encoded(reference)
            + "?locale=en_US&refNumType=SmallPackage&shipperNum="
            + encoded(account.reveal())
            + "&fromPickUpDate="
            + BASIC_ISO_DATE.format(from)
            + "&toPickUpDate="
            + BASIC_ISO_DATE.format(to);
    VendorRequest request = get(caller, "track_by_reference", path);
    return calls
        .send(caller, request, Effect.READS, UpsScans::parcels)
        .map(traced -> traced.map(UpsFault::nothingFound));
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
    return calls
        .send(caller, request, Effect.CHANGES, UpsAnswers::subscribed)
        .map(traced ->
            traced.map(outcome -> UpsFault.meaning(outcome, UpsFault.NO_VALID_NUMBER, none)));
  }

  /**
   * Whether the account has Quantum View events to ask for. By name and time, which leaves unread
   * what is unread.
   */
  public Future<Traced<Boolean>> quantumView(UpsCaller caller, Instant from, Instant to) {
    VendorRequest request =
        post(caller, "quantum_view", "/api/quantumview/v3/events")
            .withJson(UpsRequests.events(from, to));
    return calls
        .send(caller, request, Effect.READS, UpsAnswers::hasEvents)
        .map(traced ->
            traced.map(outcome -> UpsFault.meaning(outcome, UpsFault.NOT_SUBSCRIBED, false)));
  }

  private Future<Traced<Recovery>> recover(UpsCaller caller, JsonObject body) {
    VendorRequest request = post(caller, "recover", "/api/labels/v1/recovery").withJson(body);
    return calls
        .send(caller, request, Effect.READS, UpsAnswers::recovery)
        .map(traced ->
            traced
                .map(outcome ->
                    UpsFault.meaning(outcome, UpsFault.NOTHING_TO_RECOVER, new Recovery.NotFound()))
                .map(outcome ->
                    UpsFault.meaning(outcome, UpsFault.ALREADY_VOIDED, new Recovery.Voided())));
  }

  private VendorRequest post(UpsCaller caller, String operation, String path) {
    return calls.request(caller, operation, HttpMethod.POST, path, deadlines.other());
  }

  private VendorRequest get(UpsCaller caller, String operation, String path) {
    return calls.request(caller, operation, HttpMethod.GET, path, deadlines.other());
  }
}
