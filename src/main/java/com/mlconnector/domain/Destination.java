package com.mlconnector.domain;

import com.mlconnector.domain.FlagOptions.ShipTo;
import com.mlconnector.domain.ShipmentOrder.AddressSource;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which of the addresses that FreshBooks knows a parcel goes to, and whether UPS could take it.
 * Fields of two addresses are never mixed.
 */
sealed interface Destination {

  record Found(Address address, AddressSource source) implements Destination {}

  record Unclear(Halt halt) implements Destination {}

  int LONGEST_CITY = 30;

  /**
   * How addresses are read.
   *
   * @param poBoxAccepted a person has said that the parcel goes there all the same
   */
  record Reading(Phones phones, boolean poBoxAccepted) {}

  static Destination choose(
      Invoice invoice,
      Client client,
      Optional<Address> override,
      @Nullable ShipTo asked,
      Reading reading) {
    return switch (asked) {
      case INVOICE -> read(invoice.snapshot(), client, AddressSource.INVOICE, reading);
      case BILLING -> read(client.billing(), client, AddressSource.CLIENT_BILLING, reading);
      case SECONDARY -> read(client.shipping(), client, AddressSource.CLIENT_SHIPPING, reading);
      case null -> {
        if (override.isPresent()) {
          yield deliverable(override.get(), AddressSource.OVERRIDE, reading);
        }
        if (client.shipping().isUsable()) {
          yield read(client.shipping(), client, AddressSource.CLIENT_SHIPPING, reading);
        }
        if (!invoice.snapshot().isUsable()) {
          yield read(client.billing(), client, AddressSource.CLIENT_BILLING, reading);
        }
        if (!client.billing().isUsable()) {
          yield read(invoice.snapshot(), client, AddressSource.INVOICE, reading);
        }
        yield samePlace(invoice.snapshot(), client.billing())
            ? read(client.billing(), client, AddressSource.CLIENT_BILLING, reading)
            : drifted();
      }
    };
  }

  /**
   * FreshBooks copies the client's address when an invoice is made, and never corrects the copy.
   */
  private static Destination drifted() {
    return new Unclear(
        Halt.of(
                ReasonCode.SNAPSHOT_DRIFT,
                "The address on the invoice and the client's address are not the same.",
                "Pick one of the two, or write to=invoice or to=billing into the flag.",
                "Fill in the client's shipping address; it is used before both.")
            .with(
                new Halt.Choice("Invoice address", "to=invoice", List.of()),
                new Halt.Choice("Client address", "to=billing", List.of())));
  }

  private static Destination read(
      RawAddress raw, Client client, AddressSource source, Reading reading) {
    if (!raw.isUsable()) {
      return incomplete(source);
    }
    Optional<String> country = Regions.country(AddressText.clean(raw.country()));
    if (country.isEmpty()) {
      return unclear(
          ReasonCode.ADDRESS_INVALID,
          "'" + AddressText.clean(raw.country()) + "' is not a country the gateway knows.",
          "Write the country's English name in FreshBooks.");
    }
    String typed = AddressText.clean(raw.province());
    Optional<String> state = Regions.province(country.get(), typed);
    if (state.isEmpty() && Regions.hasProvinces(country.get())) {
      return unclear(
          ReasonCode.ADDRESS_INVALID,
          typed.isEmpty()
              ? "The " + title(source) + " has no state or province."
              : "'" + typed + "' is not a state or province of " + country.get() + ".",
          "Write the state's name or its two letters in FreshBooks.");
    }
    String ofUps = Regions.countryForUps(country.get(), state.orElse(""));
    Address address = address(raw, client, ofUps, state.orElse(""), reading.phones());
    return checked(address, source, reading);
  }

  private static Unclear incomplete(AddressSource source) {
    return unclear(
        ReasonCode.ADDRESS_INVALID,
        "The " + title(source) + " has no street, no city or no country.",
        "Complete the address in FreshBooks.");
  }

  private static Address address(
      RawAddress raw, Client client, String country, String state, Phones phones) {
    String person = AddressText.clean(raw.firstName() + " " + raw.lastName());
    String organization = AddressText.clean(raw.organization());
    String postalCode = AddressText.clean(raw.postalCode());
    return new Address(
        AddressText.cut(organization.isEmpty() ? person : organization),
        organization.isEmpty() ? "" : AddressText.cut(person),
        AddressText.lines(raw.street(), raw.street2()),
        AddressText.clean(raw.city()),
        state,
        PostalCodes.normal(postalCode, country).orElse(postalCode),
        country,
        phones.forLabel(client.phone(), country).orElse(""));
  }

  private static Destination checked(Address address, AddressSource source, Reading reading) {
    if (address.lines().isEmpty() || address.city().isEmpty()) {
      return incomplete(source);
    }
    for (String line : address.lines()) {
      if (line.length() > AddressText.LONGEST_LINE) {
        return unclear(
            ReasonCode.ADDRESS_INVALID,
            "An address line is longer than the 35 characters that UPS prints: \"" + line + "\".",
            "Split the line in FreshBooks.");
      }
    }
    if (address.lines().size() > 3 || address.city().length() > LONGEST_CITY) {
      return unclear(
          ReasonCode.ADDRESS_INVALID,
          "UPS prints three address lines and 30 characters of the city.",
          "Shorten the address in FreshBooks.");
    }
    if (address.name().isEmpty()) {
      return unclear(
          ReasonCode.ADDRESS_INVALID,
          "The " + title(source) + " has neither a person nor an organization.",
          "Fill in a name in FreshBooks.");
    }
    if (PostalCodes.normal(address.postalCode(), address.country()).isEmpty()) {
      return unclear(
          ReasonCode.ADDRESS_INVALID,
          PostalCodes.fault(address.postalCode(), address.country(), address.state()),
          "Correct the postal code in FreshBooks.");
    }
    return deliverable(address, source, reading);
  }

  private static Destination deliverable(Address address, AddressSource source, Reading reading) {
    return !reading.poBoxAccepted() && PoBox.isIn(address.lines(), address.city(), address.state())
        ? unclear(
            ReasonCode.ADDRESS_PO_BOX,
            "UPS does not deliver to PO boxes.",
            "Give a street address in FreshBooks.")
        : new Found(address, source);
  }

  private static String title(AddressSource source) {
    return switch (source) {
      case OPERATOR, OVERRIDE -> "stored address";
      case CLIENT_SHIPPING -> "client's shipping address";
      case CLIENT_BILLING -> "client's billing address";
      case INVOICE -> "invoice's address";
    };
  }

  private static boolean samePlace(RawAddress one, RawAddress other) {
    return place(one).equals(place(other));
  }

  /** How a country or a state is spelled makes no other place of it. */
  private static List<String> place(RawAddress raw) {
    String country = Regions.country(raw.country()).orElse(folded(raw.country()));
    return List.of(
        folded(raw.street() + " " + raw.street2()),
        folded(raw.city()),
        Regions.province(country, raw.province()).orElse(folded(raw.province())),
        folded(raw.postalCode()),
        country);
  }

  /** Blanks stay: "1 23rd St" is not "12 3rd St". */
  private static String folded(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKD)
        .toLowerCase(Locale.ROOT)
        .replaceAll("[.'\\p{Mn}\\p{Cf}]+", "")
        .replaceAll("[^\\p{L}\\p{N}]+", " ")
        .strip();
  }

  private static Unclear unclear(ReasonCode code, String sentence, String... ways) {
    return new Unclear(Halt.of(code, sentence, ways));
  }
}
