package com.mlconnector.sandbox.ups;

import java.util.HashMap;
import java.util.Map;

/** Letters of five by seven dots: each row a hexadecimal number, the left dot its highest bit. */
final class PixelFont {
  static final int COLUMNS = 5;

  private static final String GLYPHS =
      """
      A 0E 11 11 1F 11 11 11
      B 1E 11 11 1E 11 11 1E
      C 0E 11 10 10 10 11 0E
      D 1E 11 11 11 11 11 1E
      E 1F 10 10 1E 10 10 1F
      F 1F 10 10 1E 10 10 10
      G 0E 11 10 17 11 11 0E
      H 11 11 11 1F 11 11 11
      I 0E 04 04 04 04 04 0E
      J 07 02 02 02 02 12 0C
      K 11 12 14 18 14 12 11
      L 10 10 10 10 10 10 1F
      M 11 1B 15 15 11 11 11
      N 11 19 15 13 11 11 11
      O 0E 11 11 11 11 11 0E
      P 1E 11 11 1E 10 10 10
      Q 0E 11 11 11 15 12 0D
      R 1E 11 11 1E 14 12 11
      S 0F 10 10 0E 01 01 1E
      T 1F 04 04 04 04 04 04
      U 11 11 11 11 11 11 0E
      V 11 11 11 11 11 0A 04
      W 11 11 11 15 15 1B 11
      X 11 11 0A 04 0A 11 11
      Y 11 11 0A 04 04 04 04
      Z 1F 01 02 04 08 10 1F
      0 0E 11 13 15 19 11 0E
      1 04 0C 04 04 04 04 0E
      2 0E 11 01 06 08 10 1F
      3 1F 02 04 02 01 11 0E
      4 02 06 0A 12 1F 02 02
      5 1F 10 1E 01 01 11 0E
      6 06 08 10 1E 11 11 0E
      7 1F 01 02 04 08 08 08
      8 0E 11 11 0E 11 11 0E
      9 0E 11 11 0F 01 02 0C
      - 00 00 00 1F 00 00 00
      . 00 00 00 00 00 0C 0C
      , 00 00 00 00 0C 04 08
      / 01 01 02 04 08 10 10
      # 0A 0A 1F 0A 1F 0A 0A
      & 0C 12 14 08 15 12 0D
      : 00 0C 0C 00 0C 0C 00
      ' 04 04 08 00 00 00 00
      ( 02 04 08 08 08 04 02
      ) 08 04 02 02 02 04 08
      + 00 04 04 1F 04 04 00
      """;

  private static final int[] BLANK = new int[7];
  private static final int[] BOX = {0x1F, 0x11, 0x11, 0x11, 0x11, 0x11, 0x1F};
  private static final Map<Character, int[]> ROWS = read();

  private PixelFont() {}

  /** UPS prints a box for what it has no sign for; so does this. */
  static int[] rows(char c) {
    return c == ' ' ? BLANK : ROWS.getOrDefault(c, BOX);
  }

  private static Map<Character, int[]> read() {
    Map<Character, int[]> rows = new HashMap<>();
    GLYPHS
        .lines()
        .forEach(line -> {
          String[] parts = line.split(" ", -1);
          int[] glyph = new int[7];
          for (int row = 0; row < 7; row++) {
            glyph[row] = Integer.parseInt(parts[row + 1], 16);
          }
          rows.put(parts[0].charAt(0), glyph);
        });
    return rows;
  }
}
