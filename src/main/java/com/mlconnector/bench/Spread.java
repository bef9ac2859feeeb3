package com.mlconnector.bench;

import java.util.Collection;
import java.util.List;

/** What several rounds came to. */
record Spread(double median, double lowest, double highest) {

  static Spread of(Collection<? extends Number> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("A spread of nothing.");
    }
    List<Double> sorted = values.stream().map(Number::doubleValue).sorted().toList();
    int middle = sorted.size() / 2;
    double median =
        sorted.size() % 2 == 1
            ? sorted.get(middle)
            : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    return new Spread(median, sorted.getFirst(), sorted.getLast());
  }
}
