package com.mlconnector.connections;

import com.mlconnector.csv.CsvErrors;
import com.mlconnector.csv.CsvFile;
import com.mlconnector.csv.CsvRow;
import com.mlconnector.domain.Secret;
import com.mlconnector.domain.Weight;
import com.mlconnector.http.JsonFields;
import com.mlconnector.store.ClientProfiles.OfClient;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Client profiles as a file for spreadsheets. Its columns are the members of the JSON form. */
final class ClientsCsv {
  private static final List<String> LINES = List.of("line1", "line2", "line3");
  private static final List<String> BLOCK = List.of("headline", "parcel", "link");

  /** Columns whose names are not those of the members, by member. */
  private static final Map<String, String> COLUMN_OF =
      Map.of(
          "upsAccount", "ups_account",
          "shipUnchecked", "ship_unchecked",
          "softLimit", "soft_limit",
          "postalCode", "postal_code",
          "address", "name",
          "lines", "line1");

  private static final List<String> ADDRESS =
      List.of("name", "attention", "city", "state", "postalCode", "country", "phone");

  private static final List<String> COLUMNS =
      Stream.of(
              List.of("client", "ups_account", "name", "attention"),
              LINES,
              List.of("city", "state", "postal_code", "country", "phone"),
              List.of("ship_unchecked", "soft_limit"),
              BLOCK)
          .flatMap(List::stream)
          .toList();

  private ClientsCsv() {}

  static String write(List<OfClient> clients, Weight.Unit unit, Secrets secrets) {
    return CsvFile.write(
        COLUMNS,
        clients.stream()
            .map(it -> row(ProfileJson.write(it.client(), it.profile(), unit, secrets)))
            .toList());
  }

  private static List<String> row(JsonObject client) {
    Map<String, String> fields = new LinkedHashMap<>();
    COLUMNS.forEach(column -> fields.put(column, ""));
    put(fields, client, List.of("client", "upsAccount", "softLimit"));
    fields.put("ship_unchecked", client.getBoolean("shipUnchecked") ? "yes" : "");
    switch (client.getValue("address")) {
      case JsonObject address -> {
        put(fields, address, ADDRESS);
        JsonArray lines = address.getJsonArray("lines");
        for (int i = 0; i < lines.size(); i++) {
          fields.put(LINES.get(i), lines.getString(i));
        }
      }
      case String masked -> fields.put("name", masked);
      case null, default -> {}
    }
    if (client.getValue("block") instanceof JsonObject block) {
      put(fields, block, BLOCK);
    }
    return List.copyOf(fields.values());
  }

  private static void put(Map<String, String> fields, JsonObject from, List<String> members) {
    for (String member : members) {
      Object value = from.getValue(member);
      if (value != null) {
        fields.put(column(member), value.toString());
      }
    }
  }

  private static String column(String member) {
    return COLUMN_OF.getOrDefault(member, member);
  }

  /** The rows in the JSON form; whatever is wrong with the file as such goes to {@code errors}. */
  static List<ImportedClient> read(Buffer body, CsvErrors errors) {
    List<ImportedClient> clients = new ArrayList<>();
    for (CsvRow row : CsvFile.read(body, COLUMNS, List.of("client"), errors)) {
      JsonFields fields = JsonFields.of(json(row));
      clients.add(
          new ImportedClient(
              "line " + row.line(),
              fields,
              () -> fields.errors().forEach(error -> row.wrong(inColumns(error)))));
    }
    return clients;
  }

  private static JsonObject json(CsvRow row) {
    JsonObject json = new JsonObject();
    put(json, row, List.of("client", "upsAccount"));
    row.number("soft_limit", true).ifPresent(limit -> json.put("softLimit", limit));
    if (row.yes("ship_unchecked")) {
      json.put("shipUnchecked", true);
    }
    JsonObject address = new JsonObject();
    put(address, row, ADDRESS);
    List<String> lines = LINES.stream().map(row::text).filter(line -> !line.isEmpty()).toList();
    if (Secret.isMask(row.text("name"))) {
      json.put("address", row.text("name"));
    } else if (!address.isEmpty() || !lines.isEmpty()) {
      json.put("address", address.put("lines", new JsonArray(lines)));
    }
    JsonObject block = new JsonObject();
    put(block, row, BLOCK);
    return block.isEmpty() ? json : json.put("block", block);
  }

  private static void put(JsonObject json, CsvRow row, List<String> members) {
    for (String member : members) {
      String text = row.text(column(member));
      if (!text.isEmpty()) {
        json.put(member, text);
      }
    }
  }

  /** {@code 'address.postalCode' must …} speaks of the column {@code postal_code}. */
  private static String inColumns(String error) {
    int end = error.indexOf('\'', 1);
    if (!error.startsWith("'") || end < 0) {
      return error;
    }
    String member = error.substring(1, end).replaceFirst("^(address|block)\\.", "");
    return "'" + column(member) + "'" + error.substring(end + 1);
  }
}
