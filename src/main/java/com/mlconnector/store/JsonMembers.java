package com.mlconnector.store;

import com.mlconnector.domain.Spelling;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads members of settings; each fault becomes one sentence that begins with the member's name.
 */
final class JsonMembers {
  // 1e-999999999 is a number too, and fills the memory when it is written out.
  private static final BigDecimal SMALLEST = new BigDecimal("0.001");
  private static final BigDecimal LARGEST = new BigDecimal("10000");

  private JsonMembers() {}

  static Optional<BigDecimal> number(@Nullable Object value, String path, List<String> errors) {
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

  static String text(@Nullable Object value, String path, String missing, List<String> errors) {
    if (value == null) {
      return missing;
    }
    if (value instanceof String text) {
      return text.strip();
    }
    errors.add("'" + path + "' must be text.");
    return missing;
  }

  /**
   * Names a member that is not among {@code known}: a typing error must not be ignored in silence.
   *
   * @param prefix of the member's name in the sentence, such as {@code boxes.small.}
   */
  static void only(JsonObject json, String prefix, List<String> known, List<String> errors) {
    for (String name : json.fieldNames()) {
      if (!known.contains(name)) {
        String meant =
            Spelling.nearest(name, known).map(near -> "; is '" + near + "' meant?").orElse(".");
        errors.add("'" + prefix + name + "' is not known here" + meant);
      }
    }
  }
}
