package com.mlconnector.domain;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Flags as people might write them; the same seed gives the same flag. */
final class FlagPrograms {
  /** {@code -Dproperty.programs=1000000} for a long night. */
  static final int COUNT = Integer.getInteger("property.programs", 10_000);

  private static final List<String> TRIGGERS =
      List.of("#ship", "ship:", "#Ship:", "[ship", "  #SHIP,", "#reship");
  private static final List<String> SIZES =
      List.of(
          "10x8x4", "12 x 12 x 6", "25.4x20.32x10.16cm", "9 by 7 by 3", "11*8*4 in", "box=small");
  private static final List<String> OPTIONS =
      List.of(
          "sat",
          "value=1,250.50",
          "to=secondary",
          "bill=recipient",
          "bill=acme-2",
          "date=2026-08-15",
          "return");
  private static final List<String> MISTAKES =
      List.of(
          "gruond",
          "2day",
          "svc=3",
          "svc=99",
          "sgi",
          "sig",
          "adult-sig",
          "residental",
          "commercial",
          "xylophone",
          "thanks!",
          "Gr\u00fcond",
          "&amp;c.",
          "\ud83d\ude00",
          "10x8",
          "10x8x",
          "200x8x4",
          "25000lb",
          "60lb",
          "3lb",
          "1.2.3 lb",
          "2 lbb",
          "4oz",
          "pkgs=2",
          "pkgs=0",
          "box=smal",
          "boxx=small",
          "to=home",
          "to=secundary",
          "bil=us",
          "bill=recipent",
          "value=lots",
          "date=tomorrow",
          "ref=A-1",
          "reff=B",
          "colour=red",
          "/",
          "/ 5lb",
          "x".repeat(80));

  final Random random;

  FlagPrograms(long seed) {
    random = new Random(seed);
  }

  <T> T any(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  String trigger() {
    return any(TRIGGERS);
  }

  /** Tokens that understand each other in any order. */
  List<String> tokens() {
    List<String> tokens = new ArrayList<>();
    tokens.add(service());
    tokens.add(weight());
    if (random.nextBoolean()) {
      tokens.add(any(SIZES));
    }
    if (random.nextInt(4) == 0) {
      tokens.add("pkgs=" + (1 + random.nextInt(9)));
    }
    if (random.nextInt(3) == 0) {
      tokens.add(any(List.of("sig", "adult-sig", "signature")));
    }
    if (random.nextInt(3) == 0) {
      tokens.add(any(List.of("residential", "commercial")));
    }
    List<String> options = new ArrayList<>(OPTIONS);
    options.remove(random.nextBoolean() ? "bill=recipient" : "bill=acme-2");
    Collections.shuffle(options, random);
    tokens.addAll(options.subList(0, random.nextInt(4)));
    Collections.shuffle(tokens, random);
    return tokens;
  }

  private String service() {
    Service service = any(List.of(Service.values()));
    return switch (random.nextInt(5)) {
      case 0 -> "svc=" + service.code();
      case 1 -> service.label();
      case 2 -> "saver";
      default -> any(service.words());
    };
  }

  String weight() {
    int whole = 1 + random.nextInt(20);
    int tenth = random.nextInt(10);
    return switch (random.nextInt(6)) {
      case 0 -> whole + "lb";
      case 1 -> whole + "." + tenth + " lbs";
      case 2 -> whole + " lb " + tenth + " oz";
      case 3 -> whole + "," + tenth + " kg";
      case 4 -> (whole * 100 + tenth) + "g";
      default -> whole + "#";
    };
  }

  /** A list of two or three parcels, as one stretch. */
  String list() {
    List<String> parcels = new ArrayList<>();
    for (int i = 2 + random.nextInt(2); i > 0; i--) {
      String size = random.nextBoolean() ? " " + any(SIZES) : "";
      String reference = random.nextInt(3) == 0 ? " ref=R\u00e9f-" + random.nextInt(100) : "";
      parcels.add(weight() + size + reference);
    }
    return String.join(" / ", parcels);
  }

  String joined(List<String> tokens) {
    StringBuilder text = new StringBuilder();
    tokens.forEach(token -> text.append(any(List.of(" ", "  ", ", ", "; ", " , "))).append(token));
    return text.toString();
  }

  /** A line with up to four things wrong with it. */
  String mistaken() {
    List<String> tokens = tokens();
    for (int i = random.nextInt(5); i > 0; i--) {
      tokens.add(random.nextInt(tokens.size() + 1), any(MISTAKES));
    }
    return trigger() + joined(tokens);
  }

  /** Anything at all. */
  String text() {
    int length = random.nextInt(random.nextInt(50) == 0 ? 5_000 : 200);
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      switch (random.nextInt(8)) {
        case 0 -> text.append((char) random.nextInt(0x10000));
        case 1 -> text.append((char) (' ' + random.nextInt(95)));
        case 2 -> text.append(any(List.of("\n", "\r\n", " ", "\n> ", "&#10;", "&", "=", "[", "]")));
        case 3 -> text.append(any(List.of("#hold", "#noship", "#hold until ", "2026-08-15")));
        case 4 -> text.append('\n').append(mistaken());
        default -> text.append(any(MISTAKES)).append(' ');
      }
    }
    return text.toString();
  }
}
