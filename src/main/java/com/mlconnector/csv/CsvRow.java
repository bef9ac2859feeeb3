package com.mlconnector.csv;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** One row of a file; every fault goes to the errors with the line's number. */
public final class CsvRow {
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}(?:\\.\\d{1,6})?|\\.\\d{1,6}");
  private static final Pattern MAYBE_THOUSANDS = Pattern.compile("[1-9]\\d{0,2}\\.\\d{3}");
  private static final Set<String> YES = Set.of("yes", "y", "true", "1", "x");
  private static final Set<String> NO = Set.of("", "no", "n", "false", "0");
  private static final int MOST_SHOWN = 40;

  private final long line;
  private final Map<String, Integer> columns;
  private final List<String> fields;
  private final boolean commas;
  private final CsvErrors errors;

  /**
   * @param commas numbers have decimal commas, as where a semicolon separates the fields
   */
  CsvRow(
      long line,
      Map<String, Integer> columns,
      List<String> fields,
      boolean commas,
      CsvErrors errors) {
    this.line = line;
    this.columns = columns;
    this.fields = fields;
    this.commas = commas;
    this.errors = errors;
  }

  public long line() {
    return line;
  }

  /** Without blanks around it; empty where the column or the field is missing. */
  public String text(String column) {
    Integer at = columns.get(column);
    return at == null || at >= fields.size() ? "" : CsvFormula.bare(fields.get(at)).strip();
  }

  /** A number of zero or more; empty where there is none, and then it is told unless allowed. */
  public Optional<BigDecimal> number(String column, boolean mayBeMissing) {
    String typed = text(column);
    if (typed.isEmpty()) {
      if (!mayBeMissing) {
        wrong("'" + column + "' is missing.");
      }
      return Optional.empty();
    }
    if (commas && MAYBE_THOUSANDS.matcher(typed).matches()) {
      wrong(
          "'"
              + column
              + "' can be read in two ways: write '"
              + typed
              + "' with a comma, or without thousands.");
      return Optional.empty();
    }
    String plain = commas ? typed.replace(',', '.') : typed;
    if (NUMBER.matcher(plain).matches()) {
      return Optional.of(new BigDecimal(plain));
    }
    wrong("'" + column + "' must be a number, not '" + shown(typed) + "'.");
    return Optional.empty();
  }

  /** Yes in any of its usual forms; no or nothing is no, anything else is told. */
  public boolean yes(String column) {
    String word = text(column).toLowerCase(Locale.ROOT);
    if (!YES.contains(word) && !NO.contains(word)) {
      wrong("'" + column + "' must be yes or empty.");
    }
    return YES.contains(word);
  }

  public void wrong(String sentence) {
    errors.add(line, sentence);
  }

  static String shown(String typed) {
    String plain = typed.replaceAll("\\p{Cc}", " ");
    return plain.length() <= MOST_SHOWN ? plain : plain.substring(0, MOST_SHOWN) + "…";
  }
}
