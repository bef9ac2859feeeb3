package com.mlconnector.domain;

/**
 * An address as typed in FreshBooks: free text, country and province in any spelling, empty where
 * nothing was typed.
 */
public record RawAddress(
    String organization,
    String firstName,
    String lastName,
    String street,
    String street2,
    String city,
    String province,
    String postalCode,
    String country) {

  /** Enough to be an address at all: FreshBooks keeps empty ones as empty strings. */
  public boolean isUsable() {
    return !street.isBlank() && !city.isBlank() && !country.isBlank();
  }

  @Override
  public String toString() {
    return "RawAddress[***]";
  }
}
