package com.mlconnector.config;

import org.jspecify.annotations.Nullable;

/**
 * One mistake in the configuration, in words.
 *
 * @param found the value as written, or null where it could be a secret
 * @param origin the file or the variable it came from
 */
public record ConfigError(
    String key, @Nullable String found, String why, String remedy, String origin) {

  public String sentence() {
    String value = found == null ? "" : " is \"" + found + "\"";
    return key + value + " (" + origin + "): " + why + " " + remedy;
  }
}
