package com.mlconnector.domain;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What operators have decided about one invoice. Read together with the invoice from then on, so
 * that every way on continues the same shipment; nothing of it is written into FreshBooks.
 *
 * @param flag what they said about its flags
 * @param address where the parcel goes instead of any address in FreshBooks
 * @param anyway objections of ours that they overruled for the next label
 * @param oldToo it ships although it, and its flag, are older than the connection
 * @param hold not before they say so
 * @param cancelled why it is not to be shipped
 * @param reship the request for one further label
 */
public record Decisions(
    FlagAdvice flag,
    Optional<Address> address,
    Set<ReasonCode> anyway,
    boolean oldToo,
    Optional<Hold> hold,
    Optional<String> cancelled,
    Optional<String> reship) {
  public static final Decisions NONE =
      new Decisions(
          FlagAdvice.NONE,
          Optional.empty(),
          Set.of(),
          false,
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /**
   * @param until the day on which it goes on by itself; empty for "until somebody resumes it"
   */
  public record Hold(Optional<LocalDate> until) {}

  public Decisions {
    anyway = Set.copyOf(anyway);
  }

  /** Objections that a person may overrule by word; the others need a correction. */
  public static final Set<ReasonCode> OVERRULABLE =
      Set.copyOf(
          EnumSet.of(
              ReasonCode.ADDRESS_AMBIGUOUS,
              ReasonCode.ADDRESS_INVALID,
              ReasonCode.ADDRESS_NOT_COVERED,
              ReasonCode.ADDRESS_PO_BOX,
              ReasonCode.WEIGHT_UNUSUAL,
              ReasonCode.BRAKE));

  public Decisions withFlag(FlagAdvice advice) {
    return new Decisions(advice, address, anyway, oldToo, hold, cancelled, reship);
  }

  public Decisions withAddress(Address instead) {
    return new Decisions(flag, Optional.of(instead), anyway, oldToo, hold, cancelled, reship);
  }

  public Decisions withAnyway(ReasonCode objection) {
    Set<ReasonCode> more = new HashSet<>(anyway);
    more.add(objection);
    return new Decisions(flag, address, more, oldToo, hold, cancelled, reship);
  }

  public Decisions withOldToo() {
    return new Decisions(flag, address, anyway, true, hold, cancelled, reship);
  }

  public Decisions withHold(Hold other) {
    return new Decisions(flag, address, anyway, oldToo, Optional.of(other), cancelled, reship);
  }

  public Decisions withCancelled(String reason) {
    return new Decisions(flag, address, anyway, oldToo, hold, Optional.of(reason), reship);
  }

  /** A person sent it on: neither held nor cancelled by us any more. */
  public Decisions resumed() {
    return new Decisions(flag, address, anyway, oldToo, Optional.empty(), Optional.empty(), reship);
  }

  /** One further label: what was overruled or held for the one before does not hold for it. */
  public Decisions withReship(String request) {
    return new Decisions(
        flag, address, Set.of(), oldToo, Optional.empty(), Optional.empty(), Optional.of(request));
  }

  /** What was overruled for one label does not hold for the next, unless that is what was asked. */
  public Decisions forNextLabel(String request) {
    return reship.filter(request::equals).isPresent()
        ? this
        : new Decisions(flag, address, Set.of(), oldToo, hold, cancelled, reship);
  }

  /** Never the address. */
  @Override
  public String toString() {
    return "Decisions[***]";
  }

  /**
   * The request for one further label that has not had one yet.
   *
   * @param used requests that have had one, or are having it
   */
  public Optional<String> openReship(Set<String> used) {
    return reship.filter(request -> !used.contains(request));
  }
}
