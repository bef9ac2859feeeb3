package com.mlconnector.ups;

import com.mlconnector.domain.Label;
import java.util.Base64;
import java.util.Optional;

/**
 * Finds out what a label really is. UPS has been seen answering another format than asked for, and
 * recovery writes the names in lower case, so its name for the format is not even read.
 */
final class UpsLabel {
  private UpsLabel() {}

  /** Empty where the image cannot be decoded or is of no kind we can print. */
  static Optional<Label> read(String base64) {
    try {
      byte[] image = Base64.getDecoder().decode(base64.replaceAll("\\s", ""));
      return Label.Format.of(image).map(format -> new Label(format, image));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
