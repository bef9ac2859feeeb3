package com.mlconnector.connections;

import com.mlconnector.http.Problem;
import java.util.Optional;

/** Purchases that may have cost money, and of which UPS has not said so yet. */
final class Unsettled {
  private Unsettled() {}

  static Optional<Problem> objection(int purchases) {
    return purchases == 0
        ? Optional.empty()
        : Optional.of(
            Problem.of(
                409,
                "Purchases under way",
                "UPS has not said yet what came of "
                    + purchases
                    + (purchases == 1 ? " purchase." : " purchases.")
                    + " Try again when they are settled: they are listed under the states"
                    + " 'intended' and 'purchase-unknown'."));
  }
}
