package com.mlconnector.domain;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;

/**
 * Where a parcel goes, or comes from.
 *
 * @param name the person or company, at most 35 characters when it reaches UPS
 * @param attention a person at the company, or empty
 * @param lines street first, then unit; no empty lines
 * @param state ISO 3166-2 part without the country, such as {@code NY}; empty where a country has
 *     none
 * @param country ISO 3166-1 alpha-2
 * @param phone digits, or empty
 */
public record Address(
    String name,
    String attention,
    List<String> lines,
    String city,
    String state,
    String postalCode,
    String country,
    String phone) {

  public Address {
    lines = List.copyOf(lines);
  }

  /** Equal but for case, punctuation and who lives there. */
  public boolean isSamePlaceAs(Address other) {
    return place().equals(other.place());
  }

  String place() {
    String text = String.join("|", String.join(" ", lines), city, state, postalCode, country);
    // Blanks part words: "1 23rd St" is not "12 3rd St".
    return Normalizer.normalize(text, Normalizer.Form.NFKD)
        .toLowerCase(Locale.ROOT)
        .replaceAll("\\p{M}+", "")
        .replaceAll("[^\\p{L}\\p{N}|]+", " ");
  }

  /** The same people at another place. */
  Address movedTo(Address place) {
    return new Address(
        name,
        attention,
        place.lines,
        place.city,
        place.state,
        place.postalCode,
        place.country,
        phone);
  }

  /** Never the address itself: an address must not reach a log. */
  @Override
  public String toString() {
    return "Address[***]";
  }
}
