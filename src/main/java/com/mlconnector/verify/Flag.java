package com.mlconnector.verify;

import java.util.Locale;

/**
 * What a person wrote to have an invoice shipped, right or wrong.
 *
 * @param tenths of a pound; 0 where the form has no weight
 */
record Flag(Form form, Speed speed, int tenths) {
  static final Flag NONE = new Flag(Form.NONE, Speed.GROUND, 0);

  enum Form {
    NONE,
    PLAIN,
    /** The goods tell the weight. */
    WITHOUT_WEIGHT,
    /** Asks for one further label. */
    AGAIN,
    MISSPELT,
    WITHOUT_SERVICE,
    TWO_SERVICES
  }

  enum Speed {
    GROUND("ground", "grond", "03"),
    THREE_DAY("3day", "3dya", "12"),
    TWO_DAY("2day", "2dya", "02"),
    OVERNIGHT("overnight", "ovrnight", "01");

    final String word;
    final String misspelt;

    /** UPS's. */
    final String code;

    Speed(String word, String misspelt, String code) {
      this.word = word;
      this.misspelt = misspelt;
      this.code = code;
    }
  }

  /** As it stands after {@code #ship}. */
  String words() {
    return switch (form) {
      case NONE -> "";
      case PLAIN, AGAIN -> speed.word + " " + weight();
      case WITHOUT_WEIGHT -> speed.word;
      case MISSPELT -> speed.misspelt + " " + weight();
      case WITHOUT_SERVICE -> weight();
      case TWO_SERVICES -> speed.word + " " + weight() + " " + other().word;
    };
  }

  /** What an operator makes of a misspelt one by picking what is suggested. */
  Flag corrected() {
    return new Flag(Form.PLAIN, speed, tenths);
  }

  String weight() {
    return String.format(Locale.ROOT, "%d.%dlb", tenths / 10, tenths % 10);
  }

  private Speed other() {
    return speed == Speed.GROUND ? Speed.TWO_DAY : Speed.GROUND;
  }
}
