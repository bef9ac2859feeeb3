package com.mlconnector.domain;

import java.util.Collection;
import java.util.Optional;

/** Finds the word that was probably meant. */
public final class Spelling {
  private static final int SHORTEST = 3;
  private static final int SHORT = 4;
  private static final int LONGEST = 24;

  private Spelling() {}

  /** The nearest candidate, the first of equals; short words may differ by one letter only. */
  public static Optional<String> nearest(String word, Collection<String> candidates) {
    if (word.length() < SHORTEST || word.length() > LONGEST) {
      return Optional.empty();
    }
    int least = (word.length() <= SHORT ? 1 : 2) + 1;
    String nearest = null;
    for (String candidate : candidates) {
      if (Math.abs(candidate.length() - word.length()) < least) {
        int distance = distance(word, candidate);
        if (distance < least) {
          least = distance;
          nearest = candidate;
        }
      }
    }
    return Optional.ofNullable(nearest);
  }

  /** Letters to change, add, drop, or swap with a neighbour. */
  static int distance(String a, String b) {
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        row[j] = i == 0 || j == 0 ? i + j : cheapest(row, last, beforeLast, a, b, i, j);
      }
      int[] free = beforeLast;
      beforeLast = last;
      last = row;
      row = free;
    }
    return last[b.length()];
  }

  private static int cheapest(
      int[] row, int[] last, int[] beforeLast, String a, String b, int i, int j) {
    boolean same = a.charAt(i - 1) == b.charAt(j - 1);
    int least = Math.min(last[j], row[j - 1]) + 1;
    least = Math.min(least, last[j - 1] + (same ? 0 : 1));
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(least, beforeLast[j - 2] + 1) : least;
  }
}
