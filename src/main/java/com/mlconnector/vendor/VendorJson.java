package com.mlconnector.vendor;

import com.mlconnector.domain.Outcome;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A place in a vendor's JSON that knows its own path. Both vendors write numbers as strings and
 * strings as numbers, {@code ""} for an empty container, and one object where a list was promised;
 * all of that reads the same here. A needed value that is missing ends the reading with a sentence
 * naming its path.
 */
public final class VendorJson {
  /** Longer "numbers" are attacks on whoever prints them: {@code 1e999999999}. */
  private static final int LONGEST_NUMBER = 40;

  private final String path;
  private final @Nullable Object value;

  private VendorJson(String path, @Nullable Object value) {
    this.path = path;
    this.value = value;
  }

  public sealed interface Reading<T> {
    record Read<T>(T value) implements Reading<T> {}

    record Unreadable<T>(String why) implements Reading<T> {}

    default Outcome<T> settle(Effect effect) {
      return switch (this) {
        case Read<T>(T value) -> new Outcome.Done<>(value);
        case Unreadable<T>(String why) -> effect.unclear("unreadable answer: " + why);
      };
    }
  }

  /** An empty body counts as an empty object; one that is no JSON is found out by reading it. */
  public static VendorJson of(Buffer body) {
    try {
      return new VendorJson("", body.length() == 0 ? new JsonObject() : Json.decodeValue(body));
    } catch (DecodeException _) {
      return new VendorJson("", null);
    }
  }

  public <T> Reading<T> read(Function<VendorJson, T> reader) {
    if (path.isEmpty() && value == null) {
      return new Reading.Unreadable<>("the body is not JSON");
    }
    try {
      return new Reading.Read<>(reader.apply(this));
    } catch (UnreadableException e) {
      return new Reading.Unreadable<>(e.why);
    }
  }

  /** An object or list is here. */
  public boolean isPresent() {
    return value instanceof JsonObject || value instanceof JsonArray;
  }

  /** The name stands here, with whatever value: UPS means "yes" by writing {@code ""}. */
  public boolean has(String name) {
    return value instanceof JsonObject object && object.containsKey(name);
  }

  /** The object of that name, the first one of a list, or a place where everything is absent. */
  public VendorJson at(String name) {
    List<VendorJson> here = each(name);
    return here.isEmpty() || !here.getFirst().isPresent()
        ? new VendorJson(path(name), null)
        : here.getFirst();
  }

  public VendorJson need(String name) {
    VendorJson child = at(name);
    if (!child.isPresent()) {
      throw unreadable(name, has(name) ? "is not an object" : "is missing");
    }
    return child;
  }

  /** The elements of a list, or the single thing that stands in its place. */
  public List<VendorJson> each(String name) {
    return switch (child(name)) {
      case null -> List.of();
      case String text when text.isEmpty() -> List.of();
      case JsonArray array -> elements(name, array);
      case Object single -> List.of(new VendorJson(path(name), single));
    };
  }

  /** As {@link #each}, where an absent list must not pass for an empty one. */
  public List<VendorJson> needEach(String name) {
    if (!has(name)) {
      throw unreadable(name, "is missing");
    }
    return each(name);
  }

  /** Text, or a number or truth value as text; empty where there is none. */
  public String text(String name) {
    return text(child(name));
  }

  public String text() {
    return text(value);
  }

  public String needText(String name) {
    String text = text(name);
    if (text.isBlank()) {
      throw unreadable(name, has(name) ? "is empty or no text" : "is missing");
    }
    return text;
  }

  public Optional<BigDecimal> decimal(String name) {
    String text = text(name).strip();
    try {
      BigDecimal number = new BigDecimal(text);
      return Math.abs(number.scale()) > LONGEST_NUMBER || number.precision() > LONGEST_NUMBER
          ? Optional.empty()
          : Optional.of(number);
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  public long needLong(String name) {
    needText(name);
    try {
      return decimal(name).orElseThrow(() -> unreadable(name, "is no number")).longValueExact();
    } catch (ArithmeticException _) {
      throw unreadable(name, "is no whole number");
    }
  }

  public int needInt(String name) {
    long number = needLong(name);
    if (number != (int) number) {
      throw unreadable(name, "is too large");
    }
    return (int) number;
  }

  /** To be thrown by a reader that cannot use the value of that name. */
  public RuntimeException unreadable(String name, String problem) {
    return new UnreadableException(path(name) + " " + problem);
  }

  private @Nullable Object child(String name) {
    return value instanceof JsonObject object ? object.getValue(name) : null;
  }

  private List<VendorJson> elements(String name, JsonArray array) {
    List<VendorJson> elements = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      Object element = array.getValue(i);
      if (element != null) {
        elements.add(new VendorJson(path(name) + "[" + i + "]", element));
      }
    }
    return elements;
  }

  private String path(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private static String text(@Nullable Object value) {
    return switch (value) {
      case String text -> text;
      case Number number -> number.toString();
      case Boolean truth -> truth.toString();
      case null, default -> "";
    };
  }

  /** Never leaves {@link #read}. */
  private static final class UnreadableException extends RuntimeException {
    private final transient String why;

    UnreadableException(String why) {
      super(why, null, false, false);
      this.why = why;
    }
  }
}
