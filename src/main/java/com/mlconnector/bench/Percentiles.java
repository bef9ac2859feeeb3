package com.mlconnector.bench;

import java.util.Arrays;

/** By nearest rank: every figure is one that was measured. */
final class Percentiles {
  private final long[] sorted;

  Percentiles(long[] values) {
    sorted = values.clone();
    Arrays.sort(sorted);
  }

  /** Zero if there are no values. */
  long at(double percent) {
    if (sorted.length == 0) {
      return 0;
    }
    int rank = (int) Math.ceil(percent / 100 * sorted.length);
    return sorted[Math.clamp(rank, 1, sorted.length) - 1];
  }
}
