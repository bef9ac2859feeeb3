package com.mlconnector.ups;

import com.mlconnector.domain.Label;
import com.mlconnector.domain.Label.Format;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Finds out what a label really is: UPS has been seen answering another format than asked for, and
 * recovery writes the names in lower case.
 */
final class UpsLabel {
  private UpsLabel() {}

  /** Empty where the image cannot be decoded or is of no kind we can print. */
  static Optional<Label> read(String base64, String declared) {
    byte[] image;
    try {
      image = Base64.getDecoder().decode(base64.replaceAll("\\s", ""));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
    return image.length == 0
        ? Optional.empty()
        : byMagic(image).or(() -> byName(declared)).map(format -> new Label(format, image));
  }

  private static Optional<Format> byMagic(byte[] image) {
    String head = new String(image, 0, Math.min(image.length, 64), StandardCharsets.ISO_8859_1);
    if (head.startsWith("GIF8")) {
      return Optional.of(Format.GIF);
    }
    if (head.startsWith("\u0089PNG")) {
      return Optional.of(Format.PNG);
    }
    if (head.startsWith("%PDF")) {
      return Optional.of(Format.PDF);
    }
    return head.contains("^XA") ? Optional.of(Format.ZPL) : Optional.empty();
  }

  private static Optional<Format> byName(String declared) {
    for (Format format : Format.values()) {
      if (format.name().equalsIgnoreCase(declared)) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }
}
