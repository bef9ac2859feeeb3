package com.mlconnector.check;

import static com.mlconnector.domain.Vendor.FRESHBOOKS;

import com.mlconnector.check.Result.Failed;
import com.mlconnector.check.Result.NotTried;
import com.mlconnector.check.Result.Ok;
import com.mlconnector.check.Result.Warning;
import com.mlconnector.domain.BearerToken;
import com.mlconnector.domain.Client;
import com.mlconnector.domain.Invoice;
import com.mlconnector.domain.Outcome;
import com.mlconnector.domain.Outcome.Done;
import com.mlconnector.domain.Owner;
import com.mlconnector.domain.Secret;
import com.mlconnector.domain.TokenSubject;
import com.mlconnector.domain.VendorFault;
import com.mlconnector.freshbooks.Callback;
import com.mlconnector.freshbooks.ConsentScope;
import com.mlconnector.freshbooks.FreshBooksAccount;
import com.mlconnector.freshbooks.Identity;
import com.mlconnector.freshbooks.InvoiceFilter;
import com.mlconnector.freshbooks.InvoicePage;
import com.mlconnector.store.Callbacks.Registered;
import com.mlconnector.store.Connections.Connection;
import com.mlconnector.tokens.TokenPair;
import com.mlconnector.tokens.Tokens.TokenAnswer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** FreshBooks, from the app's secret to an invoice that can be read. For one run. */
final class FreshBooksLines {
  private static final String CONSENT =
      "Begin consent anew (POST …/consent) and let the shop's owner agree in the browser.";

  private final Check.Parts parts;
  private final Connection connection;
  private final FreshBooksAccount account;
  private final Patience patience;

  // What one line has heard and a later one judges.
  private @Nullable Outcome<Identity> me;
  private @Nullable InvoicePage page;

  FreshBooksLines(Check.Parts parts, Connection connection, Patience patience) {
    this.parts = parts;
    this.connection = connection;
    this.account = new FreshBooksAccount(connection.id(), connection.account());
    this.patience = patience;
  }

  /**
   * Whether the app could refresh a token, without spending one: a refresh token that never was is
   * refused as such only to an app that has proven itself.
   */
  Result app() throws TimeoutException {
    Outcome<TokenPair> refreshed =
        patience.await(
            parts
                .endpoint()
                .refresh(
                    subject(),
                    connection.freshBooksApp(),
                    new Secret("check-" + UUID.randomUUID()),
                    parts.settings().redirectUri()));
    return switch (refreshed) {
      case Outcome.Refused<TokenPair> _ -> new Ok("FreshBooks knows the app and its secret.");
      case Outcome.NotAllowed<TokenPair>(VendorFault fault) ->
          new Failed(
              "FreshBooks does not accept the app's client id or secret (" + fault + ").",
              "Compare both with the app's page in FreshBooks' developer portal, and store them in"
                  + " the connection.",
              Owner.GATEWAY);
      case Done<TokenPair> _ ->
          new Warning(
              "FreshBooks gave a token for a refresh token that never was.",
              "See whether freshbooks.api-url is FreshBooks.",
              Owner.GATEWAY);
      default -> Trouble.of(FRESHBOOKS, refreshed);
    };
  }

  /** A token that FreshBooks takes; refreshed only if it has run out or is refused. */
  Result token() throws TimeoutException {
    TokenAnswer answer = patience.await(parts.tokens().bearer(subject()));
    return switch (answer) {
      case TokenAnswer.Granted(BearerToken token) -> taken(token);
      case TokenAnswer.Blocked(VendorFault fault) -> noConsent(fault);
      case TokenAnswer.NotNow notNow ->
          new Failed(
              "There is no FreshBooks token just now: " + notNow.why() + ".",
              "Check again in a minute.",
              Owner.FRESHBOOKS);
    };
  }

  private Result taken(BearerToken token) throws TimeoutException {
    Outcome<Identity> asked = patience.await(parts.freshBooks().me(connection.id()));
    me = asked;
    return switch (asked) {
      case Outcome.NotAllowed<Identity>(VendorFault fault) when fault.status() != 403 ->
          noConsent(fault);
      case Done<Identity> _, Outcome.Refused<Identity> _ ->
          new Ok("FreshBooks takes the token, good until " + Clocks.shown(token.expiresAt()) + ".");
      default -> Trouble.of(FRESHBOOKS, asked);
    };
  }

  private static Failed noConsent(VendorFault fault) {
    return new Failed(
        fault.code().equals("no_consent")
            ? "Nobody has given consent for this connection yet."
            : "FreshBooks' consent has ended (" + fault + ").",
        CONSENT,
        Owner.FRESHBOOKS);
  }

  Result account() {
    if (!(me instanceof Done<Identity>(Identity identity))) {
      return Trouble.of(FRESHBOOKS, Objects.requireNonNull(me));
    }
    Optional<Identity.Business> ours =
        identity.businesses().stream()
            .filter(business -> business.accountId().equals(account.accountId()))
            .findFirst();
    if (ours.isPresent()) {
      return new Ok(
          "The consent reaches \""
              + ours.get().name()
              + "\", account "
              + account.accountId()
              + ".");
    }
    String reached =
        identity.businesses().stream()
            .map(business -> business.accountId() + " (" + business.name() + ")")
            .collect(Collectors.joining(", "));
    return new Failed(
        "The consent does not reach account '"
            + account.accountId()
            + "'. It reaches "
            + (reached.isEmpty() ? "no business" : reached)
            + ".",
        "Let somebody agree who may see that account (upper and lower case matter), or open the"
            + " connection with another one.",
        Owner.FRESHBOOKS);
  }

  /** By what FreshBooks said it granted, and by reading; writing is not tried. */
  Result scopes() throws TimeoutException {
    String granted = parts.granted(connection.id());
    List<String> missing =
        ConsentScope.missing(granted).stream()
            .filter(ConsentScope::isNeeded)
            .map(ConsentScope::key)
            .toList();
    if (!granted.isEmpty() && !missing.isEmpty()) {
      return notGranted("The consent lacks " + String.join(", ", missing) + ".");
    }
    Outcome<InvoicePage> listed =
        patience.await(parts.freshBooks().invoices(account, InvoiceFilter.ALL, 1));
    return switch (listed) {
      case Done<InvoicePage>(InvoicePage first) -> {
        page = first;
        yield new Ok(
            (granted.isEmpty()
                    ? "FreshBooks did not tell what it granted."
                    : "Granted: " + granted.replace(" ", ", ") + ".")
                + " Reading was tried, writing was not.");
      }
      case Outcome.NotAllowed<InvoicePage>(VendorFault fault) when fault.status() == 403 ->
          notGranted("The consent does not reach invoices (" + fault + ").");
      default -> Trouble.of(FRESHBOOKS, listed);
    };
  }

  private static Failed notGranted(String sentence) {
    return new Failed(
        sentence,
        "Enable these scopes on the app in FreshBooks' developer portal: "
            + String.join(" ", ConsentScope.asked())
            + ". A consent can't be widened: then begin it anew (POST …/consent).",
        Owner.FRESHBOOKS);
  }

  Result invoice() throws TimeoutException {
    InvoicePage first = Objects.requireNonNull(page);
    if (first.invoices().isEmpty()) {
      return first.unreadable().isEmpty()
          ? new Ok("There is no invoice yet; the list was read.")
          : unreadable("none of the newest invoices", first.unreadable().getFirst());
    }
    long newest = first.invoices().getFirst().id();
    Outcome<Invoice> read = patience.await(parts.freshBooks().invoice(account, newest));
    if (!(read instanceof Done<Invoice>(Invoice invoice))) {
      return unread("invoice " + newest, read);
    }
    Outcome<Client> client = patience.await(parts.freshBooks().client(account, invoice.clientId()));
    return client instanceof Done<Client>
        ? new Ok("Invoice " + newest + " and its client were read.")
        : unread("client " + invoice.clientId(), client);
  }

  private static Result unread(String what, Outcome<?> outcome) {
    return switch (Trouble.of(FRESHBOOKS, outcome)) {
      case Failed(String sentence, String remedy, Owner owner) ->
          new Failed("The list was read, " + what + " was not: " + sentence, remedy, owner);
      case Result other -> other;
    };
  }

  private static Failed unreadable(String what, String why) {
    return new Failed(
        "FreshBooks answers, and " + what + " can be read: " + why + ".",
        "Show this to whoever makes the gateway: FreshBooks' answers have changed.",
        Owner.GATEWAY);
  }

  Result webhooks() throws TimeoutException {
    if (!connection.isActive()) {
      return new NotTried("because the connection waits for consent");
    }
    Outcome<List<Callback>> listed = patience.await(parts.freshBooks().callbacks(account));
    if (!(listed instanceof Done<List<Callback>>(List<Callback> all))) {
      return Trouble.of(FRESHBOOKS, listed);
    }
    List<Long> known =
        parts.database().autocommit(tx -> parts.callbacks().of(tx, connection.id())).stream()
            .map(Registered::id)
            .toList();
    return Webhooks.judge(parts.settings().webhookUrl(connection.id()), all, known);
  }

  Result clock() {
    return Clocks.compare("FreshBooks", parts.freshBooksTime().ahead());
  }

  private TokenSubject subject() {
    return TokenSubject.freshBooks(connection.id());
  }
}
