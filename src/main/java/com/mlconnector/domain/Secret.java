package com.mlconnector.domain;

/**
 * A value that must never be printed: not in a log, not in an error, not in a debugger's tooltip.
 */
public final class Secret {
  private static final String MASK = "***";

  private final String value;

  public Secret(String value) {
    this.value = value;
  }

  public String reveal() {
    return value;
  }

  public boolean isEmpty() {
    return value.isEmpty();
  }

  /** The last two characters, for people who have to recognise an account. */
  public String masked() {
    return value.length() < 5 ? MASK : MASK + value.substring(value.length() - 2);
  }

  /** What {@link #masked} gave, sent back: whoever wrote it means the value that is stored. */
  public static boolean isMask(String text) {
    return text.startsWith(MASK);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && secret.value.equals(value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return MASK;
  }
}
