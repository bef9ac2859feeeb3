package com.mlconnector.domain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The words of our text in an invoice, one line each. Customers read them: the fields are a fixed
 * list, without cost, account number or name of staff.
 *
 * @param headline once for each shipment
 * @param parcel once for each parcel
 * @param link once for each shipment, with its first tracking number
 */
public record BlockTemplate(String headline, String parcel, String link) {
  public static final BlockTemplate STANDARD =
      new BlockTemplate(
          "{service}, {count} {packages}, shipped {shipped}",
          "{tracking} - {status} ({date})",
          "Track: https://www.ups.com/track?tracknum={tracking}");

  private static final int LONGEST = 200;
  private static final Pattern FIELD = Pattern.compile("\\{([^{}]*)}");

  /** What a template can tell. */
  enum Field {
    SERVICE,
    COUNT,
    PACKAGES,
    SHIPPED,
    INVOICE,
    TRACKING,
    STATUS,
    DATE;

    @Override
    public String toString() {
      return "{" + name().toLowerCase(Locale.ROOT) + "}";
    }
  }

  /** One of the three lines, and the fields that have a meaning there. */
  public enum Part {
    HEADLINE,
    PARCEL,
    LINK;

    private Set<Field> fields() {
      return switch (this) {
        case HEADLINE -> EnumSet.range(Field.SERVICE, Field.INVOICE);
        case LINK -> EnumSet.range(Field.SERVICE, Field.TRACKING);
        case PARCEL -> EnumSet.allOf(Field.class);
      };
    }

    /** What is wrong with a text for this line, to be read after its name; empty if nothing is. */
    public List<String> faults(String text) {
      List<String> faults = new ArrayList<>();
      if (text.isBlank()) {
        faults.add("must not be empty.");
      }
      if (text.length() > LONGEST || text.chars().anyMatch(Character::isISOControl)) {
        faults.add("must be one line of at most " + LONGEST + " characters.");
      }
      if (text.contains("---")) {
        faults.add("must not contain \"---\", which marks the block.");
      }
      if (text.codePoints().anyMatch(Character::isSupplementaryCodePoint)) {
        faults.add("must not contain emoji or the like: FreshBooks may refuse them.");
      }
      fieldFault(text).ifPresent(faults::add);
      return faults;
    }

    private Optional<String> fieldFault(String text) {
      Matcher matcher = FIELD.matcher(text);
      boolean tracking = false;
      while (matcher.find()) {
        Optional<Field> field = field(matcher.group());
        if (field.filter(fields()::contains).isEmpty()) {
          return Optional.of("can't use " + matcher.group() + "; it knows " + known() + ".");
        }
        tracking |= field.get() == Field.TRACKING;
      }
      if (matcher.replaceAll("").matches(".*[{}].*")) {
        return Optional.of("has a brace that belongs to no field.");
      }
      return this == PARCEL && !tracking
          ? Optional.of("must contain " + Field.TRACKING + ".")
          : Optional.empty();
    }

    private String known() {
      return fields().stream().map(Field::toString).collect(Collectors.joining(", "));
    }
  }

  String headline(Function<Field, String> values) {
    return fill(headline, values);
  }

  String parcel(Function<Field, String> values) {
    return fill(parcel, values);
  }

  String link(Function<Field, String> values) {
    return fill(link, values);
  }

  /**
   * A field without a value takes the words that lead to it along, and the last one those behind it
   * too: {@code 1Z… - Delivered (2026-08-05)}, {@code 1Z… - Delivered}, {@code 1Z…}.
   */
  private static String fill(String template, Function<Field, String> values) {
    StringBuilder filled = new StringBuilder();
    Matcher matcher = FIELD.matcher(template);
    int end = 0;
    String value = "-";
    while (matcher.find()) {
      value = field(matcher.group()).map(values).orElse("");
      if (!value.isEmpty()) {
        filled.append(template, end, matcher.start()).append(value);
      }
      end = matcher.end();
    }
    return value.isEmpty() ? filled.toString() : filled.append(template.substring(end)).toString();
  }

  private static Optional<Field> field(String braced) {
    return Arrays.stream(Field.values())
        .filter(field -> field.toString().equals(braced))
        .findFirst();
  }
}
