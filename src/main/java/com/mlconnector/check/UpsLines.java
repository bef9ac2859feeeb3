package com.mlconnector.check;

import static com.mlconnector.domain.Vendor.UPS;

import com.mlconnector.check.Result.Failed;
import com.mlconnector.check.Result.NotTried;
import com.mlconnector.check.Result.Ok;
import com.mlconnector.check.Result.Warning;
import com.mlconnector.domain.Address;
import com.mlconnector.domain.AddressVerdict;
import com.mlconnector.domain.BearerToken;
import com.mlconnector.domain.Billing;
import com.mlconnector.domain.Label;
import com.mlconnector.domain.Outcome;
import com.mlconnector.domain.Outcome.Done;
import com.mlconnector.domain.Owner;
import com.mlconnector.domain.Parcel;
import com.mlconnector.domain.PurchaseOrder;
import com.mlconnector.domain.RatedService;
import com.mlconnector.domain.Service;
import com.mlconnector.domain.TokenSubject;
import com.mlconnector.domain.VendorFault;
import com.mlconnector.domain.Weight;
import com.mlconnector.store.Connections.Connection;
import com.mlconnector.store.DatabaseFacts.Spent;
import com.mlconnector.store.TokenRows.Held;
import com.mlconnector.tokens.Tokens.TokenAnswer;
import com.mlconnector.ups.Recovery;
import com.mlconnector.ups.Subscribed;
import com.mlconnector.ups.Traced;
import com.mlconnector.ups.UpsCaller;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * UPS, from the token budget to each product, by questions that change nothing. For one run.
 *
 * <p>A product that is missing on the app is answered with the same 401 and code as a bad token:
 * what tells them apart is that UPS has just given the token.
 */
final class UpsLines {
  /** A number of UPS's own documentation; whatever UPS knows of it, it answers. */
  private static final String DOCUMENTED_NUMBER = "1Z12345E0205271688";

  /** How UPS says that nothing at all is in the list. */
  private static final String TRACK_ALERT_REFUSES = "VSS";

  private final Check.Parts parts;
  private final Connection connection;
  private final UpsCaller caller;
  private final Patience patience;

  // What Rating has answered, on which two lines stand.
  private @Nullable Outcome<List<RatedService>> shopped;

  UpsLines(Check.Parts parts, Connection connection, Patience patience) {
    this.parts = parts;
    this.connection = connection;
    this.caller = new UpsCaller(TokenSubject.upsShipper(connection.id()), connection.upsAccount());
    this.patience = patience;
  }

  Result budget() {
    Spent spent = parts.facts().spent(connection.id(), UPS);
    boolean tokenAtHand =
        parts
            .database()
            .autocommit(tx -> parts.tokenRows().find(tx, caller.subject()))
            .flatMap(Held::token)
            .filter(token -> token.expiresAt().isAfter(parts.clock().instant()))
            .isPresent();
    return Budget.judge(spent, parts.settings().upsDailyBudget(), tokenAtHand);
  }

  Result token() throws TimeoutException {
    TokenAnswer answer = patience.await(parts.tokens().bearer(caller.subject()));
    return switch (answer) {
      case TokenAnswer.Granted(BearerToken token) ->
          new Ok("UPS has given a token, good until " + Clocks.shown(token.expiresAt()) + ".");
      case TokenAnswer.Blocked(VendorFault fault) when fault.status() == 403 ->
          new Failed(
              "UPS has blocked this app or its account (" + fault + ").",
              "Ask UPS why, and make no further calls until then.",
              Owner.UPS);
      case TokenAnswer.Blocked(VendorFault fault) -> UpsWords.secret(fault);
      case TokenAnswer.NotNow notNow ->
          new Failed(
              "UPS gives no token just now: " + notNow.why() + ".",
              "Check again in a minute. Each try counts in UPS's budget.",
              Owner.UPS);
    };
  }

  Result rating() throws TimeoutException {
    Outcome<List<RatedService>> answer = ask(parts.ups().shop(caller, order("CHECK")));
    shopped = answer;
    return switch (answer) {
      case Done<List<RatedService>>(List<RatedService> services) when services.isEmpty() ->
          new Warning(
              "Rating answers, and offers no service for a parcel to the shipper's own address.",
              "See whether settings.shipper is right.",
              Owner.DATA);
      case Done<List<RatedService>>(List<RatedService> services) ->
          new Ok("Rating has prices for " + services.size() + " services.");
      case Outcome.Refused<List<RatedService>>(VendorFault fault) when UpsWords.isAccount(fault) ->
          new Ok("Rating lets us in.");
      case Outcome.Refused<List<RatedService>>(VendorFault fault) ->
          new Warning(
              "Rating lets us in, and refuses a parcel to the shipper's own address ("
                  + fault
                  + ").",
              "See whether settings.shipper is right.",
              Owner.DATA);
      default -> UpsWords.product("Rating", answer);
    };
  }

  Result account() {
    Outcome<List<RatedService>> answer = Objects.requireNonNull(shopped);
    String account = connection.upsAccount().masked();
    if (answer instanceof Outcome.Refused<List<RatedService>>(VendorFault fault)) {
      return UpsWords.isAccount(fault)
          ? new Failed(
              "UPS does not let this app ship for account " + account + " (" + fault + ").",
              "Compare the number with UPS's bill; then, in UPS's developer portal, link the"
                  + " account to the login that the app belongs to.",
              Owner.UPS)
          : new NotTried("because Rating refuses the shipper's address");
    }
    List<RatedService> services =
        answer instanceof Done<List<RatedService>>(List<RatedService> all) ? all : List.of();
    if (services.isEmpty()) {
      return new NotTried("because Rating offers no service to ask for");
    }
    boolean negotiated =
        services.stream().anyMatch(rated -> rated.quote().negotiated().isPresent());
    return negotiated
        ? new Ok("UPS ships for account " + account + ", at negotiated rates.")
        : new Warning(
            "UPS ships for account " + account + ", at published rates only.",
            "If a contract says otherwise, let UPS turn on negotiated rates for the account and the"
                + " app.",
            Owner.UPS);
  }

  Result addressValidation() throws TimeoutException {
    Address own = connection.settings().shipper();
    if (!own.country().equals("US") && !own.country().equals("PR")) {
      return new NotTried("because UPS checks streets in the US and Puerto Rico only");
    }
    Outcome<AddressVerdict> answer = ask(parts.ups().validateAddress(caller, own));
    return answer instanceof Done<AddressVerdict>(AddressVerdict verdict)
        ? UpsWords.ownAddress(verdict)
        : UpsWords.product("Address Validation", answer);
  }

  /** Label Recovery is part of Shipping, and asks for a label without buying one. */
  Result shipping() throws TimeoutException {
    Outcome<Recovery> answer =
        ask(
            parts
                .ups()
                .recoverByReference(
                    caller, newReference(), connection.upsAccount(), Label.Format.GIF));
    return answer instanceof Done<Recovery>
        ? new Ok(
            "Shipping lets us in, by a question for a label that there is not. Buying was not"
                + " tried.")
        : UpsWords.product("Shipping", answer);
  }

  Result quantumView() throws TimeoutException {
    Instant now = parts.clock().instant();
    Outcome<Boolean> answer = ask(parts.ups().quantumView(caller, now.minusSeconds(60), now));
    return switch (answer) {
      case Done<Boolean>(Boolean subscribed) ->
          new Ok(
              (subscribed
                      ? "Quantum View answers. "
                      : "The account has no Quantum View subscription. ")
                  + UpsWords.NOT_NEEDED);
      case Outcome.NotAllowed<Boolean>(VendorFault fault) when fault.status() == 401 ->
          new Ok("The app has no Quantum View (" + fault + "). " + UpsWords.NOT_NEEDED);
      default -> Trouble.of(UPS, answer);
    };
  }

  /** By an empty list, which UPS refuses as a whole: it subscribes to nothing. */
  Result trackAlert() throws TimeoutException {
    Outcome<Subscribed> answer =
        ask(parts.ups().subscribe(caller, List.of(), parts.settings().trackAlertDestination()));
    return switch (answer) {
      case Done<Subscribed> _ -> new Ok("Track Alert lets us in.");
      case Outcome.Refused<Subscribed>(VendorFault fault)
          when fault.code().startsWith(TRACK_ALERT_REFUSES) ->
          new Ok(
              "Track Alert lets us in, and refuses an empty list ("
                  + fault.code()
                  + ") as it should. Whether its pushes arrive only a parcel can show.");
      default -> UpsWords.product("Track Alert", answer);
    };
  }

  Result tracking() throws TimeoutException {
    Outcome<?> answer = ask(parts.ups().track(caller, DOCUMENTED_NUMBER));
    return switch (answer) {
      case Done<?> _, Outcome.Refused<?> _ -> new Ok("Tracking answers.");
      default -> UpsWords.product("Tracking", answer);
    };
  }

  Result clock() {
    return Clocks.compare("UPS", parts.upsTime().ahead());
  }

  UpsCaller caller() {
    return caller;
  }

  /** A pound to the shipper himself, by the first service that UPS has for it. */
  PurchaseOrder order(String reference) {
    Address own = connection.settings().shipper();
    return new PurchaseOrder(
        reference,
        "CHECK",
        connection.upsAccount(),
        Billing.SHIPPER,
        own,
        own,
        false,
        offered().orElse(Service.GROUND),
        List.of(new Parcel(Weight.of("1", Weight.Unit.POUND), null, null)),
        PurchaseOrder.Options.NONE,
        Label.Format.GIF);
  }

  private Optional<Service> offered() {
    return shopped instanceof Done<List<RatedService>>(List<RatedService> services)
        ? services.stream().flatMap(rated -> rated.service().stream()).findFirst()
        : Optional.empty();
  }

  static String newReference() {
    return "CHECK-" + UUID.randomUUID().toString().substring(0, 13).toUpperCase(Locale.ROOT);
  }

  private <T> Outcome<T> ask(Future<Traced<T>> question) throws TimeoutException {
    return patience.await(question).outcome();
  }
}
