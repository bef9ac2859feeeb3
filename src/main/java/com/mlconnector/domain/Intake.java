package com.mlconnector.domain;

import com.mlconnector.domain.ConnectionSettings.ShipWhen;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one reading of an invoice means: leave it, wait, ask a person, or ship. Reads nothing and
 * stores nothing.
 */
public final class Intake {
  private static final Set<String> PAID = Set.of("paid", "autopaid");
  private static final Set<String> SENT =
      Set.of(
          "sent",
          "viewed",
          "partial",
          "paid",
          "autopaid",
          "success",
          "retry",
          "overdue",
          "deposit-partial",
          "deposit-paid");
  private static final Set<String> NOT_YET = Set.of("draft", "created");

  /** What is known when an invoice has been read. */
  public record Facts(
      Invoice invoice,
      Client client,
      ConnectionSettings settings,
      Kept kept,
      Phones phones,
      Instant goLive,
      Instant now) {}

  /**
   * What the gateway itself keeps of the invoice and its client.
   *
   * @param items what is known of the weights of its lines
   * @param firstFlagged whether the invoice was flagged when it was first seen; empty: seen just
   *     now
   */
  public record Kept(
      ClientProfile profile,
      Decisions decisions,
      List<AcceptedAddress> accepted,
      ItemWeights items,
      Optional<Boolean> firstFlagged) {
    public Kept {
      accepted = List.copyOf(accepted);
    }
  }

  /**
   * The parts of a client's profile that decide; account numbers stay sealed.
   *
   * @param softLimit in place of the connection's "are you sure" weight
   */
  public record ClientProfile(
      boolean hasAccount, Optional<Address> override, Optional<Weight> softLimit) {
    public static final ClientProfile NONE =
        new ClientProfile(false, Optional.empty(), Optional.empty());
  }

  public sealed interface Verdict {

    /**
     * Not ours to ship, as the invoice stands.
     *
     * @param takenBack the invoice says so, of a label that was bought as well
     */
    record Ignored(String reason, boolean takenBack) implements Verdict {}

    /**
     * Ours, but not yet.
     *
     * @param readAgain when time alone changes the verdict; otherwise an event will
     * @param prepared what can be done already, up to the purchase
     */
    record Waiting(String reason, Optional<Instant> readAgain, Optional<Ready> prepared)
        implements Verdict {
      Waiting(String reason) {
        this(reason, Optional.empty(), Optional.empty());
      }
    }

    record Halted(Halt halt) implements Verdict {}

    /**
     * @param reships the requests for a further label, the operator's first; a request that is read
     *     again is equal
     */
    record Ready(ShipmentOrder order, Address shipTo, List<String> reships) implements Verdict {
      public Ready {
        reships = List.copyOf(reships);
      }

      Ready whileHeld() {
        return new Ready(order.whileHeld(), shipTo, reships);
      }
    }
  }

  private Intake() {}

  public static Verdict decide(Facts facts) {
    Invoice invoice = facts.invoice();
    Decisions decisions = facts.kept().decisions();
    if (invoice.visibility() != 0) {
      return new Verdict.Ignored(
          invoice.visibility() == 1 ? "The invoice is deleted." : "The invoice is archived.",
          invoice.visibility() == 1);
    }
    ShipFlag flag =
        ShipFlag.read(sources(invoice, facts.client()), flagSettings(facts), decisions.flag());
    return switch (flag) {
      case ShipFlag.NotFlagged none ->
          new Verdict.Ignored("The invoice carries no shipping flag.", false);
      case ShipFlag.NoShip(String reason) -> new Verdict.Ignored(reason, true);
      case ShipFlag.Held(LocalDate until, ShipFlag.Asked asked) ->
          asked(
              facts,
              asked,
              Optional.of(new Pause("The invoice says #hold", Optional.ofNullable(until), true)));
      case ShipFlag.Asked asked -> asked(facts, asked, Optional.empty());
    };
  }

  /**
   * What an invoice itself says of shipping, as {@link ShipFlag.Asked#heard}; empty if it does not
   * ask for a shipment at all.
   */
  public static Optional<String> heard(Invoice invoice, FlagSettings settings) {
    return switch (ShipFlag.read(sources(invoice, ""), settings)) {
      case ShipFlag.NotFlagged none -> Optional.empty();
      case ShipFlag.NoShip noShip -> Optional.empty();
      case ShipFlag.Held(_, ShipFlag.Asked asked) -> Optional.of(asked.heard());
      case ShipFlag.Asked asked -> Optional.of(asked.heard());
    };
  }

  /** A single line that asks for the shipment is no goods. */
  static boolean isFlag(InvoiceLine line, FlagSettings settings) {
    FlagSources alone =
        new FlagSources(
            List.of(new FlagSources.Line(line.name(), line.description(), line.quantity())),
            "",
            "",
            "",
            "");
    return !(ShipFlag.read(alone, settings) instanceof ShipFlag.NotFlagged);
  }

  /** As they are for this invoice. */
  static FlagSettings flagSettings(Facts facts) {
    FlagSettings settings = facts.settings().flags();
    if (facts.kept().decisions().anyway().contains(ReasonCode.WEIGHT_UNUSUAL)) {
      return settings.withSoftLimit(settings.weights().hardLimit());
    }
    return facts.kept().profile().softLimit().map(settings::withSoftLimit).orElse(settings);
  }

  /**
   * @param prepares everything but the purchase is done, so that trouble shows before the day it
   *     ships; an operator who holds a shipment has seen its trouble
   */
  private record Pause(String who, Optional<LocalDate> until, boolean prepares) {
    boolean isOver(Facts facts) {
      return until.filter(day -> !facts.now().isBefore(beginOf(day, facts))).isPresent();
    }

    String reason() {
      return who + until.map(day -> " until " + day).orElse("") + ".";
    }
  }

  private static Verdict asked(Facts facts, ShipFlag.Asked asked, Optional<Pause> ofInvoice) {
    Decisions decisions = facts.kept().decisions();
    if (decisions.cancelled().isPresent()) {
      // Said of the next label, and not of one that was bought before.
      return new Verdict.Ignored("An operator cancelled it: " + decisions.cancelled().get(), false);
    }
    Optional<Pause> ofOperator =
        decisions.hold().map(hold -> new Pause("An operator holds it", hold.until(), false));
    Optional<Pause> pause =
        Stream.of(ofOperator, ofInvoice)
            .flatMap(Optional::stream)
            .filter(some -> !some.isOver(facts))
            .findFirst();
    return whenDue(
        facts,
        () -> pause.map(on -> paused(facts, asked, on)).orElseGet(() -> clear(facts, asked)));
  }

  private static Verdict paused(Facts facts, ShipFlag.Asked asked, Pause pause) {
    Optional<Instant> end = pause.until().map(day -> beginOf(day, facts));
    return pause.prepares()
        ? prepared(clear(facts, asked), pause.reason(), end)
        : new Verdict.Waiting(pause.reason(), end, Optional.empty());
  }

  private static Verdict prepared(Verdict verdict, String reason, Optional<Instant> begin) {
    return verdict instanceof Verdict.Ready ready
        ? new Verdict.Waiting(reason, begin, Optional.of(ready.whileHeld()))
        : verdict;
  }

  private static Verdict clear(Facts facts, ShipFlag.Asked asked) {
    return switch (asked) {
      case ShipFlag.Unclear(List<FlagProblem> problems, _) -> new Verdict.Halted(unclear(problems));
      case ShipFlag.Flagged flag -> onItsDay(facts, flag);
    };
  }

  private static Verdict onItsDay(Facts facts, ShipFlag.Flagged flag) {
    LocalDate day = flag.values().options().shipDate();
    Verdict verdict = Ordering.of(facts, flag.values(), flag.remarks());
    if (day == null || !facts.now().isBefore(beginOf(day, facts))) {
      return verdict;
    }
    return prepared(verdict, "The flag says date=" + day + ".", Optional.of(beginOf(day, facts)));
  }

  /** In the shop's zone. */
  private static Instant beginOf(LocalDate day, Facts facts) {
    return day.atStartOfDay(facts.settings().zone()).toInstant();
  }

  private static FlagSources sources(Invoice invoice, Client client) {
    return sources(invoice, client.note());
  }

  private static FlagSources sources(Invoice invoice, String clientNote) {
    List<FlagSources.Line> lines =
        invoice.lines().stream()
            .map(line -> new FlagSources.Line(line.name(), line.description(), line.quantity()))
            .toList();
    return new FlagSources(lines, invoice.notes(), invoice.terms(), invoice.poNumber(), clientNote);
  }

  private interface Next {
    Verdict verdict();
  }

  /** An old invoice, a draft or a disputed one is not halted for its flag either. */
  private static Verdict whenDue(Facts facts, Next next) {
    Invoice invoice = facts.invoice();
    if (isOld(facts)) {
      return new Verdict.Ignored("The invoice and its flag are older than this connection.", false);
    }
    String status = invoice.status();
    if (isReady(facts.settings().when(), status)) {
      return next.verdict();
    }
    if (NOT_YET.contains(status)) {
      return new Verdict.Waiting("The invoice is still a draft.");
    }
    return new Verdict.Waiting(
        SENT.contains(status)
            ? "The invoice is not paid yet."
            : "The invoice's status is '" + status + "'.");
  }

  /**
   * A connection made today ships nothing of yesterday. An old invoice counts as new once it is
   * flagged, if it has been seen without a flag before.
   */
  private static boolean isOld(Facts facts) {
    return facts.invoice().createdAt().isBefore(facts.goLive())
        && facts.kept().firstFlagged().orElse(true)
        && !facts.kept().decisions().oldToo();
  }

  /** A status that FreshBooks has not told us about is never ready. */
  private static boolean isReady(ShipWhen when, String status) {
    return switch (when) {
      case SENT -> SENT.contains(status);
      case PAID -> PAID.contains(status);
      case ANY -> SENT.contains(status) || NOT_YET.contains(status);
    };
  }

  /** Told all at once; the way on is that of the first, and the next follows when it is settled. */
  private static Halt unclear(List<FlagProblem> problems) {
    FlagProblem first = problems.getFirst();
    String corrected = first.correctedLine();
    return new Halt(
        first.code(),
        problems.stream().map(FlagProblem::sentence).collect(Collectors.joining(" ")),
        List.of(
            corrected == null
                ? "Correct the flag in the invoice."
                : "Put this into the invoice instead: " + corrected),
        first.choices(),
        Optional.of(first.reading()));
  }
}
