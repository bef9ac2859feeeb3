package com.mlconnector.verify;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An invoice as a person writes it, without our block.
 *
 * @param words of the notes, which mean nothing to us
 * @param copied our block of another invoice, which came along with a copy
 */
record Page(
    Flag flag, Place place, Stop stop, String words, String copied, Goods goods, int quantity) {

  enum Place {
    NOTES,
    TERMS,
    PO_NUMBER,
    LINE
  }

  enum Stop {
    NONE(""),
    NEVER("#noship"),
    NOT_YET("#hold");

    final String word;

    Stop(String word) {
      this.word = word;
    }
  }

  /** What is sold. A weight of 0: nobody knows. */
  enum Goods {
    MUG("Blue mug", 8),
    FRAME("Walnut frame", 25),
    BOWL("Stoneware bowl", 0);

    final String title;

    /** Of a pound, for one. */
    final int tenths;

    Goods(String title, int tenths) {
      this.title = title;
      this.tenths = tenths;
    }
  }

  /** What people wrote into the notes. */
  String notes() {
    return Stream.of(words, hashLine(Place.NOTES), stop.word, copied)
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining("\n"));
  }

  /**
   * @param notes with our block, if there is one
   */
  JsonObject fields(String notes) {
    JsonArray lines = new JsonArray().add(line(goods.title, "Glazed by hand").put("qty", quantity));
    if (place == Place.LINE && flag.form() != Flag.Form.NONE) {
      lines.add(shippingLine());
    }
    return new JsonObject()
        .put("notes", notes)
        .put("terms", "Payable within 30 days" + below(hashLine(Place.TERMS)))
        .put("po_number", poNumber())
        .put("lines", lines);
  }

  private static String below(String line) {
    return line.isEmpty() ? "" : "\n" + line;
  }

  private String hashLine(Place wanted) {
    if (place != wanted || flag.form() == Flag.Form.NONE) {
      return "";
    }
    return (flag.form() == Flag.Form.AGAIN ? "#reship " : "#ship ") + flag.words();
  }

  private String poNumber() {
    return place == Place.PO_NUMBER && flag.form() != Flag.Form.NONE
        ? "SHIP " + flag.words().toUpperCase(Locale.ROOT)
        : "PO 4711";
  }

  private JsonObject shippingLine() {
    return switch (flag.form()) {
      case WITHOUT_WEIGHT -> line("Shipping: UPS " + flag.speed().word, "");
      case WITHOUT_SERVICE -> line("Shipping: UPS", flag.weight());
      default -> line("Shipping: UPS " + flag.words(), "");
    };
  }

  private static JsonObject line(String name, String description) {
    return new JsonObject()
        .put("name", name)
        .put("description", description)
        .put("qty", 1)
        .put("unit_cost", "9.50");
  }

  /** The same invoice, made anew with all that stands in its notes. */
  Page copiedWith(String block) {
    String both = copied.isEmpty() || block.isEmpty() ? copied + block : copied + "\n\n" + block;
    return new Page(flag, place, stop, words, both, goods, quantity);
  }

  @Override
  public String toString() {
    String asked =
        flag.form() == Flag.Form.NONE
            ? "no flag"
            : "%s '%s' in %s".formatted(word(flag.form()), flag.words(), word(place));
    String rest = stop == Stop.NONE ? "" : ", " + stop.word;
    return asked + rest + ", " + quantity + " x " + goods.title;
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
