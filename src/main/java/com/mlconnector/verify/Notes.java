package com.mlconnector.verify;

import java.util.ArrayList;
import java.util.List;

/**
 * The notes of an invoice, taken apart: what people wrote, and our blocks for this very invoice.
 * Reads the markers as people see them, and knows nothing of how they are made.
 */
record Notes(String human, List<String> blocks) {
  private static final String CLOSING = "--- end of UPS shipment ---";

  Notes {
    blocks = List.copyOf(blocks);
  }

  static Notes of(String text, String number) {
    String opening =
        "--- UPS shipment for invoice " + number + " (kept up to date automatically) ---";
    List<String> blocks = new ArrayList<>();
    String human = text;
    for (int begin = find(human, opening, 0); begin >= 0; begin = find(human, opening, begin)) {
      int end = human.indexOf(CLOSING, begin);
      if (end < 0) {
        break;
      }
      end += CLOSING.length();
      blocks.add(human.substring(begin, end));
      String before = human.substring(0, begin);
      human =
          (before.endsWith("\n\n") ? before.substring(0, before.length() - 2) : before)
              + human.substring(end);
      begin = Math.min(begin, human.length());
    }
    return new Notes(human, blocks);
  }

  /** At the begin of a line. */
  private static int find(String text, String opening, int from) {
    for (int at = text.indexOf(opening, from); at >= 0; at = text.indexOf(opening, at + 1)) {
      if (at == 0 || text.charAt(at - 1) == '\n') {
        return at;
      }
    }
    return -1;
  }

  /** Other words, with our block where a person leaves it. */
  String with(String otherWords) {
    if (blocks.isEmpty()) {
      return otherWords;
    }
    return otherWords.isEmpty() ? block() : otherWords + "\n\n" + block();
  }

  String block() {
    return String.join("\n\n", blocks);
  }
}
