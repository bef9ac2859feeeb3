package com.mlconnector.sandbox.freshbooks;

import com.mlconnector.sandbox.freshbooks.Webhooks.Origin;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Invoices and clients as people make and edit them in the FreshBooks pages, in a form that is easy
 * to type. Refused input is an {@link IllegalArgumentException} with one sentence.
 */
final class HumanEdits {
  private static final Map<String, Integer> STATUS =
      Map.of("disputed", 0, "draft", 1, "sent", 2, "viewed", 3);

  private static final int MOST_IMPORTED = 1_000_000;

  private final EasternTime time;
  private final Ledger ledger;
  private final InvoiceRules rules;
  private final InvoiceBook book;
  private final ClientBook clientBook;
  private final Clients clients;
  private final Webhooks webhooks;
  private final Settings settings;
  private final Map<Integer, JsonObject> beforeUpdate = new HashMap<>();
  private final Map<Integer, JsonObject> afterUpdate = new HashMap<>();

  HumanEdits(
      EasternTime time,
      Settings settings,
      Ledger ledger,
      InvoiceRules rules,
      InvoiceBook book,
      ClientBook clientBook,
      Clients clients,
      Webhooks webhooks) {
    this.time = time;
    this.settings = settings;
    this.ledger = ledger;
    this.rules = rules;
    this.book = book;
    this.clientBook = clientBook;
    this.clients = clients;
    this.webhooks = webhooks;
  }

  /** {@code {"client":771201,"lines":[{"name":"Rope","qty":2,"unit_cost":"18.50"}],"notes":""}}. */
  JsonObject createInvoice(JsonObject body) {
    Draft draft = draft(body);
    return keep(draft.business, newInvoice(draft), "invoice.create");
  }

  /** Many alike, as an import makes them; no webhook tells of any. */
  JsonObject importInvoices(JsonObject body) {
    Wish wish = new Wish(body, Set.of("count", "invoice"));
    int count = wish.whole("count", 1);
    if (count < 1 || count > MOST_IMPORTED) {
      throw new IllegalArgumentException("'count' must be from 1 to " + MOST_IMPORTED + ".");
    }
    Draft draft = draft(body.getJsonObject("invoice", new JsonObject()));
    JsonArray ids = new JsonArray();
    for (int i = 0; i < count; i++) {
      JsonObject invoice = newInvoice(draft);
      draft.business.keepInvoice(invoice);
      ids.add(invoice.getInteger("id"));
    }
    return new JsonObject().put("invoiceids", ids);
  }

  private record Draft(Business business, JsonObject fields) {}

  private JsonObject newInvoice(Draft draft) {
    return book.create(draft.business, ledger.nextInvoiceId(), draft.fields);
  }

  private Draft draft(JsonObject body) {
    Wish wish = new Wish(body, invoiceMembers("client"));
    int client = wish.whole("client", 0);
    Business business = ledger.ofClient(client).orElseThrow(() -> unknown("client", client));
    JsonObject fields =
        invoiceFields(wish).put("customerid", client).put("status", status(wish, "sent"));
    if (!fields.containsKey("create_date")) {
      fields.put("create_date", time.today().toString());
    }
    refuse(rules.forCreate(business, fields));
    return new Draft(business, fields);
  }

  JsonObject changeInvoice(int id, JsonObject body) {
    Wish wish = new Wish(body, invoiceMembers("vis_state"));
    Business business = businessOfInvoice(id);
    JsonObject invoice = invoice(id);
    JsonObject fields = invoiceFields(wish);
    if (wish.has("status")) {
      fields.put("status", status(wish, "sent"));
    }
    refuse(rules.forChange(business, invoice, fields));
    int state = wish.whole("vis_state", invoice.getInteger("vis_state"));
    if (state < 0 || state > 2) {
      throw new IllegalArgumentException("'vis_state' must be 0, 1 or 2.");
    }
    JsonObject changed = book.with(book.change(invoice, fields), "vis_state", state);
    return keep(business, changed, state == 1 ? "invoice.delete" : "invoice.update");
  }

  /** The same, but at the very moment when the API next writes into that invoice. */
  JsonObject changeInvoiceAtUpdate(int id, JsonObject body, String moment) {
    Map<Integer, JsonObject> waiting =
        switch (moment) {
          case "before" -> beforeUpdate;
          case "after" -> afterUpdate;
          default -> throw new IllegalArgumentException("'update' must be before or after.");
        };
    waiting.put(invoice(id).getInteger("id"), body);
    return invoiceJson(id);
  }

  void beforeUpdate(int id) {
    applyWaiting(beforeUpdate, id);
  }

  void afterUpdate(int id) {
    applyWaiting(afterUpdate, id);
  }

  private void applyWaiting(Map<Integer, JsonObject> waiting, int id) {
    JsonObject edit = waiting.remove(id);
    if (edit != null) {
      changeInvoice(id, edit);
    }
  }

  /** There is no "invoice paid" event: a payment has its own. */
  JsonObject pay(int id, JsonObject body) {
    Wish wish = new Wish(body, Set.of("amount"));
    Business business = businessOfInvoice(id);
    JsonObject invoice = invoice(id);
    BigDecimal amount =
        wish.has("amount")
            ? FieldKind.decimal(body.getValue("amount"))
                .orElseThrow(
                    () -> new IllegalArgumentException("'amount' must be a decimal number."))
            : Amounts.of(invoice, "outstanding");
    business.keepInvoice(book.pay(invoice, amount));
    webhooks.fire(Origin.HUMAN, business, "payment.create", ledger.nextPaymentId());
    if (settings.on(Setting.PAYMENT_FIRES_INVOICE)) {
      webhooks.fire(Origin.HUMAN, business, "invoice.update", id);
    }
    return invoiceJson(id);
  }

  JsonObject invoiceJson(int id) {
    return InvoiceView.of(invoice(id), true, time.today());
  }

  /** FreshBooks' own member names; {@code account} chooses among several businesses. */
  JsonObject createClient(JsonObject body) {
    Wish wish = new Wish(body, with(ClientBook.WRITABLE.keySet(), "account"));
    String account = wish.text("account", ledger.first().accountId);
    Business business =
        ledger
            .business(account)
            .orElseThrow(
                () -> new IllegalArgumentException("There is no account '" + account + "'."));
    refuse(clientBook.createRefusals(body));
    return Answers.sorted(clients.create(Origin.HUMAN, business, body).copy());
  }

  JsonObject changeClient(int id, JsonObject body) {
    Wish wish = new Wish(body, ClientBook.WRITABLE.keySet());
    Business business = ledger.ofClient(id).orElseThrow(() -> unknown("client", id));
    refuse(clientBook.refusals(wish.json()));
    return Answers.sorted(clients.change(Origin.HUMAN, business, client(id), body).copy());
  }

  JsonObject client(int id) {
    return ledger
        .ofClient(id)
        .flatMap(business -> business.client(id))
        .orElseThrow(() -> unknown("client", id));
  }

  private JsonObject invoice(int id) {
    return businessOfInvoice(id).invoice(id).orElseThrow(() -> unknown("invoice", id));
  }

  private Business businessOfInvoice(int id) {
    return ledger.ofInvoice(id).orElseThrow(() -> unknown("invoice", id));
  }

  private JsonObject keep(Business business, JsonObject invoice, String event) {
    business.keepInvoice(invoice);
    webhooks.fire(Origin.HUMAN, business, event, invoice.getInteger("id"));
    return invoiceJson(invoice.getInteger("id"));
  }

  private static JsonObject invoiceFields(Wish wish) {
    JsonObject fields = wish.json().copy();
    for (String own : List.of("client", "status", "vis_state")) {
      fields.remove(own);
    }
    if (fields.getValue("lines") instanceof JsonArray lines) {
      fields.put("lines", easyLines(lines));
    }
    return fields;
  }

  /** A line's {@code unit_cost} may be plain: {@code "18.50"} or {@code 18.5}. */
  private static JsonArray easyLines(JsonArray lines) {
    JsonArray full = new JsonArray();
    for (Object line : lines) {
      full.add(line instanceof JsonObject fields ? easyLine(fields.copy()) : line);
    }
    return full;
  }

  private static JsonObject easyLine(JsonObject line) {
    return switch (line.getValue("unit_cost")) {
      case String amount -> line.put("unit_cost", new JsonObject().put("amount", amount));
      case Number amount -> line.put("unit_cost", new JsonObject().put("amount", amount));
      case null, default -> line;
    };
  }

  private static int status(Wish wish, String otherwise) {
    String word = wish.text("status", otherwise);
    return Optional.ofNullable(STATUS.get(word))
        .orElseThrow(() ->
            new IllegalArgumentException(
                "'status' must be draft, sent, viewed or disputed; pay an invoice with POST"
                    + " /_control/invoices/{id}/payments."));
  }

  private static Set<String> invoiceMembers(String extra) {
    return with(with(InvoiceRules.WRITABLE.keySet(), extra), "lines", "status");
  }

  private static Set<String> with(Set<String> names, String... more) {
    Set<String> all = new HashSet<>(names);
    all.addAll(List.of(more));
    return all;
  }

  private static void refuse(List<Refusal> refusals) {
    if (!refusals.isEmpty()) {
      throw new IllegalArgumentException(refusals.getFirst().message());
    }
  }

  private static IllegalArgumentException unknown(String kind, int id) {
    return new IllegalArgumentException("There is no " + kind + " " + id + ".");
  }
}
