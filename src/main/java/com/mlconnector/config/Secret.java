package com.mlconnector.config;

/** A value that must not be printed: logs, errors and debuggers see {@code ***}. */
public record Secret(String reveal) {

  public boolean isEmpty() {
    return reveal.isEmpty();
  }

  @Override
  public String toString() {
    return "***";
  }
}
