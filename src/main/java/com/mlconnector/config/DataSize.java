package com.mlconnector.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number of bytes, written {@code 64kB}. A kB is 1024 bytes, as in Postgres and the JVM. */
public record DataSize(long bytes) implements Comparable<DataSize> {
  private static final Pattern WRITTEN = Pattern.compile("(\\d{1,9})(B|kB|MB|GB)");

  static Optional<DataSize> parse(String text) {
    Matcher matcher = WRITTEN.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long number = Long.parseLong(matcher.group(1));
    return Optional.of(
        switch (matcher.group(2)) {
          case "kB" -> new DataSize(number << 10);
          case "MB" -> new DataSize(number << 20);
          case "GB" -> new DataSize(number << 30);
          default -> new DataSize(number);
        });
  }

  /** For settings that Vert.x takes as an int; every size we accept fits. */
  public int intBytes() {
    return Math.toIntExact(bytes);
  }

  @Override
  public int compareTo(DataSize other) {
    return Long.compare(bytes, other.bytes);
  }
}
