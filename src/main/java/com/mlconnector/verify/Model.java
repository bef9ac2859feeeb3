package com.mlconnector.verify;

import com.mlconnector.verify.Standing.Customer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Predicts what becomes of a program's invoices, from what people do and from the answers that
 * operators get; never from what the gateway stores.
 */
final class Model {

  /** What happened, in order. */
  sealed interface Event {}

  /**
   * An act that was done.
   *
   * @param page as it was written, where one was
   * @param way that the gateway accepted, where an operator took one
   */
  record Done(
      Act.OfInvoice act, Instant begun, Instant ended, Optional<Page> page, Optional<Way> way)
      implements Event {}

  /**
   * The gateways had nothing more to do, and everything was as it should be.
   *
   * @param labels that stood, by invoice
   */
  record Rest(Instant at, Map<Integer, Integer> labels) implements Event {}

  private final Map<Integer, InvoiceModel> invoices = new TreeMap<>();

  private Model() {}

  static Map<Integer, InvoiceModel> of(List<Event> events) {
    Model model = new Model();
    events.forEach(model::add);
    return model.invoices;
  }

  private void add(Event event) {
    switch (event) {
      case Done done -> add(done);
      case Rest(Instant at, Map<Integer, Integer> labels) ->
          labels.forEach((invoice, count) -> of(invoice).rest(at, count));
    }
  }

  private void add(Done done) {
    int number = done.act.invoice();
    switch (done.act) {
      case Act.Issue(_, Page page, Home home, boolean account, Act.Status status) ->
          open(done, new Customer(account, home), page, ofIssue(status));
      case Act.Copy(_, int of) ->
          open(done, of(of).standing().customer, done.page.orElseThrow(), Standing.Status.SENT);
      case Act.Save _ -> {
        Page page = done.page.orElseThrow();
        of(number).change(done.begun, done.ended, it -> it.page = page);
      }
      case Act.MarkSent _, Act.Pay _ ->
          of(number).change(done.begun, done.ended, it -> it.status = Standing.Status.SENT);
      case Act.Dispute _ ->
          of(number).change(done.begun, done.ended, it -> it.status = Standing.Status.DISPUTED);
      case Act.Delete _ -> place(done, Standing.Place.DELETED);
      case Act.Archive _ -> place(done, Standing.Place.ARCHIVED);
      case Act.Restore _ -> place(done, Standing.Place.VISIBLE);
      case Act.Move(_, Home home) ->
          of(number)
              .change(done.begun, done.ended, it -> it.customer.home = home, it -> it.home = home);
      case Act.Operate _ -> done.way.ifPresent(way -> decided(done, way));
      case Act.Announce _, Act.Redeliver _ -> {}
    }
  }

  private static Standing.Status ofIssue(Act.Status status) {
    return status == Act.Status.DRAFT ? Standing.Status.DRAFT : Standing.Status.SENT;
  }

  private void open(Done done, Customer customer, Page page, Standing.Status status) {
    invoices.put(
        done.act.invoice(), new InvoiceModel(new Standing(customer, page, status), done.begun));
  }

  private void place(Done done, Standing.Place place) {
    of(done.act.invoice()).change(done.begun, done.ended, it -> it.place = place);
  }

  /** What is accepted for a client is accepted for all of its invoices, which go on by it. */
  private void decided(Done done, Way way) {
    InvoiceModel invoice = of(done.act.invoice());
    invoice.decided(way, done.begun, done.ended);
    if (way instanceof Way.PickAddress || way instanceof Way.KeepAddress) {
      invoices.values().stream()
          .filter(any -> any != invoice)
          .filter(any -> any.standing().customer == invoice.standing().customer)
          .forEach(any -> any.change(done.begun, done.ended, same -> {}));
    }
  }

  private InvoiceModel of(int number) {
    return Optional.ofNullable(invoices.get(number)).orElseThrow();
  }
}
