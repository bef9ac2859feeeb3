package com.mlconnector.sandbox;

import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One misbehaviour, for the next calls of one operation.
 *
 * @param operation the operation's name ({@code invoice.get}, …), or {@code *} for any
 * @param kind what goes wrong
 * @param moment before the work is done, or after it; for kinds where it matters
 * @param skip calls that still go well first
 * @param times calls that then go wrong; 0 means until removed
 * @param status HTTP status for {@link Kind#STATUS}, {@link Kind#HTML} and {@link Kind#EMPTY}
 * @param retryAfter value of the {@code Retry-After} header, as given (seconds, a date, nonsense),
 *     or null
 * @param delayMillis pause for {@link Kind#DELAY}
 * @param body JSON body for {@link Kind#STATUS}, or null for the vendor's usual one
 */
public record Fault(
    String operation,
    Kind kind,
    Moment moment,
    int skip,
    int times,
    int status,
    @Nullable String retryAfter,
    long delayMillis,
    @Nullable JsonObject body) {

  public enum Kind {
    /** The answer comes late. */
    DELAY,
    /** The connection is cut instead of answering. */
    RESET,
    /** No answer, and the connection stays open. */
    HANG,
    /** Another status, with an error body. */
    STATUS,
    /** An HTML page with the given status. */
    HTML,
    /** The given status without a body. */
    EMPTY,
    /** The right answer, cut in the middle. */
    TRUNCATE,
    /** The right answer, with every list of one element as that element. */
    COLLAPSE,
    /** The right answer, with every empty object or list as an empty string. */
    BLANK
  }

  public enum Moment {
    BEFORE,
    AFTER
  }

  private static final Set<String> KEYS =
      Set.of(
          "operation",
          "kind",
          "moment",
          "skip",
          "times",
          "status",
          "retryAfter",
          "delayMillis",
          "body");

  /**
   * Reads the control API's form, for example {@code
   * {"operation":"ship","kind":"reset","moment":"after","times":1}}.
   *
   * @throws IllegalArgumentException with a sentence for the caller
   */
  public static Fault of(JsonObject json) {
    for (String key : json.fieldNames()) {
      if (!KEYS.contains(key)) {
        throw new IllegalArgumentException(
            "A fault has no member '" + key + "'. Known: " + String.join(", ", KEYS) + ".");
      }
    }
    String operation = json.getString("operation");
    if (operation == null || operation.isBlank()) {
      throw new IllegalArgumentException("A fault needs an 'operation', or '*' for any.");
    }
    Kind kind = oneOf(Kind.class, "kind", json.getString("kind"));
    Moment moment = oneOf(Moment.class, "moment", json.getString("moment", "before"));
    return new Fault(
        operation,
        kind,
        moment,
        json.getInteger("skip", 0),
        json.getInteger("times", 1),
        json.getInteger("status", kind == Kind.EMPTY ? 200 : 503),
        json.getString("retryAfter"),
        json.getLong("delayMillis", 1_000L),
        json.getJsonObject("body"));
  }

  JsonObject toJson() {
    return new JsonObject()
        .put("operation", operation)
        .put("kind", kind.name().toLowerCase(Locale.ROOT))
        .put("moment", moment.name().toLowerCase(Locale.ROOT))
        .put("skip", skip)
        .put("times", times)
        .put("status", status)
        .put("retryAfter", retryAfter)
        .put("delayMillis", delayMillis)
        .put("body", body);
  }

  private static <E extends Enum<E>> E oneOf(Class<E> type, String key, @Nullable String word) {
    for (E value : type.getEnumConstants()) {
      if (value.name().equalsIgnoreCase(word)) {
        return value;
      }
    }
    throw new IllegalArgumentException(
        "'"
            + key
            + "' must be one of "
            + Arrays.toString(type.getEnumConstants()).toLowerCase(Locale.ROOT)
            + ", not '"
            + word
            + "'.");
  }
}
