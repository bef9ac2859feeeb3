package com.mlconnector.domain;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a shipment does next: its state in, a command out; what came of the command in, a move out.
 *
 * <p>The part of {@link Move} between order and label. What an invoice or an operator does to a
 * shipment is decided in {@link Course} and by {@link OperatorAction}.
 */
public final class ShipmentMachine {
  /** How long UPS's "not found" is believed of an older call: its look-back is not documented. */
  private static final Duration TRUSTED = Duration.ofHours(24);

  /** One "not found" may be a shipment that is not processed yet. */
  private static final int CONVINCING = 2;

  private final LostAnswerSchedule schedule;

  public ShipmentMachine(LostAnswerSchedule schedule) {
    this.schedule = schedule;
  }

  /** What is to be done with a shipment whose work is due. */
  public enum Command {
    CHECK_ADDRESS,
    BUY,
    /** A node died between intent and answer, with the call perhaps on its way. */
    TAKE_OVER,
    ASK_UPS,
    NOTHING
  }

  public static Command command(ShipmentState state) {
    return switch (state) {
      case ADDRESS_TO_CHECK -> Command.CHECK_ADDRESS;
      case READY_TO_BUY -> Command.BUY;
      case INTENDED -> Command.TAKE_OVER;
      case PURCHASE_UNKNOWN -> Command.ASK_UPS;
      case BOUGHT, HELD, HALTED, RESUMED, CANCELLED -> Command.NOTHING;
    };
  }

  /** What came of a command. */
  public sealed interface Fact {

    /**
     * @param held the order says to wait
     */
    record AddressPassed(boolean held) implements Fact {}

    /** Something speaks against buying it: the address, the brake, the payer. */
    record Objected(Halt why) implements Fact {}

    record Intended() implements Fact {}

    record Sold() implements Fact {}

    record Refused(Halt why) implements Fact {}

    /** Certainly not done: not sent, or turned away before any work. */
    record NotDone() implements Fact {}

    record AnswerLost() implements Fact {}

    record Asked(Finding finding, Inquiry inquiry) implements Fact {}
  }

  /**
   * The questions to UPS about one attempt, the one just answered not among them.
   *
   * @param attempt of the shipment, from 1
   * @param notFound of those asked
   * @param age of the call that nobody heard the answer of
   */
  public record Inquiry(String reference, int attempt, int asked, int notFound, Duration age) {}

  public sealed interface Then {
    /** The next command follows at once. */
    record GoOn() implements Then {}

    record Wait(Duration delay) implements Then {}

    /** The same once more, by the work's own schedule. */
    record Retry() implements Then {}

    /** Nothing more to do by ourselves. */
    record Rest() implements Then {}
  }

  /**
   * @param why a person should look; the shipment may go on all the same
   */
  public record Transition(Move move, Optional<Halt> why, Then then) {
    private Transition(Move move, Then then) {
      this(move, Optional.empty(), then);
    }
  }

  public Transition on(Fact fact) {
    return switch (fact) {
      case Fact.AddressPassed(boolean held) ->
          new Transition(held ? Move.PREPARE : Move.PASS_ADDRESS, new Then.GoOn());
      case Fact.Objected(Halt why) -> new Transition(Move.HALT, Optional.of(why), new Then.Rest());
      case Fact.Intended intended -> new Transition(Move.INTEND, new Then.GoOn());
      case Fact.Sold sold -> new Transition(Move.BUY, new Then.Rest());
      case Fact.Refused(Halt why) -> new Transition(Move.REFUSE, Optional.of(why), new Then.Rest());
      case Fact.NotDone notDone -> new Transition(Move.WITHDRAW, new Then.Retry());
      case Fact.AnswerLost lost ->
          new Transition(Move.LOSE_ANSWER, new Then.Wait(schedule.first()));
      case Fact.Asked(Finding finding, Inquiry inquiry) -> asked(finding, inquiry);
    };
  }

  private Transition asked(Finding finding, Inquiry inquiry) {
    return switch (finding) {
      case Finding.Sold sold -> new Transition(Move.ADOPT, new Then.Rest());
      case Finding.Nothing nothing -> notFound(inquiry);
      case Finding.NoWord(String why) -> askLater(inquiry, finding);
      case Finding.TakenBack takenBack ->
          toPerson(inquiry, finding, "UPS sold it and says that it was voided since.");
      case Finding.Several(List<String> numbers) ->
          toPerson(
              inquiry,
              finding,
              "UPS knows several shipments that may be it: " + String.join(", ", numbers) + ".");
    };
  }

  private Transition notFound(Inquiry inquiry) {
    boolean convincing =
        inquiry.notFound() + 1 >= CONVINCING && inquiry.age().compareTo(TRUSTED) < 0;
    if (!convincing || schedule.next(inquiry.asked() + 1).isPresent()) {
      return askLater(inquiry, new Finding.Nothing());
    }
    return inquiry.attempt() < schedule.attempts()
        ? new Transition(Move.GIVE_UP, new Then.Rest())
        : toPerson(
            inquiry,
            new Finding.Nothing(),
            "UPS was called "
                + inquiry.attempt()
                + " times, never answered, and knows no such"
                + " shipment.");
  }

  private Transition askLater(Inquiry inquiry, Finding finding) {
    Optional<Duration> next = schedule.next(inquiry.asked() + 1);
    if (next.isEmpty() && inquiry.age().compareTo(TRUSTED) >= 0) {
      return toPerson(
          inquiry, finding, "A day has passed, and UPS did not say whether it sold the shipment.");
    }
    return new Transition(Move.ASK, new Then.Wait(next.orElse(schedule.last())));
  }

  private static Transition toPerson(Inquiry inquiry, Finding finding, String sentence) {
    Halt halt =
        Halt.of(
            ReasonCode.PURCHASE_UNKNOWN,
            sentence
                + " Reference "
                + inquiry.reference()
                + ", called "
                + inquiry.age().toMinutes()
                + " minutes ago, asked about "
                + (inquiry.asked() + 1)
                + " times, last answer: "
                + finding.word()
                + ".",
            "Look into the UPS account for this reference before anything is bought again.");
    return new Transition(Move.ASK, Optional.of(halt), new Then.Rest());
  }
}
