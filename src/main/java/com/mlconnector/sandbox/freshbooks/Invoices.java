package com.mlconnector.sandbox.freshbooks;

import com.mlconnector.sandbox.Answer;
import com.mlconnector.sandbox.freshbooks.Gate.Call;
import com.mlconnector.sandbox.freshbooks.Webhooks.Origin;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The invoice operations of the API. */
final class Invoices {
  private static final String PATH = "/invoices/invoices";
  private static final String READ = "user:invoices:read";
  private static final String WRITE = "user:invoices:write";

  /** Documented include names; of these only lines hold anything here. */
  private static final Set<String> INCLUDES =
      Set.of(
          "lines",
          "owner",
          "presentation",
          "contacts",
          "attachments",
          "comments",
          "allowed_gateways",
          "audit_logs",
          "client_audits",
          "invoice_profile",
          "late_fee",
          "late_reminders",
          "latest_journal_entry",
          "payment_schedule",
          "system");

  private final Vertx vertx;
  private final EasternTime time;
  private final Settings settings;
  private final Ledger ledger;
  private final InvoiceRules rules;
  private final InvoiceBook book;
  private final HumanEdits edits;
  private final Webhooks webhooks;
  private final Map<String, Filter> filters;

  Invoices(
      Vertx vertx,
      EasternTime time,
      Settings settings,
      Ledger ledger,
      InvoiceRules rules,
      InvoiceBook book,
      HumanEdits edits,
      Webhooks webhooks) {
    this.vertx = vertx;
    this.time = time;
    this.settings = settings;
    this.ledger = ledger;
    this.rules = rules;
    this.book = book;
    this.edits = edits;
    this.webhooks = webhooks;
    this.filters = filters();
  }

  void mount(Gate gate) {
    gate.accounting(HttpMethod.GET, PATH, "invoice.list", READ, this::list);
    gate.accounting(HttpMethod.POST, PATH, "invoice.create", WRITE, this::create);
    gate.accounting(HttpMethod.GET, PATH + "/:id", "invoice.get", READ, found(this::get));
    gate.accounting(
        HttpMethod.PUT, PATH + "/:id", "invoice.update", WRITE, this::updateAmongPeople);
    gate.accounting(HttpMethod.DELETE, PATH + "/:id", "invoice.delete", WRITE, found(this::delete));
  }

  private Answer list(Call call) {
    ListQuery query = new ListQuery(call.ctx().queryParams());
    List<Refusal> refusals =
        query.refusals(filters, Set.of("invoice_date"), INCLUDES, settings.on(Setting.STRICT));
    if (!refusals.isEmpty()) {
      return Refusal.answer(refusals, settings);
    }
    boolean anyState = query.searches("vis_state");
    List<JsonObject> found =
        call.business().invoices.descendingMap().values().stream()
            .filter(invoice -> anyState || invoice.getInteger("vis_state") != 1)
            .filter(invoice -> query.keeps(invoice, filters))
            .sorted(order(query.sort()))
            .toList();
    return query.page("invoices", found, invoice -> view(invoice, query));
  }

  /** Of all sort keys only this one is honoured; the rest are newest first. */
  private static Comparator<JsonObject> order(String sort) {
    Comparator<JsonObject> byDate =
        Comparator.comparing(invoice -> invoice.getString("create_date"));
    return switch (sort) {
      case "invoice_date_asc" -> byDate;
      case "invoice_date_desc" -> byDate.reversed();
      default -> (_, _) -> 0;
    };
  }

  private Answer get(Call call, JsonObject invoice) {
    if (invoice.getInteger("vis_state") == 1 && settings.on(Setting.DELETED_NOT_FOUND)) {
      return notFound(call).answer(settings);
    }
    return one(call, invoice);
  }

  private Answer create(Call call) {
    return switch (Reading.of(call.ctx(), "invoice")) {
      case Reading.Unreadable(Refusal refusal) -> refusal.answer(settings);
      case Reading.Fields(JsonObject fields) -> create(call, fields);
    };
  }

  private Answer create(Call call, JsonObject fields) {
    List<Refusal> refusals = rules.forCreate(call.business(), fields);
    if (!refusals.isEmpty()) {
      return Refusal.answer(refusals, settings);
    }
    JsonObject draft = book.create(call.business(), ledger.nextInvoiceId(), fields);
    JsonObject invoice = isSend(fields) ? book.markAsSent(draft) : draft;
    keep(call.business(), invoice, "invoice.create");
    return one(call, invoice);
  }

  /** What a person saves in the same moment comes before or after, and is never in the answer. */
  private Answer updateAmongPeople(Call call) {
    id(call).ifPresent(edits::beforeUpdate);
    Answer answer = found(this::update).apply(call);
    id(call).ifPresent(edits::afterUpdate);
    return answer;
  }

  private Answer update(Call call, JsonObject invoice) {
    if (settings.takeOne(Setting.CONFLICT_NEXT)) {
      return Answers.CONFLICT.answer(settings);
    }
    return switch (Reading.of(call.ctx(), "invoice")) {
      case Reading.Unreadable(Refusal refusal) -> refusal.answer(settings);
      case Reading.Fields(JsonObject fields) -> update(call, invoice, fields);
    };
  }

  /** One phase per PUT: the first one present wins, the rest of the body is silently discarded. */
  private Answer update(Call call, JsonObject invoice, JsonObject fields) {
    if (fields.containsKey("ext_vis_state")) {
      return state(call, invoice, fields, "ext_vis_state", "ext_archive");
    }
    if (fields.containsKey("vis_state")) {
      return state(call, invoice, fields, "vis_state", "vis_state");
    }
    if (fields.containsKey("action_email") || fields.containsKey("action_mark_as_sent")) {
      return isSend(fields)
          ? change(call, book.markAsSent(invoice), "invoice.update")
          : one(call, invoice);
    }
    List<Refusal> refusals = rules.forChange(call.business(), invoice, fields);
    return refusals.isEmpty()
        ? change(call, book.change(invoice, fields), "invoice.update")
        : Refusal.answer(refusals, settings);
  }

  private Answer state(
      Call call, JsonObject invoice, JsonObject fields, String sent, String member) {
    Object value = fields.getValue(sent);
    if (!(value instanceof Integer state)) {
      return Refusal.notANumber("invoice", sent, value).answer(settings);
    }
    if (state < 0 || state > 2) {
      return Refusal.invalid(1004, "invoice", sent, value, "'" + sent + "' must be 0, 1 or 2.")
          .answer(settings);
    }
    boolean deletes = member.equals("vis_state") && state == 1;
    return change(
        call, book.with(invoice, member, state), deletes ? "invoice.delete" : "invoice.update");
  }

  private Answer delete(Call call, JsonObject invoice) {
    keep(call.business(), book.with(invoice, "vis_state", 1), "invoice.delete");
    return Answers.emptyResponse();
  }

  private Answer change(Call call, JsonObject changed, String event) {
    int later = settings.count(Setting.UPDATE_VISIBLE_AFTER_MILLIS);
    if (settings.takeOne(Setting.LOSE_UPDATES_NEXT)) {
      return one(call, changed);
    }
    if (later > 0) {
      vertx.setTimer(later, timer -> keep(call.business(), changed, event));
    } else {
      keep(call.business(), changed, event);
    }
    return one(call, changed);
  }

  private void keep(Business business, JsonObject invoice, String event) {
    business.keepInvoice(invoice);
    webhooks.fire(Origin.API, business, event, invoice.getInteger("id"));
  }

  private Function<Call, Answer> found(BiFunction<Call, JsonObject, Answer> work) {
    return call ->
        id(call)
            .flatMap(call.business()::invoice)
            .map(invoice -> work.apply(call, invoice))
            .orElseGet(() -> notFound(call).answer(settings));
  }

  static Optional<Integer> id(Call call) {
    String id = call.path("id");
    return id.matches("\\d{1,9}") ? Optional.of(Integer.valueOf(id)) : Optional.empty();
  }

  private static Refusal notFound(Call call) {
    return Refusal.notFound("invoice", "invoiceid", call.path("id"));
  }

  private static boolean isSend(JsonObject fields) {
    return Boolean.TRUE.equals(fields.getValue("action_email"))
        || Boolean.TRUE.equals(fields.getValue("action_mark_as_sent"));
  }

  private Answer one(Call call, JsonObject invoice) {
    ListQuery query = new ListQuery(call.ctx().queryParams());
    return Answers.result(new JsonObject().put("invoice", view(invoice, query)));
  }

  private JsonObject view(JsonObject invoice, ListQuery query) {
    return InvoiceView.of(invoice, query.includes("lines"), time.today());
  }

  /** The keys that filter. status, payment_status, po_number and notes are not among them. */
  private Map<String, Filter> filters() {
    return Map.ofEntries(
        Map.entry("date_min", Filter.dayFrom("create_date")),
        Map.entry("date_max", Filter.dayTo("create_date")),
        Map.entry(
            "updated_min",
            Filter.updatedFrom(this::updatedZone)
                .unless(() -> settings.on(Setting.IGNORE_UPDATED_MIN))),
        Map.entry("updated_max", Filter.updatedBefore(this::updatedZone)),
        Map.entry("customerid", Filter.id("customerid")),
        Map.entry("customerids", Filter.id("customerid")),
        Map.entry("invoiceid", Filter.id("id")),
        Map.entry("invoiceids", Filter.id("id")),
        Map.entry("invoice_number", Filter.text("invoice_number")),
        Map.entry("vis_state", Filter.id("vis_state")),
        Map.entry("address_like", Filter.like("street", "street2", "city", "province", "code")),
        Map.entry("paid", Filter.flag(invoice -> invoice.getInteger("status") == 4)),
        Map.entry(
            "outstanding", Filter.flag(invoice -> Amounts.of(invoice, "outstanding").signum() > 0)),
        Map.entry(
            "v3_status",
            new Filter(
                value -> true,
                (invoice, values) ->
                    values.contains(InvoiceView.v3Status(invoice, time.today())))));
  }

  private ZoneId updatedZone() {
    return settings.on(Setting.UPDATED_MIN_UTC) ? ZoneOffset.UTC : EasternTime.ZONE;
  }
}
