package com.mlconnector.poller;

import com.mlconnector.audit.AuditTrail;
import com.mlconnector.domain.BlockTemplate;
import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.Label;
import com.mlconnector.domain.Move;
import com.mlconnector.domain.TrackingEvent;
import com.mlconnector.freshbooks.FreshBooksClient;
import com.mlconnector.sandbox.freshbooks.FreshBooksSandbox;
import com.mlconnector.store.ClientProfiles;
import com.mlconnector.store.ClientProfiles.Profile;
import com.mlconnector.store.Connections;
import com.mlconnector.store.Parcels;
import com.mlconnector.store.Shipment;
import com.mlconnector.store.Shipments;
import com.mlconnector.store.ShippedText;
import com.mlconnector.store.Work;
import com.mlconnector.store.WriteBacks;
import com.mlconnector.support.HttpApi;
import com.mlconnector.support.Samples;
import com.mlconnector.support.TestStore;
import com.mlconnector.vendor.VendorAnswer;
import com.mlconnector.vendor.VendorCall;
import com.mlconnector.vendor.VendorRequest;
import com.mlconnector.work.WorkResult;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The real write-back between a Postgres and the stand-in, on the thread of the test. Every call to
 * FreshBooks goes through {@link #between}, where a test may edit, fail or kill.
 */
final class WriteBackDesk implements AutoCloseable {
  static final ConnectionId SHOP = new ConnectionId("shop");

  final TestStore store = TestStore.open();
  final WriteBacks writeBacks = new WriteBacks(store.vault());
  final Shipments shipments = new Shipments(store.vault());
  final Parcels parcels = new Parcels(store.vault());
  private final ClientProfiles profiles = new ClientProfiles(store.vault());
  private final Connections connections = new Connections(store.vault(), profiles);
  private final Work work = new Work(store.database());
  private final FreshBooksSandbox sandbox;
  private final HttpApi api;
  private final HttpApi control;
  private final String token;
  private final long client;
  private int shipped;

  /** What happens around the calls; a plain pass-through unless a test says otherwise. */
  UnaryOperator<VendorCall> between = UnaryOperator.identity();

  Duration apart = Duration.ZERO;

  WriteBackDesk() {
    sandbox =
        TestStore.await(
            FreshBooksSandbox.create(store.vertx(), InstantSource.system())
                .with(new JsonObject().put("webhooks", false).put("rateLimit", 0))
                .listen("127.0.0.1", 0));
    api = new HttpApi("");
    control = new HttpApi(sandbox.baseUrl() + "/_control");
    token = control.post("/tokens", new JsonObject()).getString("access_token");
    client = control.get("/clients").getJsonArray("clients").getJsonObject(0).getLong("id");
    store.run(tx -> {
      connections.add(tx, Samples.connection(SHOP));
      connections.activate(tx, SHOP, sandbox.accountId(), 1, Samples.MORNING);
    });
  }

  void writeBackAs(JsonObject writeBack) {
    JsonObject settings = Samples.connection(SHOP).settings().copy().put("writeBack", writeBack);
    store.run(tx -> connections.changeSettings(tx, SHOP, settings));
  }

  void clientSays(Optional<BlockTemplate> words) {
    long payer = Samples.invoice(1).clientId();
    store.run(tx ->
        profiles.put(
            tx,
            SHOP,
            payer,
            new Profile(Optional.empty(), Optional.empty(), false, Optional.empty(), words)));
  }

  void set(String setting, Object value) {
    control.patch("/settings", new JsonObject().put(setting, value));
  }

  void resetSettings() {
    control.delete("/settings");
    control.patch("/settings", new JsonObject().put("webhooks", false).put("rateLimit", 0));
  }

  /** A sent invoice whose goods are shipped: label bought, no scan yet. */
  long shippedInvoice(JsonObject fields) {
    JsonObject lines =
        new JsonObject()
            .put(
                "lines",
                new JsonArray()
                    .add(line("Blue mug", "Glazed", "9.50").put("taxName1", "HST"))
                    .add(line("Shipping: UPS Ground", "2.5 lb", "12.00")));
    JsonObject invoice = lines.mergeIn(fields).put("client", client);
    invoice.getJsonArray("lines").stream()
        .map(JsonObject.class::cast)
        .filter(line -> line.containsKey("taxName1"))
        .forEach(line -> line.put("taxAmount1", "13"));
    JsonObject made = control.post("/invoices", invoice);
    buy(made.getLong("id"), made.getString("invoice_number"));
    return made.getLong("id");
  }

  long shippedInvoice(String notes) {
    return shippedInvoice(new JsonObject().put("notes", notes));
  }

  static JsonObject line(String name, String description, String cost) {
    return new JsonObject()
        .put("name", name)
        .put("description", description)
        .put("qty", 1)
        .put("unit_cost", cost);
  }

  private void buy(long invoice, String number) {
    store.run(tx -> {
      Shipment shipment = Samples.opened(SHOP, invoice);
      shipments.save(
          tx,
          shipment,
          List.of(Move.ORDER, Move.PASS_ADDRESS, Move.INTEND, Move.BUY),
          change ->
              change
                  .order(Samples.order(), Samples.CUSTOMER)
                  .intent("FB-" + invoice + "-1")
                  .bought("1Z9", Optional.empty()));
      parcels.add(
          tx, SHOP, shipment.id(), 0, parcel(++shipped), new Label(Label.Format.GIF, new byte[1]));
      parcelsOf.put(invoice, parcel(shipped));
      numbers.put(invoice, number);
    });
  }

  private final Map<Long, String> parcelsOf = new HashMap<>();
  private final Map<Long, String> numbers = new HashMap<>();

  private static String parcel(int serial) {
    return "1Z999AA1%010d".formatted(serial);
  }

  String parcel(long invoice) {
    return String.valueOf(parcelsOf.get(invoice));
  }

  String opening(long invoice) {
    return "--- UPS shipment for invoice "
        + numbers.get(invoice)
        + " (kept up to date automatically) ---";
  }

  /** What UPS tells of a parcel, as it writes it. */
  enum Scan {
    PICKED_UP("I", "PU"),
    ON_THE_WAY("I", "DP"),
    OUT_FOR_DELIVERY("I", "OT"),
    DELIVERED("D", "FS");

    private final String type;
    private final String code;

    Scan(String type, String code) {
      this.type = type;
      this.code = code;
    }
  }

  void scan(long invoice, int day, Scan scan) {
    TrackingEvent event =
        new TrackingEvent(
            parcel(invoice),
            Instant.parse("2026-08-%02dT18:00:00Z".formatted(day)),
            scan.type,
            scan.code,
            "",
            "",
            "",
            TrackingEvent.Source.TRACKING);
    store.run(tx -> parcels.addEvent(tx, SHOP, event));
  }

  /** One piece of work, from its claim to its end, or to the exception that ends it. */
  WorkResult write(long invoice) {
    store.run(tx -> work.raise(tx, SHOP, Work.Kind.WRITE_BACK, Long.toString(invoice)));
    Work.Item item = work.claim(Work.Kind.WRITE_BACK, 1, Duration.ofMinutes(1)).getFirst();
    boolean ended = false;
    try {
      WorkResult result = writeBack().write(item);
      ended = result instanceof WorkResult.Stored;
      return result;
    } finally {
      if (!ended) {
        work.postpone(item, Duration.ZERO, "again");
      }
    }
  }

  private WriteBack writeBack() {
    FreshBooksClient freshBooks =
        new FreshBooksClient(
            between.apply(this::call),
            sandbox.baseUrl(),
            Duration.ofSeconds(30),
            InstantSource.system());
    return new WriteBack(
        apart,
        store.database(),
        freshBooks,
        new ActiveConnection(connections),
        new ShippedText(shipments, profiles),
        writeBacks,
        new WriteBackLog(
            store.database(), writeBacks, work, new AuditTrail(InstantSource.system())),
        work,
        InstantSource.system());
  }

  private Future<VendorAnswer> call(VendorRequest request) {
    HttpApi.Reply reply =
        api.call(
            request.method().name(),
            request.uri(),
            "application/json",
            request.body().toString(),
            "Authorization",
            "Bearer " + token);
    return Future.succeededFuture(
        new VendorAnswer.Answered(
            reply.status(), MultiMap.caseInsensitiveMultiMap(), Buffer.buffer(reply.text())));
  }

  WriteBacks.Last last(long invoice) {
    return store.in(tx -> writeBacks.find(tx, SHOP, invoice));
  }

  void answer(long invoice, WriteBacks.Answer answer) {
    store.run(tx -> writeBacks.answer(tx, SHOP, invoice, answer));
  }

  JsonObject invoice(long invoice) {
    return control.get("/invoices/" + invoice);
  }

  String notes(long invoice) {
    return invoice(invoice).getString("notes");
  }

  void edit(long invoice, JsonObject changes) {
    control.patch("/invoices/" + invoice, changes);
  }

  void editNotes(long invoice, String notes) {
    edit(invoice, new JsonObject().put("notes", notes));
  }

  /** A person saves in the moment of our next write: {@code before} or {@code after} it. */
  void editAtUpdate(long invoice, String moment, JsonObject changes) {
    control.patch("/invoices/" + invoice + "?update=" + moment, changes);
  }

  void pay(long invoice, String amount) {
    control.post("/invoices/" + invoice + "/payments", new JsonObject().put("amount", amount));
  }

  int updates(long invoice) {
    return (int)
        control.get("/requests?operation=invoice.update").getJsonArray("requests").stream()
            .map(JsonObject.class::cast)
            .filter(request -> request.getString("path").endsWith("/" + invoice))
            .count();
  }

  @Override
  public void close() {
    TestStore.await(sandbox.close());
    store.close();
  }
}
