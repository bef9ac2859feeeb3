package com.mlconnector.store;

import com.mlconnector.domain.Address;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An address as JSON, in the database (sealed) and in the management API alike. */
public final class AddressJson {
  private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");

  private AddressJson() {}

  public static JsonObject write(Address address) {
    return new JsonObject()
        .put("name", address.name())
        .put("attention", address.attention())
        .put("lines", new JsonArray(address.lines()))
        .put("city", address.city())
        .put("state", address.state())
        .put("postalCode", address.postalCode())
        .put("country", address.country())
        .put("phone", address.phone());
  }

  /** Our own writing, taken as it is: a limit for callers must not keep a row from being read. */
  static Address stored(JsonObject json) {
    return new Address(
        json.getString("name"),
        json.getString("attention"),
        json.getJsonArray("lines").stream().map(String::valueOf).toList(),
        json.getString("city"),
        json.getString("state"),
        json.getString("postalCode"),
        json.getString("country"),
        json.getString("phone"));
  }

  /**
   * @param path the member's name, for errors
   * @param errors receives one sentence for each fault
   */
  public static Optional<Address> read(JsonObject json, String path, List<String> errors) {
    int before = errors.size();
    String name = required(json, path, "name", 35, errors);
    List<String> lines = lines(json, path, errors);
    String city = required(json, path, "city", 30, errors);
    String country = country(json, path, errors);
    String state = optional(json, path, "state", 5, errors);
    String postalCode = optional(json, path, "postalCode", 10, errors);
    String attention = optional(json, path, "attention", 35, errors);
    String phone = optional(json, path, "phone", 15, errors);
    return errors.size() > before
        ? Optional.empty()
        : Optional.of(new Address(name, attention, lines, city, state, postalCode, country, phone));
  }

  private static String country(JsonObject json, String path, List<String> errors) {
    if (json.getValue("country") instanceof String text && COUNTRY.matcher(text).matches()) {
      return text;
    }
    errors.add("'" + path + ".country' must be two capital letters such as US.");
    return "";
  }

  private static List<String> lines(JsonObject json, String path, List<String> errors) {
    List<String> lines = new ArrayList<>();
    if (json.getValue("lines") instanceof JsonArray given) {
      for (Object line : given) {
        if (line instanceof String text && isText(text, 35)) {
          lines.add(text.strip());
        } else {
          errors.add("'" + path + ".lines' must hold lines of 1 to 35 characters.");
          return lines;
        }
      }
    }
    if (lines.isEmpty() || lines.size() > 3) {
      errors.add("'" + path + ".lines' must be a list of one to three lines.");
    }
    return lines;
  }

  private static String required(
      JsonObject json, String path, String name, int most, List<String> errors) {
    @Nullable Object value = json.getValue(name);
    if (value instanceof String text && isText(text, most)) {
      return text.strip();
    }
    errors.add("'" + path + "." + name + "' must be text of 1 to " + most + " characters.");
    return "";
  }

  private static String optional(
      JsonObject json, String path, String name, int most, List<String> errors) {
    @Nullable Object value = json.getValue(name);
    return value == null || value.equals("") ? "" : required(json, path, name, most, errors);
  }

  /** Control characters make UPS answer 200 with an empty body: sold or not, nobody could say. */
  private static boolean isText(String text, int most) {
    return !text.isBlank()
        && text.strip().length() <= most
        && text.strip().chars().noneMatch(Character::isISOControl);
  }
}
