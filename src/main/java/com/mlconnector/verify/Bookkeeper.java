package com.mlconnector.verify;

import com.mlconnector.verify.Model.Done;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Does in FreshBooks what a program's people do there. */
final class Bookkeeper {

  /** An invoice of the program, in FreshBooks. */
  record Paper(int invoice, long id, String number, long client) {}

  /**
   * Notes that a person saved.
   *
   * @param seen the version that was on the screen
   * @param made the version that the saving made
   * @param words without our block
   */
  record Saved(int invoice, String seen, String made, String words) {}

  private final Shop shop;
  private final Api books;
  private final InstantSource clock;
  private final List<Paper> papers = new ArrayList<>();
  private final List<Page> pages = new ArrayList<>();
  private final List<Saved> saves = new ArrayList<>();

  Bookkeeper(Shop shop, Api books, InstantSource clock) {
    this.shop = shop;
    this.books = books;
    this.clock = clock;
  }

  List<Paper> papers() {
    return papers;
  }

  List<Saved> saves() {
    return saves;
  }

  Done act(Act.OfInvoice act) {
    return switch (act) {
      case Act.Issue issue -> issue(issue);
      case Act.Copy copy -> copy(copy);
      case Act.Save(int invoice, Page page) -> save(act, invoice, page);
      case Act.MarkSent _ -> change(act, new JsonObject().put("status", "sent"));
      case Act.Dispute _ -> change(act, new JsonObject().put("status", "disputed"));
      case Act.Delete _ -> change(act, new JsonObject().put("vis_state", 1));
      case Act.Archive _ -> change(act, new JsonObject().put("vis_state", 2));
      case Act.Restore _ -> change(act, new JsonObject().put("vis_state", 0));
      case Act.Pay(int invoice) ->
          timed(act, () -> books.post(path(invoice) + "/payments", new JsonObject()));
      case Act.Move(int invoice, Home home) ->
          timed(
              act,
              () -> {
                books.patch("/clients/" + papers.get(invoice).client, home.ofClient());
                books.patch(path(invoice), home.ofInvoice());
              });
      case Act.Announce(int invoice, int times) ->
          timed(
              act,
              () -> {
                for (int i = 0; i < times; i++) {
                  announce(papers.get(invoice).id);
                }
              });
      case Act.Redeliver(int invoice) -> timed(act, () -> redeliver(papers.get(invoice).id));
      case Act.Operate _ -> throw new IllegalArgumentException("That is the operator's");
    };
  }

  private Done issue(Act.Issue issue) {
    JsonObject client =
        issue
            .home()
            .ofClient()
            .put("account", shop.account())
            .put("organization", "Quay Bakery")
            .put("fname", "Robin")
            .put("lname", "Vale")
            .put("bus_phone", "510-555-0177");
    long id = books.post("/clients", client).getLong("id");
    if (issue.account()) {
      shop.putProfile(id, new JsonObject().put("upsAccount", shop.payer()));
    }
    JsonObject fields = issue.page().fields(issue.page().notes());
    return file(issue, id, fields.put("status", word(issue.status())), issue.page());
  }

  private static String word(Act.Status status) {
    return status == Act.Status.DRAFT ? "draft" : "sent";
  }

  private Done copy(Act.Copy copy) {
    JsonObject original = books.get(path(copy.of()));
    Notes notes = Notes.of(original.getString("notes"), papers.get(copy.of()).number);
    Page page = pages.get(copy.of()).copiedWith(notes.block());
    return file(copy, papers.get(copy.of()).client, page.fields(page.notes()), page);
  }

  private Done file(Act.OfInvoice act, long client, JsonObject fields, Page page) {
    Instant begun = clock.instant();
    JsonObject made = books.post("/invoices", fields.put("client", client));
    papers.add(
        new Paper(
            act.invoice(), made.getLong("invoiceid"), made.getString("invoice_number"), client));
    pages.add(page);
    return new Done(act, begun, clock.instant(), Optional.of(page), Optional.empty());
  }

  private Done save(Act.OfInvoice act, int invoice, Page page) {
    Instant begun = clock.instant();
    JsonObject seen = books.get(path(invoice));
    // What a copy brought along stays where it is.
    Page kept = page.copiedWith(pages.get(invoice).copied());
    Notes notes = Notes.of(seen.getString("notes"), papers.get(invoice).number);
    JsonObject made = books.patch(path(invoice), kept.fields(notes.with(kept.notes())));
    saves.add(
        new Saved(invoice, seen.getString("version"), made.getString("version"), kept.notes()));
    pages.set(invoice, kept);
    return new Done(act, begun, clock.instant(), Optional.of(kept), Optional.empty());
  }

  private Done change(Act.OfInvoice act, JsonObject fields) {
    return timed(act, () -> books.patch(path(act.invoice()), fields));
  }

  private Done timed(Act.OfInvoice act, Runnable work) {
    Instant begun = clock.instant();
    work.run();
    return new Done(act, begun, clock.instant(), Optional.empty(), Optional.empty());
  }

  private void announce(long id) {
    books.post(
        "/events",
        new JsonObject()
            .put("name", "invoice.update")
            .put("objectId", id)
            .put("account", shop.account()));
  }

  private void redeliver(long id) {
    JsonArray all = books.get("/deliveries?object=" + id).getJsonArray("deliveries");
    if (!all.isEmpty()) {
      int number = all.getJsonObject(all.size() - 1).getInteger("n");
      books.post("/deliveries/" + number + "/redeliver", new JsonObject());
    }
  }

  private String path(int invoice) {
    return "/invoices/" + papers.get(invoice).id;
  }
}
