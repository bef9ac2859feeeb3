package com.mlconnector.domain;

import java.util.List;

/**
 * What UPS Address Validation says of an address. Four outcomes; "not covered" is neither good nor
 * bad.
 */
public sealed interface AddressVerdict {

  /** Matched; the candidate is the standardised form and may differ from what was typed. */
  record Valid(Candidate candidate) implements AddressVerdict {}

  /** Several candidates, or a range: a person must choose. */
  record Ambiguous(List<Candidate> candidates) implements AddressVerdict {
    public Ambiguous {
      candidates = List.copyOf(candidates);
    }
  }

  /** UPS finds nothing like it. */
  record Invalid() implements AddressVerdict {}

  /** UPS checks streets only in the US and Puerto Rico (its test host: only NY and CA). */
  record NotCovered(String why) implements AddressVerdict {}

  /** Neither or several of UPS's indicators: nothing can be concluded. */
  record Inconclusive() implements AddressVerdict {}

  enum Classification {
    UNCLASSIFIED,
    COMMERCIAL,
    RESIDENTIAL
  }

  /** One form of the address as UPS writes it; everything but the country may be empty. */
  record Candidate(
      List<String> lines,
      String city,
      String state,
      String postalCode,
      String postalExtension,
      String country,
      Classification classification) {
    public Candidate {
      lines = List.copyOf(lines);
    }

    /** This place, for those who live at the address that was typed. */
    public Address forPeopleOf(Address typed) {
      return new Address(
          typed.name(), typed.attention(), lines, city, state, postalCode, country, typed.phone());
    }

    @Override
    public String toString() {
      return "Candidate[***]";
    }
  }
}
