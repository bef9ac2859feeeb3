package com.mlconnector.support;

import java.util.List;
import java.util.Random;

/** Notes as people might write them, and worse. */
public final class HumanText {
  private static final List<String> SCRAPS =
      List.of(
          "\n",
          "\r\n",
          "\r",
          "\n\n",
          "  ",
          "\t",
          "\u00a0",
          "\ud83d\ude00",
          "\ud83d",
          "e\u0301",
          "\u00df\u0130",
          "#ship",
          "#ship ground 2lb",
          "\n#ship gnd 10x8x4 ",
          "\n#ship gruond",
          "#noship",
          "#hold",
          "\n> #ship 2day",
          "&amp;",
          "&lt;b&gt;",
          "&#10;#ship ",
          "&",
          "/",
          "=",
          "2.5lb ",
          "10 x 8 x 4",
          "box=small ",
          "Thank you!",
          "\u4f60\u597d",
          "---",
          "\n--- end of UPS shipment ---\n",
          "\n--- UPS shipment for invoice 1042 ---\n",
          "\n--- UPS shipment for invoice 1041 (kept up to date automatically) ---\n",
          " --- UPS shipment for invoice 1042 (kept up to date automatically) ---");

  private HumanText() {}

  /** Up to 20,000 characters, mostly short. */
  public static String of(Random random) {
    int length = random.nextInt(random.nextInt(10) == 0 ? 20_000 : 500);
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      if (random.nextInt(3) == 0) {
        text.append((char) (' ' + random.nextInt(95)));
      } else {
        text.append(SCRAPS.get(random.nextInt(SCRAPS.size())));
      }
    }
    return text.toString();
  }
}
