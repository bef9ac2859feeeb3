package com.mlconnector.domain;

import com.mlconnector.domain.Intake.Verdict;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What a reading of an invoice means for the shipment that is there already, or for none. This is
 * where a second label is made impossible: a shipment on which money may have been spent is never
 * ordered again, and a further one is opened only for a request that has opened none before.
 */
public sealed interface Course {

  /** Nothing to do, or nothing more. */
  record Stay() implements Course {}

  /**
   * Something else is asked for while UPS has not answered for what was ordered: it counts as not
   * read, and is read again once UPS has.
   */
  record Later() implements Course {}

  /**
   * Not asked for any more.
   *
   * @param difference to tell of the label before, where it was a further one
   */
  record Cancel(String reason, Optional<AfterShipping> difference) implements Course {}

  /** Asked for, but not yet. */
  record Hold(String reason) implements Course {}

  /**
   * A person has to act.
   *
   * @param generation as in {@link Order}
   */
  record Stop(int generation, Halt why, Optional<String> request) implements Course {}

  /**
   * To be ordered like this.
   *
   * @param generation of the shipment to order; one that is not there yet is opened
   * @param request for a further label, which this one uses up
   */
  record Order(int generation, Verdict.Ready ready, Optional<String> request) implements Course {}

  /** The newest label is bought, and the invoice says something else by now. */
  record Differ(AfterShipping difference) implements Course {}

  /**
   * The newest shipment of an invoice.
   *
   * @param request for a further label that it uses up
   * @param halted why it waits, if it does
   * @param label the invoice's newest: its own, or that of a shipment before
   */
  record Newest(
      int generation,
      ShipmentState state,
      Optional<String> request,
      Optional<Halt> halted,
      Optional<ShipmentOrder> order,
      Optional<Address> shipTo,
      Optional<Label> label) {
    boolean isBought() {
      return state == ShipmentState.BOUGHT;
    }
  }

  /**
   * @param known the difference that has been told already
   */
  record Label(AfterShipping.Bought bought, Optional<AfterShipping> known) {
    Optional<AfterShipping> difference(Verdict verdict, Instant now) {
      return AfterShipping.difference(bought, verdict, now)
          .filter(found -> known.filter(told -> told.key().equals(found.key())).isEmpty());
    }
  }

  /**
   * @param asked an operator's request for a further label, which halts rather than being forgotten
   * @param used the requests for further labels that have had one, or are having it
   */
  static Course of(
      Optional<Newest> newest,
      Verdict verdict,
      Optional<String> asked,
      Set<String> used,
      Instant now) {
    if (newest.isPresent() && !newest.get().state().mayStillChange()) {
      return afterwards(
          newest.get(), verdict, asked.filter(request -> !used.contains(request)), used, now);
    }
    if (newest.filter(Course::isFurtherAndCancelled).isPresent()
        && !(verdict instanceof Verdict.Ready)) {
      return differ(newest, verdict, now);
    }
    return switch (verdict) {
      case Verdict.Ignored(String reason, _) ->
          leave(newest, ShipmentState.CANCELLED)
              ? new Cancel(reason, difference(newest, verdict, now))
              : new Stay();
      case Verdict.Waiting(_, _, Optional<Verdict.Ready> prepared) when prepared.isPresent() ->
          order(newest, prepared.get(), used, now);
      case Verdict.Waiting(String reason, _, _) ->
          leave(newest, ShipmentState.HELD) ? new Hold(reason) : new Stay();
      case Verdict.Halted(Halt why) ->
          newest.flatMap(Newest::halted).filter(why::equals).isPresent()
              ? new Stay()
              : new Stop(
                  newest.map(Newest::generation).orElse(1), why, newest.flatMap(Newest::request));
      case Verdict.Ready ready -> order(newest, ready, used, now);
    };
  }

  /** A further label that was taken back: only a request brings it up again. */
  private static boolean isFurtherAndCancelled(Newest newest) {
    return newest.generation() > 1 && newest.state() == ShipmentState.CANCELLED;
  }

  private static boolean leave(Optional<Newest> newest, ShipmentState as) {
    return newest.filter(shipment -> shipment.state() != as).isPresent();
  }

  /** The label before a further one that is not to be bought is what the invoice has. */
  private static Optional<AfterShipping> difference(
      Optional<Newest> newest, Verdict verdict, Instant now) {
    return newest.flatMap(Newest::label).flatMap(label -> label.difference(verdict, now));
  }

  private static Course differ(Optional<Newest> newest, Verdict verdict, Instant now) {
    return difference(newest, verdict, now).<Course>map(Differ::new).orElseGet(Stay::new);
  }

  private static Course order(
      Optional<Newest> newest, Verdict.Ready ready, Set<String> used, Instant now) {
    Optional<String> request =
        newest
            .flatMap(Newest::request)
            .filter(ready.reships()::contains)
            .or(() -> firstUnused(ready, used));
    if (request.isEmpty() && newest.filter(shipment -> shipment.generation() > 1).isPresent()) {
      return leave(newest, ShipmentState.CANCELLED)
          ? new Cancel(
              "The further label is not asked for any more.", difference(newest, ready, now))
          : differ(newest, ready, now);
    }
    return newest.filter(shipment -> isUnderWay(shipment, ready)).isPresent()
        ? new Stay()
        : new Order(newest.map(Newest::generation).orElse(1), ready, request);
  }

  private static Optional<String> firstUnused(Verdict.Ready ready, Set<String> used) {
    return ready.reships().stream().filter(request -> !used.contains(request)).findFirst();
  }

  /**
   * The same order for the same address: what is under way goes on, and what halted would only halt
   * again, unless a person has sent it on. What is held goes on only as long as that is asked for.
   */
  private static boolean isUnderWay(Newest shipment, Verdict.Ready ready) {
    return switch (shipment.state()) {
      case CANCELLED, RESUMED -> false;
      case HELD -> ready.order().held() && isSame(shipment, ready);
      case ADDRESS_TO_CHECK, READY_TO_BUY, HALTED, INTENDED, PURCHASE_UNKNOWN, BOUGHT ->
          isSame(shipment, ready);
    };
  }

  private static boolean isSame(Newest shipment, Verdict.Ready ready) {
    return shipment.order().filter(ready.order()::equals).isPresent()
        && shipment.shipTo().filter(ready.shipTo()::equals).isPresent();
  }

  /**
   * Money may have been spent: what the invoice says can't change that shipment any more. It may
   * ask for a further one, or differ from what was bought, which is told to a person once.
   */
  private static Course afterwards(
      Newest shipment, Verdict verdict, Optional<String> asked, Set<String> used, Instant now) {
    if (verdict instanceof Verdict.Ready ready && firstUnused(ready, used).isPresent()) {
      return shipment.isBought()
          ? new Order(shipment.generation() + 1, ready, firstUnused(ready, used))
          : new Later();
    }
    if (!shipment.isBought()) {
      return verdict instanceof Verdict.Ready ready && isUnderWay(shipment, ready)
          ? new Stay()
          : new Later();
    }
    int next = shipment.generation() + 1;
    if (asked.isPresent() && verdict instanceof Verdict.Halted(Halt why)) {
      return new Stop(next, why, asked);
    }
    if (asked.isPresent()
        && verdict instanceof Verdict.Waiting(_, _, Optional<Verdict.Ready> prepared)
        && prepared.isPresent()) {
      return new Order(next, prepared.get(), asked);
    }
    return differ(Optional.of(shipment), verdict, now);
  }
}
