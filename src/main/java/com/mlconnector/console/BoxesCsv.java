package com.mlconnector.console;

import com.mlconnector.csv.CsvErrors;
import com.mlconnector.csv.CsvFile;
import com.mlconnector.csv.CsvRow;
import com.mlconnector.domain.Dimensions;
import com.mlconnector.domain.Weight;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The boxes of a connection's settings as a file: {@code
 * name,length,width,height,unit,tare,tare_unit,standard}. One box can be the standard.
 */
final class BoxesCsv {
  private static final List<String> COLUMNS =
      List.of("name", "length", "width", "height", "unit", "tare", "tare_unit", "standard");
  private static final List<String> NEEDED = List.of("name", "length", "width", "height", "unit");
  private static final List<String> SIDES = List.of("length", "width", "height");

  /** What {@code boxes} and {@code standardBox} are to become. */
  record Boxes(JsonObject byName, String standard) {}

  private final JsonObject boxes = new JsonObject();
  private final Map<String, Long> lines = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private String standard = "";

  private BoxesCsv() {}

  static String write(JsonObject settings) {
    JsonObject boxes = settings.getJsonObject("boxes", new JsonObject());
    String standard = settings.getString("standardBox", "");
    Weight.Unit unit =
        Weight.Unit.ofSymbol(settings.getString("unit", "lb")).orElse(Weight.Unit.POUND);
    List<List<String>> rows = new ArrayList<>();
    // Postgres keeps no order of members.
    for (String name : new TreeSet<>(boxes.fieldNames())) {
      rows.add(row(name, boxes.getJsonObject(name), unit, name.equalsIgnoreCase(standard)));
    }
    return CsvFile.write(COLUMNS, rows);
  }

  private static List<String> row(
      String name, JsonObject box, Weight.Unit accountUnit, boolean standard) {
    boolean imperial = accountUnit == Weight.Unit.POUND;
    JsonArray sides = box.getJsonArray("sides");
    Object tare = box.getValue("tare");
    return List.of(
        name,
        String.valueOf(sides.getValue(0)),
        String.valueOf(sides.getValue(1)),
        String.valueOf(sides.getValue(2)),
        box.getString("unit", imperial ? "in" : "cm"),
        tare == null ? "" : tare.toString(),
        tare == null ? "" : box.getString("tareUnit", accountUnit.symbol()),
        standard ? "yes" : "");
  }

  static Boxes read(Buffer body, CsvErrors errors) {
    BoxesCsv reader = new BoxesCsv();
    CsvFile.read(body, COLUMNS, NEEDED, errors).forEach(reader::read);
    return new Boxes(reader.boxes, reader.standard);
  }

  private void read(CsvRow row) {
    String name = row.text("name");
    if (name.isEmpty()) {
      row.wrong("'name' is missing.");
      return;
    }
    Long other = lines.putIfAbsent(name, row.line());
    if (other != null) {
      row.wrong("the same name as in line " + other + ".");
      return;
    }
    JsonArray sides = new JsonArray();
    for (String side : SIDES) {
      row.number(side, false).ifPresent(length -> sides.add(length.toPlainString()));
    }
    JsonObject box = new JsonObject().put("sides", sides);
    Dimensions.Unit.ofSymbol(row.text("unit"))
        .ifPresentOrElse(
            unit -> box.put("unit", unit.symbol()), () -> row.wrong("'unit' must be in or cm."));
    tare(row, box);
    boxes.put(name, box);
    if (isStandard(row)) {
      standard = name;
    }
  }

  private static void tare(CsvRow row, JsonObject box) {
    Optional<BigDecimal> tare = row.number("tare", true).filter(weight -> weight.signum() > 0);
    if (tare.isPresent()) {
      Weight.Unit.ofSymbol(row.text("tare_unit"))
          .ifPresentOrElse(
              unit -> box.put("tare", tare.get().toPlainString()).put("tareUnit", unit.symbol()),
              () -> row.wrong("'tare_unit' must be lb, oz, kg or g."));
    }
  }

  private boolean isStandard(CsvRow row) {
    boolean yes = row.yes("standard");
    if (yes && !standard.isEmpty()) {
      row.wrong("'" + standard + "' is the standard box already.");
    }
    return yes;
  }
}
