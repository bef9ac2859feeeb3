package com.mlconnector.domain;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A word of the form {@code key=value}. */
record FlagOptionWord(String key, String value, String typedValue, FlagToken token) {

  sealed interface Result {}

  record Understood() implements Result {}

  record Misread(String sentence, @Nullable String suggestion) implements Result {}

  /** Customers read the flag, and an account number is a secret. */
  record AccountNumber(String ending) implements Result {}

  private static final List<String> KEYS =
      List.of("box", "value", "ref", "to", "bill", "date", "pkgs", "svc");
  private static final Map<String, FlagOptions.ShipTo> ADDRESSES =
      Map.of(
          "invoice", FlagOptions.ShipTo.INVOICE,
          "billing", FlagOptions.ShipTo.BILLING,
          "secondary", FlagOptions.ShipTo.SECONDARY);
  private static final Map<String, FlagOptions.Payer> PAYERS =
      Map.of(
          "us", new FlagOptions.Payer.Us(),
          "recipient", new FlagOptions.Payer.Recipient(),
          "thirdparty", new FlagOptions.Payer.ThirdParty(),
          "third-party", new FlagOptions.Payer.ThirdParty());

  private static final Pattern ACCOUNT_NAME = Pattern.compile("[a-z][a-z0-9_-]{1,39}");
  private static final Pattern MONEY = Pattern.compile("[$€£]?+([\\d.,]++)(?:[a-z]{3})?+");
  private static final int MOST_PARCELS = 200;
  private static final int LONGEST_REFERENCE = 35;

  static FlagOptionWord of(FlagLexer.Word word, FlagText text) {
    int equals = word.text().indexOf('=');
    int valueFrom = word.span().from() + equals + 1;
    return new FlagOptionWord(
        word.text().substring(0, equals),
        word.text().substring(equals + 1),
        text.decoded(valueFrom, word.span().to()),
        text.token(word.span()));
  }

  static Optional<String> nearestKey(String key) {
    return Spelling.nearest(key, KEYS);
  }

  Result read(
      FlagSettings settings, FlagDraft draft, FlagDraft.ParcelSlots parcel, FlagReport report) {
    Optional<String> account = FlagAccountNumber.ending(key, value);
    if (account.isPresent()) {
      return new AccountNumber(account.get());
    }
    return isSettled(draft, parcel) ? new Understood() : said(settings, draft, parcel, report);
  }

  /** Nobody asks what a word meant whose value has been said with more weight. */
  private boolean isSettled(FlagDraft draft, FlagDraft.ParcelSlots parcel) {
    return switch (key) {
      case "box" -> parcel.size.isSettled();
      case "ref" -> parcel.reference.isSettled();
      case "to" -> draft.shipTo.isSettled();
      case "bill" -> draft.payer.isSettled();
      case "value" -> draft.declaredValue.isSettled();
      case "date" -> draft.shipDate.isSettled();
      case "pkgs" -> draft.count.isSettled();
      case "svc" -> draft.service.isSettled();
      default -> false;
    };
  }

  private Result said(
      FlagSettings settings, FlagDraft draft, FlagDraft.ParcelSlots parcel, FlagReport report) {
    return switch (key) {
      case "box" -> box(settings, parcel, report);
      case "ref" -> reference(parcel, report);
      case "to" -> oneOf(ADDRESSES, draft.shipTo, report);
      case "bill" -> payer(draft, report);
      case "value" -> declaredValue(draft, report);
      case "date" -> shipDate(draft, report);
      case "pkgs" -> count(draft, report);
      case "svc" -> service(draft, report);
      default -> unknownKey();
    };
  }

  private Result box(FlagSettings settings, FlagDraft.ParcelSlots parcel, FlagReport report) {
    Map<String, FlagSettings.Box> boxes = settings.boxes().byName();
    FlagSettings.Box box = boxes.get(value);
    if (box == null) {
      return misread(
          "names none of your boxes.", Spelling.nearest(value, lowerCase(boxes)).orElse(null));
    }
    String name = value.toLowerCase(Locale.ROOT);
    return understood(parcel.size, new FlagDraft.Size(box.dimensions(), name), report);
  }

  private static List<String> lowerCase(Map<String, ?> names) {
    return names.keySet().stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
  }

  private Result reference(FlagDraft.ParcelSlots parcel, FlagReport report) {
    String reference = typedValue.replaceAll("[\"“”„]", "").strip();
    return reference.isEmpty() || reference.length() > LONGEST_REFERENCE
        ? misread("needs 1 to 35 characters.", null)
        : understood(parcel.reference, reference, report);
  }

  private Result payer(FlagDraft draft, FlagReport report) {
    if (PAYERS.containsKey(value)) {
      return oneOf(PAYERS, draft.payer, report);
    }
    Optional<String> payer = Spelling.nearest(value, List.of("recipient", "thirdparty"));
    if (payer.isPresent()) {
      return misread("names no payer.", payer.get());
    }
    return ACCOUNT_NAME.matcher(value).matches()
        ? understood(draft.payer, new FlagOptions.Payer.Key(value), report)
        : misread("names no payer: us, recipient, thirdparty, or a stored account.", null);
  }

  private Result declaredValue(FlagDraft draft, FlagReport report) {
    var money = MONEY.matcher(value);
    if (!money.matches()) {
      return misread("is not an amount; write value=250.00.", null);
    }
    String amount = String.valueOf(money.group(1));
    return FlagNumber.parse(amount)
        .filter(number -> number.signum() > 0)
        .map(BigDecimal::stripTrailingZeros)
        .map(number -> understood(draft.declaredValue, number, report))
        .orElseGet(() -> misread("is not an amount; write value=250.00.", null));
  }

  private Result shipDate(FlagDraft draft, FlagReport report) {
    try {
      return understood(draft.shipDate, LocalDate.parse(value), report);
    } catch (DateTimeParseException _) {
      return misread("is not a date; write date=2026-08-15.", null);
    }
  }

  private Result count(FlagDraft draft, FlagReport report) {
    int count = value.matches("\\d{1,3}") ? Integer.parseInt(value) : 0;
    return count < 1 || count > MOST_PARCELS
        ? misread("is not a number of parcels from 1 to 200.", null)
        : understood(draft.count, count, report);
  }

  private Result service(FlagDraft draft, FlagReport report) {
    return Service.byCode(value)
        .map(service -> understood(draft.service, ServiceChoice.of(service), report))
        .orElseGet(() -> misread("is not the code of a known UPS service.", null));
  }

  private Result unknownKey() {
    String suggestion = nearestKey(key).map(nearest -> nearest + "=" + typedValue).orElse(null);
    return misread("is not a known option.", suggestion);
  }

  private <T> Result oneOf(Map<String, T> values, FlagSlot<T> slot, FlagReport report) {
    T known = values.get(value);
    if (known != null) {
      return understood(slot, known, report);
    }
    String nearest = Spelling.nearest(value, values.keySet()).orElse(null);
    return misread(
        "is none of " + String.join(", ", values.keySet().stream().sorted().toList()) + ".",
        nearest);
  }

  private <T> Result understood(FlagSlot<T> slot, T said, FlagReport report) {
    slot.say(said, token, report);
    return new Understood();
  }

  private Misread misread(String why, @Nullable String nearestValue) {
    String suggestion =
        nearestValue == null || nearestValue.contains("=")
            ? nearestValue
            : key + "=" + nearestValue;
    String sentence = "\"" + token.typed() + "\" " + why;
    return new Misread(
        suggestion == null ? sentence : sentence + " Did you mean " + suggestion + "?", suggestion);
  }
}
