package com.mlconnector.domain;

import com.mlconnector.domain.FlagOptions.ShipTo;
import com.mlconnector.domain.ShipmentOrder.AddressSource;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which of the addresses that FreshBooks knows a parcel goes to, and whether UPS could take it.
 * Fields of two addresses are never mixed.
 */
sealed interface Destination {

  record Found(Address address, AddressSource source) implements Destination {}

  record Unclear(Halt halt) implements Destination {}

  int LONGEST_LINE = 35;
  int LONGEST_CITY = 30;
  int LONGEST_POSTAL_CODE = 10;

  static Destination choose(
      Invoice invoice, Client client, Optional<Address> override, @Nullable ShipTo asked) {
    return switch (asked) {
      case INVOICE -> read(invoice.snapshot(), client, AddressSource.INVOICE);
      case BILLING -> read(client.billing(), client, AddressSource.CLIENT_BILLING);
      case SECONDARY -> read(client.shipping(), client, AddressSource.CLIENT_SHIPPING);
      case null -> {
        if (override.isPresent()) {
          yield new Found(override.get(), AddressSource.OVERRIDE);
        }
        if (client.shipping().isUsable()) {
          yield read(client.shipping(), client, AddressSource.CLIENT_SHIPPING);
        }
        if (!invoice.snapshot().isUsable()) {
          yield read(client.billing(), client, AddressSource.CLIENT_BILLING);
        }
        if (!client.billing().isUsable()) {
          yield read(invoice.snapshot(), client, AddressSource.INVOICE);
        }
        yield samePlace(invoice.snapshot(), client.billing())
            ? read(client.billing(), client, AddressSource.CLIENT_BILLING)
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

  private static Destination read(RawAddress raw, Client client, AddressSource source) {
    if (!raw.isUsable()) {
      return incomplete(source);
    }
    Optional<String> country = Regions.country(raw.country());
    if (country.isEmpty()) {
      return unclear(
          ReasonCode.ADDRESS_INVALID,
          "'" + raw.country().strip() + "' is not a country the gateway knows.",
          "Write the country's English name in FreshBooks.");
    }
    Optional<String> state = Regions.province(country.get(), raw.province());
    if (state.isEmpty() && Regions.hasProvinces(country.get())) {
      return unclear(
          ReasonCode.ADDRESS_INVALID,
          "'" + raw.province().strip() + "' is not a state or province of " + country.get() + ".",
          "Write the state's name or its two letters in FreshBooks.");
    }
    return checked(address(raw, client, country.get(), state.orElse("")), source);
  }

  private static Unclear incomplete(AddressSource source) {
    return unclear(
        ReasonCode.ADDRESS_INVALID,
        "The " + title(source) + " has no street, no city or no country.",
        "Complete the address in FreshBooks.");
  }

  private static Address address(RawAddress raw, Client client, String country, String state) {
    String person = clean(raw.firstName() + " " + raw.lastName());
    String organization = clean(raw.organization());
    List<String> lines =
        Stream.of(raw.street(), raw.street2())
            .flatMap(String::lines)
            .map(Destination::clean)
            .filter(line -> !line.isEmpty())
            .toList();
    return new Address(
        cut(organization.isEmpty() ? person : organization),
        organization.isEmpty() ? "" : cut(person),
        lines,
        clean(raw.city()),
        state,
        clean(raw.postalCode()),
        country,
        digits(client.phone()));
  }

  private static Destination checked(Address address, AddressSource source) {
    if (address.lines().isEmpty() || address.city().isEmpty()) {
      return incomplete(source);
    }
    for (String line : address.lines()) {
      if (line.length() > LONGEST_LINE) {
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
    if (address.postalCode().length() > LONGEST_POSTAL_CODE) {
      return unclear(
          ReasonCode.ADDRESS_INVALID,
          "'" + address.postalCode() + "' is longer than any postal code.",
          "Correct the postal code in FreshBooks.");
    }
    if (address.name().isEmpty()) {
      return unclear(
          ReasonCode.ADDRESS_INVALID,
          "The " + title(source) + " has neither a person nor an organization.",
          "Fill in a name in FreshBooks.");
    }
    if (PoBox.isIn(address.lines(), address.city(), address.state())) {
      return unclear(
          ReasonCode.ADDRESS_PO_BOX,
          "UPS does not deliver to PO boxes.",
          "Give a street address in FreshBooks.");
    }
    return new Found(address, source);
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
    return folded(one).equals(folded(other));
  }

  private static String folded(RawAddress raw) {
    String text =
        String.join(
            "|",
            raw.street(),
            raw.street2(),
            raw.city(),
            raw.province(),
            raw.postalCode(),
            raw.country());
    return Normalizer.normalize(text, Normalizer.Form.NFKD)
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^a-z0-9|]+", "");
  }

  /** Control characters make UPS answer 200 with an empty body; people paste them in. */
  private static String clean(String text) {
    return text.replaceAll("[\\p{Cc}\\p{Cf}\\s\\u00a0]+", " ").strip();
  }

  private static String cut(String text) {
    if (text.length() <= LONGEST_LINE) {
      return text;
    }
    boolean insidePair = Character.isHighSurrogate(text.charAt(LONGEST_LINE - 1));
    return text.substring(0, insidePair ? LONGEST_LINE - 1 : LONGEST_LINE).strip();
  }

  private static String digits(String phone) {
    String digits = phone.replaceAll("[^0-9]", "");
    String national =
        digits.length() == 11 && digits.startsWith("1") ? digits.substring(1) : digits;
    return national.length() > 15 ? national.substring(0, 15) : national;
  }

  private static Unclear unclear(ReasonCode code, String sentence, String... ways) {
    return new Unclear(Halt.of(code, sentence, ways));
  }
}
