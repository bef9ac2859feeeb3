package com.mlconnector.domain;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** What to do with the lines of an invoice. */
sealed interface LineEdit {

  /**
   * Write these lines.
   *
   * @param hash of our text in them
   * @param over the hash of the text that stands there now; empty for none
   */
  record Write(List<InvoiceLine> lines, String hash, String over) implements LineEdit {
    public Write {
      lines = List.copyOf(lines);
    }
  }

  record Unchanged(String hash) implements LineEdit {}

  record Edited(String what) implements LineEdit {}

  record NoPlace(String why) implements LineEdit {}

  /** A line of our own. */
  static LineEdit ownLine(Invoice invoice, String currency, NotesBlock text, Written written) {
    InvoiceLine wanted =
        new InvoiceLine(
            0,
            LineText.name(text.shipments()),
            LineText.description(text),
            BigDecimal.ONE,
            Optional.of(InvoiceLine.Terms.free(currency)));
    List<InvoiceLine> lines = invoice.lines();
    List<Integer> ours =
        IntStream.range(0, lines.size())
            .filter(i -> LineText.isOurs(lines.get(i), text.shipments()))
            .boxed()
            .toList();
    Optional<Integer> known =
        ours.stream().filter(i -> knows(written, wanted, lines.get(i))).findFirst();
    if (known.isPresent()) {
      InvoiceLine old = lines.get(known.get());
      return hash(old).equals(hash(wanted))
          ? new Unchanged(hash(wanted))
          : new Write(
              replaced(lines, known.get(), withId(wanted, old.id())), hash(wanted), hash(old));
    }
    if (!ours.isEmpty() && !written.startsAfresh()) {
      return new Edited("the line is not as we wrote it.");
    }
    if (written.stands()) {
      return new Edited("the line was removed.");
    }
    List<InvoiceLine> more = new ArrayList<>(lines);
    more.add(wanted);
    return new Write(more, hash(wanted), "");
  }

  /** A part of the description of the line that asks for shipping. */
  static LineEdit description(
      Invoice invoice, FlagSettings flags, NotesBlock text, Written written) {
    String wanted = LineText.part(text);
    String hash = NotesBlock.contentHash(wanted);
    for (int i = 0; i < invoice.lines().size(); i++) {
      InvoiceLine line = invoice.lines().get(i);
      Optional<Span> part = LineText.partIn(line.description());
      if (part.isPresent()) {
        return part(invoice.lines(), i, part.get(), wanted, written);
      }
    }
    if (written.stands()) {
      return new Edited("it was removed from the description.");
    }
    return IntStream.range(0, invoice.lines().size())
        .filter(i -> isShipping(invoice.lines().get(i), flags))
        .boxed()
        .findFirst()
        .<LineEdit>map(i -> new Write(described(invoice.lines(), i, wanted), hash, ""))
        .orElse(new NoPlace("the invoice has no line for shipping"));
  }

  private static LineEdit part(
      List<InvoiceLine> lines, int index, Span part, String wanted, Written written) {
    InvoiceLine line = lines.get(index);
    String hash = NotesBlock.contentHash(wanted);
    String old = NotesBlock.contentHash(line.description().substring(part.from(), part.to()));
    if (old.equals(hash)) {
      return new Unchanged(hash);
    }
    if (!written.knows(old)) {
      return written.startsAfresh()
          ? new NoPlace("the description holds a text of ours that now belongs to people")
          : new Edited("it is not as we wrote it into the description.");
    }
    String next =
        line.description().substring(0, part.from())
            + wanted
            + line.description().substring(part.to());
    return new Write(replaced(lines, index, line.describedAs(next)), hash, old);
  }

  private static List<InvoiceLine> described(List<InvoiceLine> lines, int index, String wanted) {
    InvoiceLine line = lines.get(index);
    String before = line.description();
    return replaced(
        lines, index, line.describedAs(before.isEmpty() ? wanted : before + "\n" + wanted));
  }

  /** A bare "Shipping" too: it need not be what the flag stood in. */
  private static boolean isShipping(InvoiceLine line, FlagSettings flags) {
    return new ShippingLines(flags.withEveryShippingLine(Service.GROUND), new FlagReport())
        .inName(FlagText.of(FlagField.LINE_NAME, 0, line.name()))
        .isPresent();
  }

  private static boolean knows(Written written, InvoiceLine wanted, InvoiceLine found) {
    return written.knows(hash(found)) || hash(found).equals(hash(wanted));
  }

  private static String hash(InvoiceLine line) {
    return NotesBlock.contentHash(line.content());
  }

  private static InvoiceLine withId(InvoiceLine line, long id) {
    return new InvoiceLine(id, line.name(), line.description(), line.quantity(), line.terms());
  }

  private static List<InvoiceLine> replaced(List<InvoiceLine> lines, int index, InvoiceLine by) {
    List<InvoiceLine> changed = new ArrayList<>(lines);
    changed.set(index, by);
    return changed;
  }
}
