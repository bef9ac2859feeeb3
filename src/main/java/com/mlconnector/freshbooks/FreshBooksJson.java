package com.mlconnector.freshbooks;

import com.mlconnector.domain.Client;
import com.mlconnector.domain.Invoice;
import com.mlconnector.domain.RawAddress;
import com.mlconnector.freshbooks.Identity.Business;
import com.mlconnector.vendor.VendorJson;
import com.mlconnector.vendor.VendorJson.Reading.Read;
import com.mlconnector.vendor.VendorJson.Reading.Unreadable;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** FreshBooks' JSON as our records. Whether text is {@code ""} or null has no system there. */
final class FreshBooksJson {
  private FreshBooksJson() {}

  static Invoice invoice(VendorJson body) {
    return invoiceItself(result(body).need("invoice"));
  }

  static InvoicePage invoices(VendorJson body, InvoiceFilter filter) {
    VendorJson result = result(body);
    List<Invoice> invoices = new ArrayList<>();
    List<String> unreadable = new ArrayList<>();
    int outside = 0;
    for (VendorJson element : result.needEach("invoices")) {
      switch (element.read(FreshBooksJson::invoiceItself)) {
        case Read<Invoice>(Invoice invoice) -> {
          invoices.add(invoice);
          outside += isWithin(filter, element, invoice) ? 0 : 1;
        }
        case Unreadable<Invoice>(String why) -> unreadable.add(why);
      }
    }
    return new InvoicePage(
        invoices,
        unreadable,
        result.needInt("page"),
        result.needInt("pages"),
        result.needInt("total"),
        outside);
  }

  private static boolean isWithin(InvoiceFilter filter, VendorJson element, Invoice invoice) {
    return filter.admits(
        element.text("updated"), element.text("create_date"), invoice.visibility());
  }

  static Client client(VendorJson body) {
    VendorJson client = result(body).need("client");
    return new Client(
        id(client, "id", "userid"),
        client.needText("updated"),
        address(client, "p_"),
        address(client, "s_"),
        firstText(client, "bus_phone", "mob_phone", "home_phone"),
        client.text("note"));
  }

  /** {@code /users/me} has no {@code result} layer. */
  static Identity identity(VendorJson body) {
    VendorJson me = body.need("response");
    return new Identity(
        id(me, "identity_id", "id"),
        me.each("business_memberships").stream()
            .map(membership -> membership.at("business"))
            // A person who is only somebody's client belongs to a business without books.
            .filter(business -> !business.text("account_id").isBlank())
            .map(FreshBooksJson::business)
            .toList());
  }

  static Callback callback(VendorJson body) {
    return callbackItself(result(body).need("callback"));
  }

  static List<Callback> callbacks(VendorJson body) {
    return result(body).needEach("callbacks").stream().map(FreshBooksJson::callbackItself).toList();
  }

  private static VendorJson result(VendorJson body) {
    return body.need("response").need("result");
  }

  /** Postgres keeps no NUL in a text, and an invoice must not be unreadable for one. */
  private static String withoutNul(String text) {
    return text.replace("\0", "");
  }

  private static Invoice invoiceItself(VendorJson invoice) {
    return new Invoice(
        id(invoice, "id", "invoiceid"),
        withoutNul(invoice.text("invoice_number")),
        invoice.needLong("customerid"),
        // The version is the time of change with microseconds.
        invoice.has("version") ? invoice.needText("version") : invoice.needText("updated"),
        eastern(invoice, "created_at"),
        invoice.needInt("vis_state"),
        withoutNul(invoice.text("v3_status")),
        invoice.text("notes"),
        invoice.text("terms"),
        invoice.text("po_number"),
        address(invoice, ""),
        invoice.each("lines").stream().map(LinesJson::read).toList(),
        totals(invoice));
  }

  private static Optional<Invoice.Totals> totals(VendorJson invoice) {
    return LinesJson.money(invoice, "amount")
        .flatMap(amount ->
            LinesJson.money(invoice, "paid").map(paid -> new Invoice.Totals(amount, paid)));
  }

  /** The same names on client and invoice, but for the prefix. */
  private static RawAddress address(VendorJson owner, String prefix) {
    return new RawAddress(
        owner.text("organization"),
        owner.text("fname"),
        owner.text("lname"),
        owner.text(prefix + "street"),
        owner.text(prefix + "street2"),
        owner.text(prefix + "city"),
        owner.text(prefix + "province"),
        owner.text(prefix + "code"),
        owner.text(prefix + "country"));
  }

  private static Business business(VendorJson business) {
    String name = business.text("name");
    VendorJson address = business.at("address");
    return new Business(
        business.needLong("id"),
        business.needText("account_id"),
        name,
        new RawAddress(
            name,
            "",
            "",
            address.text("street"),
            address.text("street2"),
            address.text("city"),
            address.text("province"),
            address.text("postal_code"),
            address.text("country")),
        business.at("phone_number").text("phone_number"));
  }

  private static Callback callbackItself(VendorJson callback) {
    return new Callback(
        id(callback, "callbackid", "id"),
        callback.needText("event"),
        callback.needText("uri"),
        callback.text("verified").equals("true"));
  }

  /** Every id stands there twice, but either may be missing. */
  private static long id(VendorJson owner, String name, String otherName) {
    return owner.needLong(owner.has(name) || !owner.has(otherName) ? name : otherName);
  }

  private static String firstText(VendorJson owner, String... names) {
    return Stream.of(names).map(owner::text).filter(text -> !text.isBlank()).findFirst().orElse("");
  }

  private static Instant eastern(VendorJson owner, String name) {
    String text = owner.needText(name).strip().replace(' ', 'T');
    try {
      return text.endsWith("Z")
          ? Instant.parse(text)
          : EasternTime.latest(LocalDateTime.parse(text));
    } catch (DateTimeException _) {
      throw owner.unreadable(name, "is no date and time");
    }
  }
}
