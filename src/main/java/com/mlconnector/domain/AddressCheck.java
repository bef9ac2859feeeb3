package com.mlconnector.domain;

import com.mlconnector.domain.AddressVerdict.Candidate;
import com.mlconnector.domain.AddressVerdict.Classification;
import com.mlconnector.domain.ShipmentOrder.Residential;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Whether a parcel may go to an address that UPS has judged.
 *
 * <p>"Valid" does not mean unchanged: UPS corrects spelling and ZIP, and has been seen dropping the
 * unit. So a valid address passes only if state, ZIP, house number and unit are those that were
 * typed.
 */
public sealed interface AddressCheck {

  record Passed(boolean residential) implements AddressCheck {}

  /**
   * @param candidates what UPS offers instead; may be empty
   */
  record Stopped(Halt halt, List<Candidate> candidates) implements AddressCheck {}

  /**
   * Words that begin with a number, and what follows a unit word: the parts that a label must not
   * lose. A range such as {@code 1100-1198} is one word, and not the house 1100.
   */
  Pattern TOKEN =
      Pattern.compile(
          "[0-9][A-Z0-9-]*"
              + "|(?<=\\b(?:APT|APARTMENT|UNIT|STE|SUITE|BLDG|BUILDING|RM|ROOM)\\.? |# ?)"
              + "[A-Z][A-Z0-9-]*");

  /**
   * What people have allowed.
   *
   * @param shipUnchecked as in {@link ConnectionSettings}
   * @param accepted a person has looked at this very address and wants the parcel to go there
   */
  record Leave(boolean shipUnchecked, boolean accepted) {
    public static final Leave NONE = new Leave(false, false);
  }

  static AddressCheck judge(Address typed, AddressVerdict verdict, Residential said, Leave leave) {
    AddressCheck strict = judge(typed, verdict, said);
    boolean allowed =
        leave.accepted() || (leave.shipUnchecked() && verdict instanceof AddressVerdict.NotCovered);
    return allowed && strict instanceof Stopped ? new Passed(said != Residential.NO) : strict;
  }

  static AddressCheck judge(Address typed, AddressVerdict verdict, Residential said) {
    return switch (verdict) {
      case AddressVerdict.Valid(Candidate candidate) -> valid(typed, candidate, said);
      case AddressVerdict.Ambiguous(List<Candidate> candidates) ->
          stopped(
              ReasonCode.ADDRESS_AMBIGUOUS,
              candidates.size() == 1
                  ? "UPS knows one address like this one, but not exactly this one."
                  : "UPS knows " + candidates.size() + " addresses like this one.",
              candidates);
      case AddressVerdict.Invalid none ->
          stopped(
              ReasonCode.ADDRESS_INVALID,
              "UPS finds no such street in " + typed.city() + " " + typed.postalCode() + ".",
              List.of());
      case AddressVerdict.NotCovered notCovered ->
          stopped(
              ReasonCode.ADDRESS_NOT_COVERED,
              "UPS checks streets only in the US and Puerto Rico.",
              List.of());
      case AddressVerdict.Inconclusive none ->
          stopped(
              ReasonCode.ADDRESS_AMBIGUOUS,
              "UPS's answer about this address can't be understood.",
              List.of());
    };
  }

  private static AddressCheck valid(Address typed, Candidate candidate, Residential said) {
    boolean same =
        candidate.state().equalsIgnoreCase(typed.state())
            && candidate.postalCode().equals(zip5(typed.postalCode()))
            && holdsAll(tokens(candidate.lines()), tokens(typed.lines()));
    if (!same) {
      return stopped(
          ReasonCode.ADDRESS_AMBIGUOUS,
          "UPS knows this address in another form; the difference needs a person's eye.",
          List.of(candidate));
    }
    return new Passed(
        switch (said) {
          case YES -> true;
          case NO -> false;
          // Unclassified counts as residential: a surcharge not planned for costs more than one
          // planned.
          case ASK_UPS -> candidate.classification() != Classification.COMMERCIAL;
        });
  }

  /**
   * Whether a candidate stands for many addresses, such as {@code 1100-1198 ELMWOOD AVE}. A house
   * that has such a number itself, as in Queens, was typed with it.
   */
  static boolean isRange(Candidate candidate, Address typed) {
    List<String> known = tokens(typed.lines());
    return tokens(candidate.lines()).stream()
        .anyMatch(token -> token.matches("[0-9A-Z]+-[0-9A-Z]+") && !known.contains(token));
  }

  /** Each as often as it was typed: in "4 Main St Apt 4" one 4 is the house and one the unit. */
  private static boolean holdsAll(List<String> known, List<String> typed) {
    List<String> left = new ArrayList<>(known);
    return typed.stream().allMatch(left::remove);
  }

  private static List<String> tokens(List<String> lines) {
    return TOKEN
        .matcher(String.join(" ", lines).toUpperCase(Locale.ROOT))
        .results()
        .map(MatchResult::group)
        .toList();
  }

  private static String zip5(String postalCode) {
    return postalCode.length() > 5 ? postalCode.substring(0, 5) : postalCode;
  }

  private static Stopped stopped(ReasonCode code, String sentence, List<Candidate> candidates) {
    return new Stopped(
        Halt.of(code, sentence, "Correct the address in FreshBooks; the shipment then goes on."),
        candidates);
  }
}
