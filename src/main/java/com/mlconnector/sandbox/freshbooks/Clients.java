package com.mlconnector.sandbox.freshbooks;

import com.mlconnector.sandbox.Answer;
import com.mlconnector.sandbox.freshbooks.Gate.Call;
import com.mlconnector.sandbox.freshbooks.Webhooks.Origin;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The client operations of the API. */
final class Clients {
  private static final String PATH = "/users/clients";
  private static final String READ = "user:clients:read";
  private static final String WRITE = "user:clients:write";

  private static final Map<String, String> SORTED_BY =
      Map.of(
          "organization_name", "organization",
          "fullname", "fname",
          "email", "email",
          "updated", "updated");

  private static final Set<String> INCLUDES =
      Set.of(
          "outstanding_balance",
          "credit_balance",
          "draft_balance",
          "overdue_balance",
          "grand_total_balance",
          "last_activity",
          "late_reminders",
          "late_fee");

  private final Settings settings;
  private final Ledger ledger;
  private final ClientBook book;
  private final InvoiceBook invoiceBook;
  private final Webhooks webhooks;
  private final Map<String, Filter> filters;

  Clients(
      Settings settings,
      Ledger ledger,
      ClientBook book,
      InvoiceBook invoiceBook,
      Webhooks webhooks) {
    this.settings = settings;
    this.ledger = ledger;
    this.book = book;
    this.invoiceBook = invoiceBook;
    this.webhooks = webhooks;
    this.filters = filters();
  }

  void mount(Gate gate) {
    gate.accounting(HttpMethod.GET, PATH, "client.list", READ, this::list);
    gate.accounting(HttpMethod.POST, PATH, "client.create", WRITE, this::create);
    gate.accounting(HttpMethod.GET, PATH + "/:id", "client.get", READ, found(this::get));
    gate.accounting(HttpMethod.PUT, PATH + "/:id", "client.update", WRITE, found(this::update));
    gate.accounting(HttpMethod.DELETE, PATH + "/:id", "client.delete", WRITE, found(this::delete));
  }

  /** A human's way in too, hence apart from the HTTP operations. */
  JsonObject create(Origin origin, Business business, JsonObject fields) {
    JsonObject client = book.create(business, ledger.nextClientId(), fields);
    business.keepClient(client);
    webhooks.fire(origin, business, "client.create", client.getInteger("id"));
    return client;
  }

  JsonObject change(Origin origin, Business business, JsonObject client, JsonObject fields) {
    JsonObject changed = book.change(client, fields);
    business.keepClient(changed);
    webhooks.fire(origin, business, "client.update", changed.getInteger("id"));
    for (JsonObject draft : invoiceBook.followClient(business, changed)) {
      if (settings.on(Setting.CLIENT_CHANGE_FIRES_DRAFTS)) {
        webhooks.fire(origin, business, "invoice.update", draft.getInteger("id"));
      }
    }
    return changed;
  }

  private Answer list(Call call) {
    ListQuery query = new ListQuery(call.ctx().queryParams());
    List<Refusal> refusals =
        query.refusals(filters, SORTED_BY.keySet(), INCLUDES, settings.on(Setting.STRICT));
    if (!refusals.isEmpty()) {
      return Refusal.answer(refusals, settings);
    }
    boolean anyState = query.searches("vis_state");
    List<JsonObject> found =
        call.business().clients.descendingMap().values().stream()
            .filter(client -> anyState || client.getInteger("vis_state") != 1)
            .filter(client -> query.keeps(client, filters))
            .sorted(order(query.sort()))
            .toList();
    return query.page("clients", found, client -> Answers.sorted(client.copy()));
  }

  private static Comparator<JsonObject> order(String sort) {
    String member = SORTED_BY.get(sort.replaceFirst("_(asc|desc)$", ""));
    if (member == null) {
      return (_, _) -> 0;
    }
    Comparator<JsonObject> order = Comparator.comparing(client -> client.getString(member));
    return sort.endsWith("_desc") ? order.reversed() : order;
  }

  private Answer get(Call call, JsonObject client) {
    return client.getInteger("vis_state") == 1 && settings.on(Setting.DELETED_NOT_FOUND)
        ? notFound(call).answer(settings)
        : one(client);
  }

  private Answer create(Call call) {
    return switch (Reading.of(call.ctx(), "client")) {
      case Reading.Unreadable(Refusal refusal) -> refusal.answer(settings);
      case Reading.Fields(JsonObject fields) -> {
        List<Refusal> refusals = book.createRefusals(fields);
        yield refusals.isEmpty()
            ? one(create(Origin.API, call.business(), fields))
            : Refusal.answer(refusals, settings);
      }
    };
  }

  private Answer update(Call call, JsonObject client) {
    return switch (Reading.of(call.ctx(), "client")) {
      case Reading.Unreadable(Refusal refusal) -> refusal.answer(settings);
      case Reading.Fields(JsonObject fields) when fields.containsKey("vis_state") ->
          state(call, client, fields.getValue("vis_state"));
      case Reading.Fields(JsonObject fields) -> {
        List<Refusal> refusals = book.refusals(fields);
        yield refusals.isEmpty()
            ? one(change(Origin.API, call.business(), client, fields))
            : Refusal.answer(refusals, settings);
      }
    };
  }

  private Answer state(Call call, JsonObject client, Object value) {
    if (!(value instanceof Integer state) || state < 0 || state > 2) {
      return Refusal.notANumber("client", "vis_state", value).answer(settings);
    }
    return one(withState(call.business(), client, state));
  }

  private Answer delete(Call call, JsonObject client) {
    withState(call.business(), client, 1);
    return Answers.emptyResponse();
  }

  private JsonObject withState(Business business, JsonObject client, int state) {
    JsonObject changed = book.withState(client, state);
    business.keepClient(changed);
    String event = state == 1 ? "client.delete" : "client.update";
    webhooks.fire(Origin.API, business, event, changed.getInteger("id"));
    return changed;
  }

  private Function<Call, Answer> found(BiFunction<Call, JsonObject, Answer> work) {
    return call ->
        Invoices.id(call)
            .flatMap(call.business()::client)
            .map(client -> work.apply(call, client))
            .orElseGet(() -> notFound(call).answer(settings));
  }

  private static Refusal notFound(Call call) {
    return Refusal.notFound("client", "userid", call.path("id"));
  }

  private static Answer one(JsonObject client) {
    return Answers.result(new JsonObject().put("client", Answers.sorted(client.copy())));
  }

  /** Plain fname and organization are ignored; only their like-forms filter. */
  private Map<String, Filter> filters() {
    return Map.ofEntries(
        Map.entry("email", Filter.text("email")),
        Map.entry("username", Filter.text("username")),
        Map.entry("userid", Filter.id("id")),
        Map.entry("userids", Filter.id("id")),
        Map.entry("vis_state", Filter.id("vis_state")),
        Map.entry("updated_min", Filter.updatedFrom(this::updatedZone)),
        Map.entry("updated_max", Filter.updatedBefore(this::updatedZone)),
        Map.entry("fname_like", Filter.like("fname")),
        Map.entry("lname_like", Filter.like("lname")),
        Map.entry("organization_like", Filter.like("organization")),
        Map.entry("email_like", Filter.like("email")),
        Map.entry("note_like", Filter.like("note")),
        Map.entry("phone_like", Filter.like("bus_phone", "mob_phone", "home_phone")),
        Map.entry("user_like", Filter.like("fname", "lname", "organization", "email")),
        Map.entry("address_like", Filter.like("p_street", "p_street2", "p_city", "p_code")));
  }

  private ZoneId updatedZone() {
    return settings.on(Setting.UPDATED_MIN_UTC) ? ZoneOffset.UTC : EasternTime.ZONE;
  }
}
