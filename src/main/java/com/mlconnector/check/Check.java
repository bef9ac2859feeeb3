package com.mlconnector.check;

import com.mlconnector.audit.AuditEntry.Action;
import com.mlconnector.audit.AuditTrail;
import com.mlconnector.check.Result.Failed;
import com.mlconnector.check.Result.Ok;
import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.TokenSubject;
import com.mlconnector.domain.Vendor;
import com.mlconnector.freshbooks.FreshBooksClient;
import com.mlconnector.store.Callbacks;
import com.mlconnector.store.Connections;
import com.mlconnector.store.Connections.Connection;
import com.mlconnector.store.Database;
import com.mlconnector.store.DatabaseFacts;
import com.mlconnector.store.Migrations;
import com.mlconnector.store.TokenRows;
import com.mlconnector.store.VendorGates;
import com.mlconnector.store.VendorGates.Closed;
import com.mlconnector.tokens.TokenEndpoint;
import com.mlconnector.tokens.Tokens;
import com.mlconnector.ups.TrackAlertDestination;
import com.mlconnector.ups.UpsClient;
import com.mlconnector.vendor.VendorAnswer;
import com.mlconnector.vendor.VendorCall;
import com.mlconnector.vendor.VendorRequest;
import com.mlconnector.vendor.VendorTime;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All lines, one after the other, against the real systems. */
public final class Check {
  private static final Logger LOG = LoggerFactory.getLogger(Check.class);

  /** Shorter than a silent HTTP connection is kept, so that the report arrives. */
  static final Duration LONGEST = Duration.ofSeconds(45);

  private static final Duration OWN_DOOR = Duration.ofSeconds(10);

  private final Parts parts;
  private final DatabaseLines database;

  /**
   * What a check stands on.
   *
   * @param plain calls without a token, through no gate
   */
  public record Parts(
      Settings settings,
      Database database,
      Migrations.Owner owner,
      Connections connections,
      TokenRows tokenRows,
      Callbacks callbacks,
      VendorGates gates,
      AuditTrail audit,
      Tokens tokens,
      TokenEndpoint endpoint,
      FreshBooksClient freshBooks,
      VendorTime freshBooksTime,
      UpsClient ups,
      VendorTime upsTime,
      VendorCall plain,
      InstantSource clock) {

    DatabaseFacts facts() {
      return new DatabaseFacts(database);
    }

    /** What the newest consent granted, parted by blanks; empty where FreshBooks did not tell. */
    String granted(ConnectionId connection) {
      return database
          .autocommit(tx -> connections.granted(tx, connection))
          .map(Connections.Granted::scopes)
          .orElse("");
    }
  }

  /**
   * @param publicUrl without a slash at the end, as the others
   * @param trackAlertDestination with Track Alert v1
   */
  public record Settings(
      String databasePlace,
      String publicUrl,
      String redirectUri,
      URI freshBooksUrl,
      URI upsUrl,
      int upsDailyBudget,
      Optional<TrackAlertDestination> trackAlertDestination) {

    String webhookUrl(ConnectionId connection) {
      return publicUrl + "/webhooks/freshbooks/" + connection;
    }
  }

  public Check(Parts parts) {
    this.parts = parts;
    this.database =
        new DatabaseLines(
            parts.facts(), parts.owner(), parts.settings().databasePlace(), parts.clock());
  }

  /**
   * Looks at everything, and asks nobody who should be left alone.
   *
   * @param name of the connection; without one there must be a single one
   * @param dry buys a label where none is billed, and voids it
   * @param by who asked, for the audit trail
   */
  public Report run(Optional<String> name, boolean dry, String by) {
    Patience patience = new Patience(LONGEST);
    Sheet sheet = new Sheet(patience);
    sheet.fill(Line.CONFIGURATION, () -> new Ok("All settings can be read, and fit together."));
    sheet.fill(Line.DATABASE, database::server);
    sheet.fill(Line.DATABASE_ROLE, database::role);
    sheet.fill(Line.CLOCK, database::clock);
    NamedConnection named = new NamedConnection(parts, name);
    sheet.fill(Line.CONNECTION, named::find);
    if (!sheet.isGood(Line.CONNECTION)) {
      return sheet.report(dry);
    }
    Connection connection = named.found().orElseThrow();
    askFreshBooks(sheet, connection, patience);
    sheet.fill(Line.PUBLIC_ADDRESS, () -> ownDoor(connection.id(), patience));
    UpsLines ups = askUps(sheet, connection, patience);
    DryShipment shipment = new DryShipment(parts, ups);
    if (dry) {
      sheet.fill(Line.DRY_SHIPMENT, () -> shipment.bought(isStandIn(connection.id(), patience)));
      sheet.fill(Line.DRY_VOID, shipment::voided);
    }
    Report report = sheet.report(dry);
    record(connection.id(), report, shipment, by);
    return report;
  }

  private void askFreshBooks(Sheet sheet, Connection connection, Patience patience) {
    FreshBooksLines freshBooks = new FreshBooksLines(parts, connection, patience);
    sheet.fill(Line.FRESHBOOKS_PAUSE, () -> pause(connection.id(), Vendor.FRESHBOOKS));
    sheet.fill(Line.FRESHBOOKS_APP, freshBooks::app);
    sheet.fill(Line.FRESHBOOKS_TOKEN, freshBooks::token);
    sheet.fill(Line.FRESHBOOKS_ACCOUNT, freshBooks::account);
    sheet.fill(Line.FRESHBOOKS_SCOPES, freshBooks::scopes);
    sheet.fill(Line.FRESHBOOKS_INVOICE, freshBooks::invoice);
    sheet.fill(Line.WEBHOOKS, freshBooks::webhooks);
    sheet.fill(Line.FRESHBOOKS_CLOCK, freshBooks::clock);
  }

  private UpsLines askUps(Sheet sheet, Connection connection, Patience patience) {
    UpsLines ups = new UpsLines(parts, connection, patience);
    sheet.fill(Line.UPS_PAUSE, () -> pause(connection.id(), Vendor.UPS));
    sheet.fill(Line.UPS_TOKEN_BUDGET, ups::budget);
    sheet.fill(Line.UPS_TOKEN, ups::token);
    sheet.fill(Line.UPS_RATING, ups::rating);
    sheet.fill(Line.UPS_ACCOUNT, ups::account);
    sheet.fill(Line.UPS_ADDRESS_VALIDATION, ups::addressValidation);
    sheet.fill(Line.UPS_SHIPPING, ups::shipping);
    // What an app lacks most often comes first: a good answer of the others keeps the gate open.
    sheet.fill(Line.UPS_QUANTUM_VIEW, ups::quantumView);
    sheet.fill(Line.UPS_TRACK_ALERT, ups::trackAlert);
    sheet.fill(Line.UPS_TRACKING, ups::tracking);
    sheet.fill(Line.UPS_CLOCK, ups::clock);
    return ups;
  }

  /** The gates of a vendor, as they were before this check asked anything. */
  private Result pause(ConnectionId connection, Vendor vendor) {
    Optional<Closed> closed =
        parts.database().autocommit(tx -> parts.gates().of(tx, connection)).stream()
            .filter(gate -> gate.lane().vendor() == vendor && gate.left().isPositive())
            .max(Comparator.comparing(Closed::until));
    String title = vendor.title();
    return closed
        .<Result>map(gate ->
            new Failed(
                title + " is left alone until " + Clocks.shown(gate.until()) + ": " + gate.why(),
                "Wait until then, or end the pause with POST …/vendors/" + vendor.key() + "/retry.",
                Trouble.owner(vendor)))
        .orElseGet(() -> new Ok(title + " has asked for no pause."));
  }

  private Result ownDoor(ConnectionId connection, Patience patience) throws TimeoutException {
    URI url = URI.create(parts.settings().webhookUrl(connection));
    VendorRequest request =
        new VendorRequest(
                TokenSubject.freshBooks(connection),
                "own_door",
                HttpMethod.POST,
                url.toString(),
                OWN_DOOR)
            .withBody("application/x-www-form-urlencoded", PublicAddress.UNSIGNED);
    VendorAnswer answer = patience.await(parts.plain().send(request));
    return PublicAddress.judge(url, parts.settings().freshBooksUrl(), answer);
  }

  /** Only a stand-in of ours has a clock to be asked; where it is does not count. */
  private boolean isStandIn(ConnectionId connection, Patience patience) throws TimeoutException {
    VendorRequest request =
        new VendorRequest(
            TokenSubject.upsShipper(connection),
            "is_stand_in",
            HttpMethod.GET,
            parts.settings().upsUrl() + "/_control/clock",
            OWN_DOOR);
    return patience.await(parts.plain().send(request)) instanceof VendorAnswer.Answered answered
        && answered.isSuccess()
        && answered.body().toString().startsWith("{\"now\"");
  }

  /** A database that does not take the row is a line of the report already. */
  private void record(ConnectionId connection, Report report, DryShipment shipment, String by) {
    Map<String, String> details =
        Map.of("by", by, "failed", report.failed(), "dry-shipment", shipment.reference());
    try {
      parts
          .database()
          .transactVoid(
              tx -> parts.audit().add(tx, connection, Action.CONNECTION_CHECKED, details));
    } catch (Exception e) { // await() also throws what no signature tells, such as IOException
      LOG.warn("A check of {} does not stand in the audit trail: {}", connection, e.toString());
    }
  }
}
