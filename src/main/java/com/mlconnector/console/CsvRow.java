package com.mlconnector.console;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** One row of a file; every fault goes to the errors with the line's number. */
final class CsvRow {
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}(?:\\.\\d{1,6})?|\\.\\d{1,6}");
  private static final Pattern MAYBE_THOUSANDS = Pattern.compile("[1-9]\\d{0,2}\\.\\d{3}");
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

  long line() {
    return line;
  }

  /** Without blanks around it; empty where the column or the field is missing. */
  String text(String column) {
    Integer at = columns.get(column);
    return at == null || at >= fields.size() ? "" : CsvFormula.bare(fields.get(at)).strip();
  }

  /** A number of zero or more; empty where there is none, and then it is told unless allowed. */
  Optional<BigDecimal> number(String column, boolean mayBeMissing) {
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

  void wrong(String sentence) {
    errors.add(line, sentence);
  }

  static String shown(String typed) {
    String plain = typed.replaceAll("\\p{Cc}", " ");
    return plain.length() <= MOST_SHOWN ? plain : plain.substring(0, MOST_SHOWN) + "…";
  }
}
