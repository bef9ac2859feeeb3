package com.mlconnector.store;

import com.mlconnector.domain.Address;
import com.mlconnector.domain.ConnectionSettings;
import com.mlconnector.domain.ConnectionSettings.ShipWhen;
import com.mlconnector.domain.Dimensions;
import com.mlconnector.domain.FlagSettings;
import com.mlconnector.domain.FlagSettings.Box;
import com.mlconnector.domain.FlagSettings.Boxes;
import com.mlconnector.domain.Service;
import com.mlconnector.domain.Weight;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A connection's settings as JSON: the form in the database and the form of the management API are
 * one.
 *
 * <pre>{@code
 * {"shipper": {"name": "…", "attention": "…", "lines": ["…"], "city": "…", "state": "CA",
 *              "postalCode": "94607", "country": "US", "phone": "5105550142"},
 *  "unit": "lb", "defaultService": "03", "defaultWeight": 2.5, "shipWhen": "sent",
 *  "timeZone": "America/Los_Angeles",
 *  "everyShippingLine": false, "shipUnchecked": false, "boxes": {"small": {"sides": [10, 8, 4], "tare": 0.25}},
 *  "standardBox": "small", "writeBack": {…}}
 * }</pre>
 *
 * {@code writeBack} is described in {@link WriteBackJson}. Weights are in {@code unit} (lb or kg),
 * sides in inches or centimetres accordingly.
 */
public final class SettingsJson {
  // 1e-999999999 is a number too, and fills the memory when it is written out.
  private static final BigDecimal SMALLEST = new BigDecimal("0.001");
  private static final BigDecimal LARGEST = new BigDecimal("10000");

  private final JsonObject json;
  private final List<String> errors = new ArrayList<>();

  private SettingsJson(JsonObject json) {
    this.json = json;
  }

  /**
   * Reads settings, or tells all that is wrong with them.
   *
   * @param errors receives one sentence for each fault, with the member's name; empty means success
   */
  public static Optional<ConnectionSettings> read(JsonObject json, List<String> errors) {
    SettingsJson reader = new SettingsJson(json);
    ConnectionSettings settings = reader.settings();
    errors.addAll(reader.errors);
    return reader.errors.isEmpty() ? Optional.ofNullable(settings) : Optional.empty();
  }

  static ConnectionSettings stored(JsonObject json) {
    List<String> errors = new ArrayList<>();
    return read(json, errors)
        .orElseThrow(() -> new IllegalStateException("Stored settings are broken: " + errors));
  }

  private @Nullable ConnectionSettings settings() {
    Weight.Unit unit = unit();
    Boxes boxes = boxes(unit);
    FlagSettings flags = FlagSettings.standard(unit).withBoxes(boxes);
    Optional<Service> service = service();
    boolean everyLine = flag("everyShippingLine");
    if (service.isPresent()) {
      flags =
          everyLine
              ? flags.withEveryShippingLine(service.get())
              : flags.withDefaultService(service.get());
    } else if (everyLine) {
      errors.add("'everyShippingLine' needs a 'defaultService'.");
    }
    Address shipper = shipper();
    Optional<Weight> defaultWeight =
        number(json.getValue("defaultWeight"), "defaultWeight").map(n -> Weight.of(n, unit));
    ShipWhen when = when();
    ZoneId zone = zone();
    return shipper == null
        ? null
        : new ConnectionSettings(
            shipper,
            flags,
            defaultWeight,
            when,
            zone,
            flag("shipUnchecked"),
            WriteBackJson.read(json.getValue("writeBack"), "writeBack", errors));
  }

  private boolean flag(String name) {
    Object value = json.getValue(name);
    if (value != null && !(value instanceof Boolean)) {
      errors.add("'" + name + "' must be true or false.");
    }
    return Boolean.TRUE.equals(value);
  }

  private Weight.Unit unit() {
    return switch (text(json, "unit", "lb")) {
      case "lb" -> Weight.Unit.POUND;
      case "kg" -> Weight.Unit.KILOGRAM;
      default -> {
        errors.add("'unit' must be lb or kg.");
        yield Weight.Unit.POUND;
      }
    };
  }

  private Optional<Service> service() {
    String code = text(json, "defaultService", "");
    if (code.isEmpty()) {
      return Optional.empty();
    }
    Optional<Service> service = Service.byCode(code);
    if (service.isEmpty()) {
      errors.add("'defaultService' must be a UPS service code such as 03, not '" + code + "'.");
    }
    return service;
  }

  private ShipWhen when() {
    String word = text(json, "shipWhen", "sent").toUpperCase(Locale.ROOT);
    for (ShipWhen when : ShipWhen.values()) {
      if (when.name().equals(word)) {
        return when;
      }
    }
    errors.add("'shipWhen' must be sent, paid or any.");
    return ShipWhen.SENT;
  }

  /** FreshBooks' own zone where none is given. */
  private ZoneId zone() {
    String name = text(json, "timeZone", "America/New_York");
    try {
      return ZoneId.of(name);
    } catch (DateTimeException unknown) {
      errors.add("'timeZone' must be a zone such as America/Chicago, not '" + name + "'.");
      return ZoneId.of("America/New_York");
    }
  }

  private Boxes boxes(Weight.Unit unit) {
    Object value = Objects.requireNonNullElse(json.getValue("boxes"), new JsonObject());
    if (!(value instanceof JsonObject named)) {
      errors.add("'boxes' must be an object of name to box.");
      return Boxes.NONE;
    }
    Map<String, Box> boxes = new HashMap<>();
    for (String name : named.fieldNames()) {
      box(named.getValue(name), "boxes." + name, unit).ifPresent(box -> boxes.put(name, box));
    }
    String standard = text(json, "standardBox", "");
    if (!standard.isEmpty() && !boxes.containsKey(standard)) {
      errors.add("'standardBox' is not among the boxes.");
      return Boxes.NONE;
    }
    return new Boxes(boxes, standard.isEmpty() ? null : standard);
  }

  private Optional<Box> box(Object value, String path, Weight.Unit unit) {
    Dimensions.Unit sideUnit =
        unit == Weight.Unit.POUND ? Dimensions.Unit.INCH : Dimensions.Unit.CENTIMETRE;
    if (!(value instanceof JsonObject box)
        || !(box.getValue("sides") instanceof JsonArray sides)
        || sides.size() != 3) {
      errors.add("'" + path + "' needs 'sides', a list of three numbers.");
      return Optional.empty();
    }
    List<BigDecimal> lengths = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      // A missing side is as wrong as a word; only a missing weight means "none".
      Object side = Objects.requireNonNullElse(sides.getValue(i), "");
      number(side, path + ".sides[" + i + "]").ifPresent(lengths::add);
    }
    Optional<Weight> tare =
        number(box.getValue("tare"), path + ".tare").map(n -> Weight.of(n, unit));
    return lengths.size() == 3
        ? Optional.of(
            new Box(
                Dimensions.of(lengths.get(0), lengths.get(1), lengths.get(2), sideUnit),
                tare.orElse(null)))
        : Optional.empty();
  }

  private @Nullable Address shipper() {
    if (!(json.getValue("shipper") instanceof JsonObject shipper)) {
      errors.add("'shipper' is missing: name, lines, city, state, postalCode, country, phone.");
      return null;
    }
    return AddressJson.read(shipper, "shipper", errors).orElse(null);
  }

  private Optional<BigDecimal> number(@Nullable Object value, String path) {
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof Number || value instanceof String) {
      try {
        BigDecimal number = new BigDecimal(value.toString());
        if (number.compareTo(SMALLEST) >= 0 && number.compareTo(LARGEST) <= 0) {
          return Optional.of(number);
        }
      } catch (NumberFormatException notANumber) {
        // said below
      }
    }
    errors.add("'" + path + "' must be a number from 0.001 to 10000.");
    return Optional.empty();
  }

  private String text(JsonObject from, String name, String missing) {
    Object value = from.getValue(name);
    if (value == null) {
      return missing;
    }
    if (value instanceof String text) {
      return text.strip();
    }
    errors.add("'" + name + "' must be text.");
    return missing;
  }
}
