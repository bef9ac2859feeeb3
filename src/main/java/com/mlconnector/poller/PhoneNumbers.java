package com.mlconnector.poller;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberMatch;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.Leniency;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import com.mlconnector.domain.Phones;
import java.util.Iterator;
import java.util.Optional;

/** Phone numbers by Google's tables of the world's numbering plans; extensions are left out. */
public final class PhoneNumbers implements Phones {
  private static final int NORTH_AMERICA = 1;

  /** Longer text is no phone number, and must not cost a search. */
  private static final int LONGEST = 100;

  private final PhoneNumberUtil plans = PhoneNumberUtil.getInstance();

  @Override
  public Optional<String> forLabel(String typed, String country) {
    if (typed.isBlank() || typed.length() > LONGEST) {
      return Optional.empty();
    }
    return parsed(typed, country)
        .or(() -> firstWithin(typed, country))
        .map(number -> digits(number, country))
        .filter(digits -> digits.length() <= MOST_DIGITS);
  }

  private Optional<PhoneNumber> parsed(String typed, String country) {
    try {
      return Optional.of(plans.parse(typed, country)).filter(this::isWhole);
    } catch (NumberParseException notOne) {
      return Optional.empty();
    }
  }

  /** "716-555-0142 or 716-555-0199", "Ann: 716-555-0142". */
  private Optional<PhoneNumber> firstWithin(String typed, String country) {
    Iterator<PhoneNumberMatch> found =
        plans.findNumbers(typed, country, Leniency.POSSIBLE, 1).iterator();
    return found.hasNext()
        ? Optional.of(found.next().number()).filter(this::isWhole)
        : Optional.empty();
  }

  /** Not just possible within a town: "555-0142" reaches nobody from a driver's phone. */
  private boolean isWhole(PhoneNumber number) {
    return plans.isPossibleNumberWithReason(number) == ValidationResult.IS_POSSIBLE;
  }

  private String digits(PhoneNumber number, String country) {
    boolean national =
        number.getCountryCode() == NORTH_AMERICA
            && plans.getSupportedRegions().contains(country)
            && plans.getCountryCodeForRegion(country) == NORTH_AMERICA;
    return national
        ? plans.getNationalSignificantNumber(number)
        : plans.format(number, PhoneNumberFormat.E164).substring(1);
  }
}
