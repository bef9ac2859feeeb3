package com.mlconnector.connections;

import com.mlconnector.audit.AuditEntry.Action;
import com.mlconnector.audit.AuditTrail;
import com.mlconnector.bus.Hints;
import com.mlconnector.csv.CsvErrors;
import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.ConnectionSettings;
import com.mlconnector.domain.Item;
import com.mlconnector.domain.ItemWeight;
import com.mlconnector.domain.ReasonCode;
import com.mlconnector.domain.Secret;
import com.mlconnector.domain.Weight;
import com.mlconnector.http.JsonFields;
import com.mlconnector.http.Problem;
import com.mlconnector.store.ClientProfiles;
import com.mlconnector.store.ClientProfiles.OfClient;
import com.mlconnector.store.ClientProfiles.Profile;
import com.mlconnector.store.Connections;
import com.mlconnector.store.Connections.Connection;
import com.mlconnector.store.Database;
import com.mlconnector.store.Items;
import com.mlconnector.store.SettingsJson;
import com.mlconnector.store.Tx;
import com.mlconnector.store.Work;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Takes in what {@link ProfileExport} gave, of this connection or another one: all of it or
 * nothing. Settings are replaced, clients and items that the document names are stored as it says;
 * the others stay.
 */
public final class ProfileImport {
  /** As the API takes it. */
  public static final int MOST_BYTES = 5 * 1024 * 1024;

  private static final List<String> MEMBERS =
      List.of("upsAccount", "goLive", "settings", "clients", "items");
  private static final int MOST_CLIENTS = 5_000;
  private static final int MOST_ITEMS = 50_000;
  private static final Pattern CLIENT = Pattern.compile("[1-9][0-9]{0,17}");

  private final Database database;
  private final Connections connections;
  private final ClientProfiles profiles;
  private final Items items;
  private final ConnectionDesk connectionDesk;
  private final ClientDesk clientDesk;
  private final Work work;
  private final AuditTrail audit;
  private final Hints hints;

  ProfileImport(
      Database database,
      Connections connections,
      ClientProfiles profiles,
      Items items,
      ConnectionDesk connectionDesk,
      ClientDesk clientDesk,
      Work work,
      AuditTrail audit,
      Hints hints) {
    this.database = database;
    this.connections = connections;
    this.profiles = profiles;
    this.items = items;
    this.connectionDesk = connectionDesk;
    this.clientDesk = clientDesk;
    this.work = work;
    this.audit = audit;
    this.hints = hints;
  }

  /** What an import came to: why it did nothing, or what it changed. */
  public sealed interface Result {
    record Refused(Problem problem) implements Result {}

    record Taken(JsonObject report) implements Result {}
  }

  /**
   * A change that an import makes.
   *
   * @param from empty if the client is new here
   */
  private record Change(long client, Optional<Profile> from, Profile to) {
    List<String> differences() {
      return ProfileJson.differences(from.orElse(Profile.NONE), to);
    }

    boolean isAny() {
      return from.isEmpty() || !differences().isEmpty();
    }
  }

  /** All that an import wants. */
  private record Wanted(
      Connection connection,
      Optional<JsonObject> settings,
      List<Change> clients,
      List<Item> items) {}

  /**
   * @param dryRun only says what would change
   */
  public Result document(ConnectionId id, Buffer body, boolean dryRun, String by) {
    JsonFields document = JsonFields.of(body).only(MEMBERS);
    List<ImportedClient> clients = new ArrayList<>();
    List<JsonFields> given = document.objects("clients", MOST_CLIENTS);
    for (int i = 0; i < given.size(); i++) {
      clients.add(new ImportedClient("clients[" + i + "]", given.get(i), () -> {}));
    }
    CsvErrors errors = new CsvErrors();
    return take(
        id, document, clients, () -> document.errors().forEach(errors::add), errors, dryRun, by);
  }

  /** The clients alone, from a spreadsheet. */
  public Result clientsCsv(ConnectionId id, Buffer body, boolean dryRun, String by) {
    CsvErrors errors = new CsvErrors();
    List<ImportedClient> clients = ClientsCsv.read(body, errors);
    if (clients.size() > MOST_CLIENTS) {
      errors.add("The file has more than " + MOST_CLIENTS + " rows.");
    }
    return take(id, JsonFields.of(new JsonObject()), clients, () -> {}, errors, dryRun, by);
  }

  private Result take(
      ConnectionId id,
      JsonFields document,
      List<ImportedClient> clients,
      Runnable tellErrors,
      CsvErrors errors,
      boolean dryRun,
      String by) {
    List<Long> changed = new ArrayList<>();
    Result result =
        database.transact(tx -> {
          Connection from = connections.lock(tx, id).orElseThrow();
          Wanted wanted = wanted(tx, from, document, clients);
          tellErrors.run();
          clients.forEach(client -> client.tellErrors().run());
          if (!errors.isEmpty()) {
            return new Result.Refused(wrong(errors));
          }
          Optional<Problem> objection = objection(tx, from, wanted);
          if (objection.isPresent()) {
            return new Result.Refused(objection.get());
          }
          JsonObject report = report(tx, from, wanted, dryRun);
          if (!dryRun) {
            store(tx, from, wanted, by);
            wanted.clients().forEach(client -> changed.add(client.client()));
          }
          return new Result.Taken(report);
        });
    if (result instanceof Result.Taken && !dryRun) {
      connectionDesk.saved(id);
      changed.forEach(client -> clientDesk.saved(id, client));
      hints.workDue(id, Work.Kind.INVOICE.key());
    }
    return result;
  }

  private static Problem wrong(CsvErrors errors) {
    return Problem.of(
            400,
            "Wrong import",
            "Nothing was stored. Correct what 'errors' names and send it again.")
        .withErrors(errors.sentences());
  }

  private Wanted wanted(Tx tx, Connection from, JsonFields document, List<ImportedClient> clients) {
    Optional<JsonObject> given = document.optionalObject("settings").map(JsonFields::whole);
    Optional<ConnectionSettings> settings =
        given.flatMap(json -> SettingsJson.read(json, document.errors()));
    Weight.Unit unit = settings.orElse(from.settings()).flags().weights().unit();
    boolean masked = document.value("upsAccount") instanceof String text && Secret.isMask(text);
    Connection to =
        from.with(
            (masked ? Optional.<Secret>empty() : ProfileJson.upsAccount(document, "upsAccount"))
                .orElse(from.upsAccount()),
            ConnectionChange.goLive(document).or(from::goLive));
    return new Wanted(to, given, clients(tx, from.id(), clients, unit), goods(document));
  }

  private List<Change> clients(
      Tx tx, ConnectionId connection, List<ImportedClient> given, Weight.Unit unit) {
    if (given.isEmpty()) {
      return List.of();
    }
    Map<Long, Profile> before =
        profiles.list(tx, connection, 0, Integer.MAX_VALUE).stream()
            .collect(Collectors.toMap(OfClient::client, OfClient::profile));
    Map<Long, String> places = new HashMap<>();
    List<Change> changes = new ArrayList<>();
    for (ImportedClient it : given) {
      JsonFields fields = it.fields();
      List<String> known = new ArrayList<>(ProfileJson.MEMBERS);
      known.add("client");
      fields.only(known);
      long client = client(fields);
      String other = places.putIfAbsent(client, it.place());
      if (other != null && client > 0) {
        fields.wrong("'" + fields.path("client") + "' is the same as in " + other + ".");
      }
      Optional<Profile> from = Optional.ofNullable(before.get(client));
      Profile to =
          ProfileJson.read(fields, from.orElse(Profile.NONE), ProfileJson.LeftOut.NOTHING, unit);
      changes.add(new Change(client, from, to));
    }
    return changes;
  }

  private static long client(JsonFields fields) {
    String text = String.valueOf(fields.value("client"));
    if (CLIENT.matcher(text).matches()) {
      return Long.parseLong(text);
    }
    fields.wrong("'" + fields.path("client") + "' must be the number of a FreshBooks client.");
    return 0;
  }

  private static List<Item> goods(JsonFields document) {
    Map<List<String>, Item> goods = new LinkedHashMap<>();
    for (JsonFields fields : document.objects("items", MOST_ITEMS)) {
      fields.only(List.of("name", "sku", "weight", "unit"));
      item(fields)
          .ifPresent(item -> {
            if (goods.put(key(item), item) != null) {
              fields.wrong("'" + fields.path("name") + "' and 'sku' are there twice.");
            }
          });
    }
    return List.copyOf(goods.values());
  }

  private static Optional<Item> item(JsonFields fields) {
    int before = fields.errors().size();
    String name = fields.value("name") instanceof String text ? text.strip() : "";
    String sku = fields.value("sku") instanceof String text ? text.strip() : "";
    Item.objection(name, sku)
        .ifPresent(objection -> fields.wrong(objection.replaceFirst("^'", "'" + fields.path(""))));
    Optional<ItemWeight> weight =
        fields
            .optionalNumber("weight", "0", "10000")
            .filter(amount -> amount.scale() <= ItemWeight.MOST_DECIMALS)
            .flatMap(amount ->
                Weight.Unit.ofSymbol(String.valueOf(fields.value("unit")))
                    .map(unit -> new ItemWeight(amount, unit)));
    if (weight.isEmpty() && fields.errors().size() == before) {
      fields.wrong(
          "'" + fields.path("weight") + "' needs a number, and 'unit' must be lb, oz, kg or g.");
    }
    return fields.errors().size() > before
        ? Optional.empty()
        : weight.map(it -> new Item(name, sku, it));
  }

  private static List<String> key(Item item) {
    return List.of(item.nameKey(), item.skuKey());
  }

  private Optional<Problem> objection(Tx tx, Connection from, Wanted wanted) {
    Optional<Problem> first = connectionDesk.objection(tx, from, wanted.connection());
    for (Change change : wanted.clients()) {
      if (first.isEmpty() && change.from().isPresent()) {
        first =
            clientDesk.objection(tx, from.id(), change.client(), change.from().get(), change.to());
      }
    }
    return first;
  }

  private void store(Tx tx, Connection from, Wanted wanted, String by) {
    ConnectionId id = from.id();
    var _ = connectionDesk.save(tx, from, wanted.connection(), by);
    wanted
        .settings()
        .ifPresent(settings -> {
          connectionDesk.saveSettings(tx, id, settings, Map.of("by", by, "settings", "imported"));
        });
    for (Change change : wanted.clients()) {
      if (change.isAny()) {
        clientDesk.save(
            tx, id, change.client(), change.from().orElse(Profile.NONE), change.to(), by);
      }
    }
    if (!wanted.items().isEmpty()) {
      items.put(tx, id, wanted.items());
      audit.add(
          tx,
          id,
          Action.ITEMS_CHANGED,
          Map.of("by", by, "rows-imported", Integer.toString(wanted.items().size())));
      var _ = work.raiseHalted(tx, id, ReasonCode.WEIGHT_UNKNOWN);
    }
  }

  private JsonObject report(Tx tx, Connection from, Wanted wanted, boolean dryRun) {
    JsonArray connection = new JsonArray();
    if (!from.upsAccount().equals(wanted.connection().upsAccount())) {
      connection.add("upsAccount");
    }
    if (!from.goLive().equals(wanted.connection().goLive())) {
      connection.add("goLive");
    }
    wanted
        .settings()
        .filter(to -> !to.equals(connections.settingsToChange(tx, from.id())))
        .ifPresent(other -> connection.add("settings"));
    return new JsonObject()
        .put("dryRun", dryRun)
        .put("connection", connection)
        .put("clients", clients(wanted.clients()))
        .put("items", items(tx, from.id(), wanted.items()));
  }

  private static JsonObject clients(List<Change> changes) {
    JsonArray rows = new JsonArray();
    for (Change change : changes) {
      if (change.isAny()) {
        rows.add(
            new JsonObject()
                .put("client", change.client())
                .put("outcome", change.from().isEmpty() ? "added" : "changed")
                .put("members", new JsonArray(change.differences())));
      }
    }
    int added = (int) changes.stream().filter(change -> change.from().isEmpty()).count();
    return counts(added, rows.size() - added, changes.size()).put("rows", rows);
  }

  private JsonObject items(Tx tx, ConnectionId connection, List<Item> wanted) {
    if (wanted.isEmpty()) {
      return counts(0, 0, 0);
    }
    Map<List<String>, Item> before =
        items.all(tx, connection).stream()
            .collect(Collectors.toMap(ProfileImport::key, Function.identity()));
    int added = (int) wanted.stream().filter(item -> !before.containsKey(key(item))).count();
    int same = (int) wanted.stream().filter(item -> item.equals(before.get(key(item)))).count();
    return counts(added, wanted.size() - added - same, wanted.size());
  }

  private static JsonObject counts(int added, int changed, int all) {
    return new JsonObject()
        .put("added", added)
        .put("changed", changed)
        .put("unchanged", all - added - changed);
  }
}
