package com.mlconnector.bench;

/**
 * Everything measured, and the table to paste.
 *
 * @param spent in the last round
 * @param left shipments that should have been bought and were not
 * @param statements by frequency
 */
record ShipmentsReport(
    String machine,
    Machine.Load before,
    ShipmentsBench.Settings settings,
    Spread withGateway,
    Spread without,
    double callsEach,
    ShipmentTables.Mark spent,
    double idleCommits,
    ShipmentsBench.Queue few,
    ShipmentsBench.Queue many,
    long left,
    String statements) {

  boolean isClean() {
    return left == 0;
  }

  double ratio() {
    return withGateway.median() / without.median();
  }

  double statementsEach() {
    return spent.statements() / (double) settings.shipments();
  }

  double commitsEach() {
    return spent.commits() / (double) settings.shipments();
  }

  String table() {
    return """
    %s; load average before: %.1f.
    Gateway, stand-ins and Postgres share these cores. %d rounds of %d shipments after a warm-up; median (lowest … highest).

    |  |  |
    |---|---|
    | shipments/s, delivery to write-back | %s |
    | the same %.1f vendor calls each, without the gateway | %s |
    | **ratio** | **%.2f** |
    | statements (beside BEGIN and COMMIT) / commits that wrote, per shipment | %.1f / %.1f |
    | commits that wrote, a second, when idle | %.1f |
    | from a queue of %,d: shipments/s, statements each | %.1f, %.1f |
    | from a queue of %,d: shipments/s, statements each | %.1f, %.1f |
    | left over | %d |

    Statements per shipment by frequency:
    %s\
    """
        .formatted(
            machine,
            before.average(),
            settings.rounds(),
            settings.shipments(),
            show(withGateway),
            callsEach,
            show(without),
            ratio(),
            statementsEach(),
            commitsEach(),
            idleCommits,
            few.length(),
            few.perSecond(),
            few.statementsEach(),
            many.length(),
            many.perSecond(),
            many.statementsEach(),
            left,
            statements);
  }

  private static String show(Spread spread) {
    return "%.1f (%.1f … %.1f)".formatted(spread.median(), spread.lowest(), spread.highest());
  }
}
