package com.mlconnector.sandbox.freshbooks;

import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a writable member may hold, and how it is kept. */
enum FieldKind {
  /** A missing text is {@code ""}. */
  TEXT,
  /** A missing text is null; FreshBooks has no system in which of the two it uses. */
  NULLABLE_TEXT,
  WHOLE,
  FLAG,
  DATE,
  NULLABLE_DATE,
  /** Kept as text, sent as text or number. */
  NUMBER,
  PERCENT,
  MONEY;

  // Bounded, because 1e999999999 is valid JSON and would be expanded by a BigDecimal.
  private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,12}(\\.\\d{1,10})?");
  private static final Pattern INTEGER = Pattern.compile("-?\\d{1,9}");
  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

  Optional<Refusal> refuse(String object, String field, @Nullable Object value) {
    return switch (this) {
      case TEXT, NULLABLE_TEXT ->
          value == null || value instanceof String
              ? Optional.empty()
              : bad(1004, object, field, value, "must be a string.");
      case WHOLE ->
          INTEGER.matcher(String.valueOf(value)).matches()
              ? Optional.empty()
              : Optional.of(Refusal.notANumber(object, field, value));
      case FLAG ->
          value instanceof Boolean
              ? Optional.empty()
              : bad(1004, object, field, value, "must be a boolean.");
      case DATE -> isDay(value) ? Optional.empty() : badDate(object, field, value);
      case NULLABLE_DATE ->
          value == null || isDay(value) ? Optional.empty() : badDate(object, field, value);
      case NUMBER ->
          decimal(value).isPresent()
              ? Optional.empty()
              : Optional.of(Refusal.notANumber(object, field, value));
      case PERCENT -> refusePercent(object, field, value);
      case MONEY -> refuseMoney(object, field, value);
    };
  }

  /** The form in which an accepted value is kept. */
  @Nullable Object kept(@Nullable Object value, String currency) {
    return switch (this) {
      case TEXT -> value == null ? "" : value;
      case NULLABLE_TEXT, FLAG, DATE, NULLABLE_DATE -> value;
      case WHOLE -> Integer.valueOf(String.valueOf(value));
      case NUMBER, PERCENT -> decimal(value).orElseThrow().toPlainString();
      case MONEY ->
          value instanceof JsonObject money
              ? Amounts.money(decimal(money.getValue("amount")).orElseThrow(), currency)
              : null;
    };
  }

  static Optional<BigDecimal> decimal(@Nullable Object value) {
    String text =
        value instanceof Double d && Double.isFinite(d)
            ? BigDecimal.valueOf(d).toPlainString()
            : String.valueOf(value);
    return DECIMAL.matcher(text).matches() ? Optional.of(new BigDecimal(text)) : Optional.empty();
  }

  static boolean isDay(@Nullable Object value) {
    if (!(value instanceof String text) || !DAY.matcher(text).matches()) {
      return false;
    }
    try {
      LocalDate.parse(text);
      return true;
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  private static Optional<Refusal> refusePercent(
      String object, String field, @Nullable Object value) {
    Optional<BigDecimal> number = decimal(value);
    if (number.isEmpty()) {
      return Optional.of(Refusal.notANumber(object, field, value));
    }
    BigDecimal percent = number.get();
    return percent.signum() < 0 || percent.compareTo(BigDecimal.valueOf(100)) > 0
        ? bad(1018, object, field, value, "must be a percentage from 0 to 100.")
        : Optional.empty();
  }

  private static Optional<Refusal> refuseMoney(
      String object, String field, @Nullable Object value) {
    if (value == null) {
      return Optional.empty();
    }
    if (!(value instanceof JsonObject money)) {
      return bad(1006, object, field, value, "must be an object with an amount.");
    }
    return decimal(money.getValue("amount")).isPresent()
        ? Optional.empty()
        : Optional.of(Refusal.notANumber(object, field, money.getValue("amount")));
  }

  private static Optional<Refusal> badDate(String object, String field, @Nullable Object value) {
    return bad(1016, object, field, value, "must be a date like 2026-09-14.");
  }

  private static Optional<Refusal> bad(
      int errno, String object, String field, @Nullable Object value, String must) {
    return Optional.of(
        Refusal.invalid(errno, object, field, value, "The field '" + field + "' " + must));
  }
}
