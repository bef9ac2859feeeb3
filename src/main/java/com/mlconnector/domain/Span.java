package com.mlconnector.domain;

/** A stretch of text; {@code to} is the first character behind it. */
record Span(int from, int to) {
  boolean isEmpty() {
    return from >= to;
  }
}
