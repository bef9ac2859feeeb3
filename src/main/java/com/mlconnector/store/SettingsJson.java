package com.mlconnector.store;

import com.mlconnector.domain.Address;
import com.mlconnector.domain.ConnectionSettings;
import com.mlconnector.domain.ConnectionSettings.ShipWhen;
import com.mlconnector.domain.FlagSettings;
import com.mlconnector.domain.Service;
import com.mlconnector.domain.Weight;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
 *  "shippingWords": ["shipping", "ship", "delivery", "freight", "postage"],
 *  "everyShippingLine": false, "flagFields": ["line", "notes", "terms", "po", "client-note"],
 *  "softLimit": 50, "shipUnchecked": false,
 *  "boxes": {"small": {"sides": [10, 8, 4], "unit": "in", "tare": 4, "tareUnit": "oz"}},
 *  "standardBox": "small", "writeBack": {…}, "dryRun": false}
 * }</pre>
 *
 * Weights are in {@code unit} (lb or kg), sides in inches or centimetres accordingly; a box may
 * name units of its own. Parcels above {@code softLimit} ask whether that is meant. {@code
 * writeBack} is described in {@link WriteBackJson}.
 */
public final class SettingsJson {
  private static final List<String> KNOWN =
      List.of(
          "shipper",
          "unit",
          "defaultService",
          "defaultWeight",
          "shipWhen",
          "timeZone",
          "shippingWords",
          "everyShippingLine",
          "flagFields",
          "softLimit",
          "shipUnchecked",
          "boxes",
          "standardBox",
          "writeBack",
          "dryRun");

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
    int before = errors.size();
    JsonMembers.only(json, "", KNOWN, errors);
    Optional<ConnectionSettings> settings = readKnown(json, errors);
    return errors.size() > before ? Optional.empty() : settings;
  }

  private static Optional<ConnectionSettings> readKnown(JsonObject json, List<String> errors) {
    SettingsJson reader = new SettingsJson(json);
    ConnectionSettings settings = reader.settings();
    errors.addAll(reader.errors);
    return reader.errors.isEmpty() ? Optional.ofNullable(settings) : Optional.empty();
  }

  /** A member that another version has written must not keep a connection from being read. */
  static ConnectionSettings stored(JsonObject json) {
    List<String> errors = new ArrayList<>();
    return readKnown(json, errors)
        .orElseThrow(() -> new IllegalStateException("Stored settings are broken: " + errors));
  }

  private @Nullable ConnectionSettings settings() {
    Weight.Unit unit = unit();
    FlagSettings flags = FlagsJson.read(json, unit, errors);
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
            WriteBackJson.read(json.getValue("writeBack"), "writeBack", errors),
            flag("dryRun"));
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

  private @Nullable Address shipper() {
    if (!(json.getValue("shipper") instanceof JsonObject shipper)) {
      errors.add("'shipper' is missing: name, lines, city, state, postalCode, country, phone.");
      return null;
    }
    return AddressJson.read(shipper, "shipper", errors).orElse(null);
  }

  private Optional<BigDecimal> number(@Nullable Object value, String path) {
    return JsonMembers.number(value, path, errors);
  }

  private String text(JsonObject from, String name, String missing) {
    return JsonMembers.text(from.getValue(name), name, missing, errors);
  }
}
