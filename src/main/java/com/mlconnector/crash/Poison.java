package com.mlconnector.crash;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Pieces of work that are the end of any handler, for the tests of what becomes of their
 * neighbours: {@code -Dcrash.poison=invoice/1804477=loops,shipment/…=huge}.
 */
public enum Poison {
  /** It fails. */
  THROWS,
  /** It never waits and never ends. */
  LOOPS,
  /** It asks for 8 GB. */
  HUGE;

  private static final Map<String, Poison> ARMED = armed(System.getProperty("crash.poison", ""));

  public static void taste(String kind, String key) {
    if (!ARMED.isEmpty()) {
      Poison poison = ARMED.get(kind + "/" + key);
      if (poison != null) {
        poison.work();
      }
    }
  }

  @SuppressWarnings("InfiniteLoopStatement")
  private void work() {
    switch (this) {
      case THROWS -> throw new IllegalStateException("poison");
      case LOOPS -> {
        while (true) {
          Thread.onSpinWait();
        }
      }
      case HUGE -> throw new IllegalStateException("it fits: " + new long[1 << 30].length);
    }
  }

  private static Map<String, Poison> armed(String property) {
    return Arrays.stream(property.split(",", -1))
        .filter(piece -> !piece.isEmpty())
        .map(piece -> piece.split("=", 2))
        .collect(
            Collectors.toMap(
                piece -> piece[0], piece -> valueOf(piece[1].toUpperCase(Locale.ROOT))));
  }
}
