package com.mlconnector.domain;

import java.util.List;

/**
 * A person has looked at this address of a client before: it is not asked about twice.
 *
 * @param typed as FreshBooks has it
 * @param used what the parcel goes to: the same, or the form that was picked from UPS's candidates
 */
public record AcceptedAddress(Address typed, Address used) {

  /** Where a parcel for {@code typed} goes by what was accepted before. */
  static Address inPlaceOf(Address typed, List<AcceptedAddress> accepted) {
    return accepted.stream()
        .filter(earlier -> earlier.typed.isSamePlaceAs(typed))
        .findFirst()
        .map(earlier -> typed.movedTo(earlier.used))
        .orElse(typed);
  }

  /** Whether a person has said that parcels may go here, whatever UPS says of it. */
  public static boolean holds(List<AcceptedAddress> accepted, Address address) {
    return accepted.stream().anyMatch(earlier -> earlier.used.isSamePlaceAs(address));
  }

  @Override
  public String toString() {
    return "AcceptedAddress[***]";
  }
}
