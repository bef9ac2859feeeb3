package com.mlconnector.verify;

import com.mlconnector.verify.Difference.Kind;
import com.mlconnector.verify.Seen.Audited;
import com.mlconnector.verify.Seen.Row;
import com.mlconnector.verify.Seen.ShipCall;
import com.mlconnector.verify.Seen.Sold;
import com.mlconnector.verify.Wish.Ships;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The model of one invoice beside what stands where, once all is at rest. */
final class Comparison {
  private static final Set<String> SETTLED = Set.of("bought", "held", "cancelled");

  private final int invoice;
  private final InvoiceModel model;
  private final Seen seen;
  private final Overlaps overlaps;
  private final List<Difference> found = new ArrayList<>();

  private Comparison(int invoice, InvoiceModel model, Seen seen, List<Bookkeeper.Saved> saves) {
    this.invoice = invoice;
    this.model = model;
    this.seen = seen;
    this.overlaps =
        new Overlaps(
            seen.exchanges(),
            saves.stream().filter(saved -> saved.invoice() == invoice).toList(),
            seen.number());
  }

  static List<Difference> of(
      int invoice, InvoiceModel model, Seen seen, List<Bookkeeper.Saved> saves) {
    Comparison comparison = new Comparison(invoice, model, seen, saves);
    comparison.labels();
    comparison.purchases();
    comparison.standing();
    comparison.notes();
    comparison.journal();
    return comparison.found;
  }

  private void labels() {
    int live = seen.live().size();
    int most = model.most();
    // A save of theirs that we overwrote is gone: what they asked for with it, too.
    int least = overlaps.wordsGone() ? Math.min(1, model.least()) : model.least();
    if (live > most) {
      add(Kind.DOUBLED, "%d labels stand at UPS, at most %d were asked for".formatted(live, most));
    }
    if (live < least) {
      add(Kind.LOST, "%d labels stand at UPS, at least %d were asked for".formatted(live, least));
    }
    seen.sold().stream()
        .collect(Collectors.groupingBy(Sold::reference, Collectors.counting()))
        .forEach((reference, count) -> {
          if (count > 1) {
            add(Kind.DOUBLED, "%s was sold %d times".formatted(reference, count));
          }
        });
  }

  private void purchases() {
    for (Sold sold : seen.sold()) {
      Set<Ships> allowed = model.allowedAt(sold.at());
      Optional<ShipCall> call =
          seen.shipCalls().stream().filter(it -> it.reference().equals(sold.reference())).findAny();
      if (call.isPresent() && !allowed.contains(asShips(sold, call.get()))) {
        add(Kind.OTHER, "%s is %s, but %s".formatted(sold, asShips(sold, call.get()), allowed));
      }
      if (sold.live()) {
        audited(sold);
        sold.parcels().stream()
            .filter(parcel -> !seen.parcels().contains(parcel))
            .forEach(parcel ->
                add(Kind.LOST, "parcel %s is not known to the gateway".formatted(parcel)));
      } else if (steps("late-label-settled", sold.reference()).isEmpty()) {
        add(Kind.OTHER, "%s was voided, and no step tells of it".formatted(sold));
      }
    }
    for (ShipCall call : seen.shipCalls()) {
      if (steps("purchase-intended", call.reference()).isEmpty()) {
        add(Kind.OTHER, "%s was asked for without an intent".formatted(call.reference()));
      }
      if (seen.shipCalls().stream().filter(call::isSame).count() > 1) {
        add(Kind.DOUBLED, "%s was asked for more than once".formatted(call.reference()));
      }
    }
  }

  private static Ships asShips(Sold sold, ShipCall call) {
    return new Ships(sold.service(), call.tenths(), !sold.account().equals(Shop.OWN_ACCOUNT));
  }

  private void audited(Sold sold) {
    boolean intended =
        steps("purchase-intended", sold.reference()).stream()
            .anyMatch(step -> !step.at().isAfter(sold.at()));
    if (!intended) {
      add(Kind.OTHER, "%s was bought before its intent".formatted(sold.reference()));
    }
    long told =
        seen.steps().stream()
            .filter(step ->
                step.action().equals("purchase-answered")
                    || step.action().equals("purchase-adopted"))
            .filter(step -> step.detail("ups-shipment").filter(sold.number()::equals).isPresent())
            .count();
    if (told != 1) {
      add(Kind.OTHER, "the purchase of %s is audited %d times".formatted(sold.number(), told));
    }
  }

  private List<Audited> steps(String action, String reference) {
    return seen.steps().stream()
        .filter(step -> step.action().equals(action))
        .filter(step -> step.detail("reference").filter(reference::equals).isPresent())
        .toList();
  }

  /** What the gateway says of it. */
  private void standing() {
    Optional<Row> newest = seen.newest();
    String state = newest.map(Row::state).orElse("none");
    Optional<String> reason = newest.flatMap(Row::reason);
    if (overlaps.wordsGone()) {
      return;
    }
    if (!isFurtherAndStopped(newest)
        && model.current().stream().noneMatch(wish -> fits(wish, state, reason))) {
      add(
          Kind.OTHER,
          "asks for %s and is %s %s".formatted(model.current(), state, reason.orElse("")));
    }
    labelled(newest).ifPresent(row -> model.current().forEach(wish -> differs(wish, row)));
  }

  /**
   * Whose label the invoice is to have; a further one that was taken back leaves the one before.
   */
  private Optional<Row> labelled(Optional<Row> newest) {
    return newest.filter(it -> it.generation() > 1 && it.state().equals("cancelled")).isEmpty()
        ? newest.filter(Row::isBought)
        : seen.shipments().stream().filter(Row::isBought).reduce((_, later) -> later);
  }

  private boolean isFurtherAndStopped(Optional<Row> newest) {
    return model.mayBeBraked()
        && newest
            .filter(it -> it.generation() > 1)
            .filter(it ->
                it.state().equals("cancelled") || it.reason().filter("BRAKE"::equals).isPresent())
            .isPresent();
  }

  private static boolean fits(Wish wish, String state, Optional<String> reason) {
    return switch (wish) {
      case Ships _ -> state.equals("bought");
      case Wish.Halts(String wanted) ->
          state.equals("bought")
              || (state.equals("halted") && reason.filter(wanted::equals).isPresent());
      case Wish.Waits _, Wish.NotAsked _, Wish.TakenBack _ ->
          state.equals("none") || SETTLED.contains(state);
    };
  }

  /** A label that is not what the invoice says by now is told to a person. */
  private void differs(Wish asked, Row bought) {
    if (!(asked instanceof Ships wish)
        || model.standing().page.flag().form() == Flag.Form.WITHOUT_WEIGHT) {
      return;
    }
    Optional<Sold> label =
        seen.live().stream()
            .filter(sold -> bought.reference().filter(sold.reference()::equals).isPresent())
            .findAny();
    boolean same = label.filter(it -> it.service().equals(wish.service())).isPresent();
    if (label.isPresent() && !same && !bought.differs()) {
      add(
          Kind.OTHER,
          "says %s by now, its label is %s, and nobody is told".formatted(wish, label.get()));
    }
  }

  private void notes() {
    Notes notes = Notes.of(seen.notes(), seen.number());
    if (!overlaps.wordsGone() && !notes.human().equals(model.standing().page.notes())) {
      add(
          Kind.LOST,
          "people wrote '%s', and '%s' is left"
              .formatted(model.standing().page.notes(), notes.human()));
    }
    if (notes.blocks().size() > 1) {
      add(Kind.DOUBLED, "our block stands %d times in the notes".formatted(notes.blocks().size()));
    }
    if (seen.writeBackTrouble().isPresent()) {
      if (!overlaps.wordsGone() && !overlaps.blockGone()) {
        add(Kind.OTHER, "the write-back stopped: %s".formatted(seen.writeBackTrouble().get()));
      }
    } else if (model.standing().place == Standing.Place.VISIBLE) {
      seen.live().stream()
          .flatMap(sold -> sold.parcels().stream())
          .filter(parcel -> !notes.block().contains(parcel))
          .forEach(
              parcel -> add(Kind.LOST, "parcel %s does not stand in the notes".formatted(parcel)));
    }
    if (seen.sold().isEmpty() && !notes.blocks().isEmpty()) {
      add(Kind.OTHER, "our block stands in the notes, and nothing was bought");
    }
  }

  private void journal() {
    seen.acknowledged()
        .forEach((body, times) -> {
          int kept = seen.journal().getOrDefault(body, 0);
          if (kept < times) {
            add(
                Kind.LOST,
                "%s was acknowledged %d times, %d are kept".formatted(body, times, kept));
          }
        });
  }

  private void add(Kind kind, String sentence) {
    found.add(Difference.of(kind, invoice, sentence));
  }
}
