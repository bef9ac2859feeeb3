package com.mlconnector.csv;

import com.mlconnector.domain.Spelling;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.writer.CsvWriter;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A table as spreadsheets write it: UTF-8 with or without its mark, any line ends, the fields
 * separated by commas, or by semicolons where the comma is the decimal sign.
 */
public final class CsvFile {
  static final int MOST_ROWS = 50_000;
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final List<String> known;
  private final List<String> needed;
  private final CsvErrors errors;

  private CsvFile(List<String> known, List<String> needed, CsvErrors errors) {
    this.known = known;
    this.needed = needed;
    this.errors = errors;
  }

  /**
   * The rows below the header, without blank ones.
   *
   * @param known the columns there can be, in any order
   * @param needed those there must be
   * @param errors what is wrong with the file as such; then the rows are not all there
   */
  public static List<CsvRow> read(
      Buffer body, List<String> known, List<String> needed, CsvErrors errors) {
    CsvFile file = new CsvFile(known, needed, errors);
    return file.text(body).map(file::rows).orElse(List.of());
  }

  public static String write(List<String> columns, List<List<String>> rows) {
    StringWriter text = new StringWriter();
    try (CsvWriter writer = CsvWriter.builder().build(text)) {
      writer.writeRecord(columns);
      for (List<String> row : rows) {
        writer.writeRecord(row.stream().map(CsvFormula::guarded).toList());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private Optional<String> text(Buffer body) {
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body.getBytes())).toString();
      return Optional.of(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
    } catch (CharacterCodingException notUtf8) {
      errors.add("The file is not in UTF-8. In a spreadsheet, save it as \"CSV UTF-8\".");
      return Optional.empty();
    }
  }

  private List<CsvRow> rows(String text) {
    char separator = separator(text);
    List<CsvRow> rows = new ArrayList<>();
    long last = 1;
    try {
      Iterator<CsvRecord> records =
          CsvReader.builder()
              .fieldSeparator(separator)
              .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
              .allowUnclosedQuote(false)
              .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
              .ofCsvRecord(text)
              .iterator();
      List<String> header = records.hasNext() ? records.next().getFields() : List.of();
      Map<String, Integer> columns = columns(header);
      boolean readable = errors.isEmpty();
      while (readable && records.hasNext()) {
        CsvRecord row = records.next();
        last = row.getStartingLineNumber();
        if (row.getFields().stream().allMatch(String::isBlank)) {
          continue;
        }
        if (rows.size() == MOST_ROWS) {
          errors.add("The file has more than " + MOST_ROWS + " rows.");
          return rows;
        }
        checkWidth(row, header.size());
        rows.add(new CsvRow(last, columns, row.getFields(), separator != ',', errors));
      }
    } catch (CsvParseException broken) {
      errors.add(
          "From line "
              + last
              + " on, the file can't be read: a quotation mark is not closed, or stands in the"
              + " wrong place.");
    }
    return rows;
  }

  private static char separator(String text) {
    String header = text.lines().findFirst().orElse("");
    long commas = header.chars().filter(c -> c == ',').count();
    if (header.chars().filter(c -> c == ';').count() > commas) {
      return ';';
    }
    return header.chars().filter(c -> c == '\t').count() > commas ? '\t' : ',';
  }

  private Map<String, Integer> columns(List<String> header) {
    Map<String, Integer> columns = new LinkedHashMap<>();
    for (int i = 0; i < header.size(); i++) {
      String name = header.get(i).strip().toLowerCase(Locale.ROOT);
      if (known.contains(name)) {
        if (columns.put(name, i) != null) {
          errors.add(1, "the column '" + name + "' is there twice.");
        }
      } else if (!name.isEmpty()) {
        errors.add(1, "'" + CsvRow.shown(name) + "' is no column" + meant(name) + ".");
      }
    }
    List<String> missing = needed.stream().filter(name -> !columns.containsKey(name)).toList();
    if (!missing.isEmpty()) {
      errors.add(
          1,
          "the columns must be named: "
              + String.join(",", known)
              + ". Missing: "
              + String.join(",", missing)
              + ".");
    }
    return columns;
  }

  private String meant(String name) {
    return Spelling.nearest(name, known).map(near -> "; is '" + near + "' meant?").orElse("");
  }

  /** A comma in a name that is not quoted moves all that follows by one column. */
  private void checkWidth(CsvRecord row, int width) {
    List<String> fields = row.getFields();
    if (fields.size() > width
        && !fields.subList(width, fields.size()).stream().allMatch(String::isBlank)) {
      errors.add(
          row.getStartingLineNumber(),
          fields.size()
              + " fields under "
              + width
              + " columns; put a text with a separator in"
              + " quotation marks.");
    }
  }
}
