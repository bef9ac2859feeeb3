package com.mlconnector.domain;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What the write-back leaves in the line items: a line {@code Shipped by UPS Ground}, and lines of
 * a description with tracking numbers. The flag reader must not see our own words.
 */
final class OwnLines {
  private static final Pattern NAME = Pattern.compile(" *+shipped by ups(?![\\p{L}\\p{N}])");
  private static final Pattern TRACKING =
      Pattern.compile(" *+(?:ups tracking(?=[ :])|1z[a-z0-9]{16}(?![a-z0-9]))");

  private OwnLines() {}

  static boolean isOwn(FlagText name) {
    return NAME.matcher(name.folded()).lookingAt();
  }

  static FlagText strip(FlagText description) {
    return description.contains("1z") || description.contains("ups tracking")
        ? description.without(trackingLines(description))
        : description;
  }

  private static List<Span> trackingLines(FlagText text) {
    return text.lines().stream()
        .filter(line -> TRACKING.matcher(text.folded()).region(line.from(), line.to()).lookingAt())
        .toList();
  }
}
