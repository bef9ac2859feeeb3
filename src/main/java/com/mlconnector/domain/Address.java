package com.mlconnector.domain;

import java.util.List;

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

  /** Never the address itself: an address must not reach a log. */
  @Override
  public String toString() {
    return "Address[***]";
  }
}
