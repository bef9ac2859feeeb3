package com.mlconnector.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a JSON body of ours field by field and collects everything that is wrong with it. */
public final class JsonFields {
  private static final int MOST_DECIMALS = 12;

  private final JsonObject json;
  private final String path;
  private final List<String> errors;

  private JsonFields(JsonObject json, String path, List<String> errors) {
    this.json = json;
    this.path = path;
    this.errors = errors;
  }

  /** The request's body; anything but a JSON object is one error. */
  public static JsonFields of(RoutingContext ctx) {
    return of(ctx.body().buffer());
  }

  /** As {@link #of}, but no body at all is an empty object. */
  public static JsonFields ofOptional(RoutingContext ctx) {
    Buffer body = ctx.body().buffer();
    return of(body == null || body.length() == 0 ? Buffer.buffer("{}") : body);
  }

  /** For what is no body of a request, such as a row of a file. */
  public static JsonFields of(JsonObject json) {
    return new JsonFields(json, "", new ArrayList<>());
  }

  public static JsonFields of(@Nullable Buffer body) {
    List<String> errors = new ArrayList<>();
    JsonObject json = new JsonObject();
    try {
      json = new JsonObject(body == null ? Buffer.buffer() : body);
    } catch (DecodeException | ClassCastException notAnObject) {
      errors.add("The body must be a JSON object.");
    }
    return new JsonFields(json, "", errors);
  }

  /** The fields of a member object; a missing one is an error and reads as empty. */
  public JsonFields object(String name) {
    if (json.getValue(name) instanceof JsonObject member) {
      return new JsonFields(member, path + name + ".", errors);
    }
    errors.add("'" + path + name + "' must be an object.");
    return new JsonFields(new JsonObject(), path + name + ".", new ArrayList<>());
  }

  /** The fields of each object of a list; absent is empty. */
  public List<JsonFields> objects(String name, int most) {
    List<JsonFields> elements = new ArrayList<>();
    switch (json.getValue(name)) {
      case null -> {}
      case JsonArray given when given.size() <= most -> {
        for (int i = 0; i < given.size(); i++) {
          if (given.getValue(i) instanceof JsonObject element) {
            elements.add(new JsonFields(element, path + name + "[" + i + "].", errors));
          } else {
            errors.add("'" + path + name + "[" + i + "]' must be an object.");
          }
        }
      }
      default ->
          errors.add("'" + path + name + "' must be a list of at most " + most + " objects.");
    }
    return elements;
  }

  /** A member's name as errors tell it. */
  public String path(String name) {
    return path + name;
  }

  /** The member object, if it is there; anything but an object is an error. */
  public Optional<JsonFields> optionalObject(String name) {
    return json.getValue(name) == null ? Optional.empty() : Optional.of(object(name));
  }

  public JsonObject whole() {
    return json;
  }

  public String text(String name, int most) {
    Object value = json.getValue(name);
    if (value instanceof String text && !text.isBlank() && text.length() <= most && isText(text)) {
      return text.strip();
    }
    errors.add(
        "'"
            + path
            + name
            + "' must be text of 1 to "
            + most
            + (value instanceof String text && !isText(text)
                ? " characters, none of them a control character."
                : " characters."));
    return "";
  }

  public Optional<String> optionalText(String name, int most) {
    Object value = json.getValue(name);
    return value == null
        ? Optional.empty()
        : Optional.of(text(name, most)).filter(t -> !t.isEmpty());
  }

  /** A number, or text that is one: 2.5 and "2.5". */
  public Optional<BigDecimal> optionalNumber(String name, String smallest, String largest) {
    Object value = json.getValue(name);
    if (value == null) {
      return Optional.empty();
    }
    Optional<BigDecimal> number =
        value instanceof Number || value instanceof String
            ? number(value.toString())
                .filter(n -> n.compareTo(new BigDecimal(smallest)) >= 0)
                .filter(n -> n.compareTo(new BigDecimal(largest)) <= 0)
            : Optional.empty();
    if (number.isEmpty()) {
      errors.add(
          "'" + path + name + "' must be a number from " + smallest + " to " + largest + ".");
    }
    return number;
  }

  /** Line breaks and tabs are text; Postgres keeps no NUL, and nobody means the others. */
  private static boolean isText(String text) {
    return text.chars().noneMatch(c -> Character.isISOControl(c) && "\n\r\t".indexOf(c) < 0);
  }

  /** 1e-9999 is a number too, and nothing but trouble. */
  private static Optional<BigDecimal> number(String text) {
    try {
      return Optional.of(new BigDecimal(text.strip()))
          .filter(number -> number.scale() <= MOST_DECIMALS && number.scale() >= -MOST_DECIMALS);
    } catch (NumberFormatException notOne) {
      return Optional.empty();
    }
  }

  /** Absent is false. */
  public boolean flag(String name) {
    Object value = json.getValue(name);
    if (value != null && !(value instanceof Boolean)) {
      errors.add("'" + path + name + "' must be true or false.");
    }
    return Boolean.TRUE.equals(value);
  }

  /** Absent is empty. */
  public List<String> texts(String name, int most, int longest) {
    List<String> texts = new ArrayList<>();
    if (json.getValue(name) instanceof JsonArray given && given.size() <= most) {
      for (Object element : given) {
        if (element instanceof String text
            && !text.isBlank()
            && text.length() <= longest
            && isText(text)) {
          texts.add(text.strip());
        }
      }
      if (texts.size() == given.size()) {
        return texts;
      }
    } else if (json.getValue(name) == null) {
      return texts;
    }
    errors.add(
        "'"
            + path
            + name
            + "' must be a list of at most "
            + most
            + " texts of 1 to "
            + longest
            + " characters.");
    return List.of();
  }

  public @Nullable Object value(String name) {
    return json.getValue(name);
  }

  /** Names a member that is not among {@code known}: a typo must not be silently ignored. */
  public JsonFields only(Collection<String> known) {
    for (String name : json.fieldNames()) {
      if (!Set.copyOf(known).contains(name)) {
        errors.add("'" + path + name + "' is not known here.");
      }
    }
    return this;
  }

  public void wrong(String sentence) {
    errors.add(sentence);
  }

  public List<String> errors() {
    return errors;
  }

  /** One problem that tells all that is wrong; empty if nothing is. */
  public Optional<Problem> problem() {
    return errors.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Problem.of(
                    400, "Wrong fields", "Correct the fields named in 'errors' and send it again.")
                .withErrors(errors));
  }
}
