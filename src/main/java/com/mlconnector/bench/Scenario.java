package com.mlconnector.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What the rounds over one set of invoices came to.
 *
 * @param durable rounds against the gateway
 * @param answering rounds against the same door without a journal, each right after its neighbour
 * @param deliveriesPerCommit natural batches, on average
 * @param statements of the whole gateway for each stored delivery, as its own metric counts them
 * @param auditRows and {@code reasons} must be as many as journal rows: one statement writes all
 */
record Scenario(
    String name,
    List<Round> durable,
    List<Round> answering,
    double deliveriesPerCommit,
    double statements,
    double walBytes,
    Ledger.Comparison comparison,
    long auditRows,
    long reasons) {

  static Spread spread(List<Round> rounds, ToDoubleFunction<Round> figure) {
    return Spread.of(rounds.stream().mapToDouble(figure).boxed().toList());
  }

  /** Of neighbours in time, so that what else the machine did falls on both. */
  Spread ratio() {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < durable.size(); i++) {
      ratios.add(durable.get(i).load().acksPerSecond() / answering.get(i).load().acksPerSecond());
    }
    return Spread.of(ratios);
  }

  boolean isClean() {
    return comparison.isClean()
        && auditRows == comparison.stored()
        && reasons == comparison.stored();
  }
}
