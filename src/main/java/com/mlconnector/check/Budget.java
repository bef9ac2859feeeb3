package com.mlconnector.check;

import com.mlconnector.check.Result.Failed;
import com.mlconnector.check.Result.Ok;
import com.mlconnector.check.Result.Warning;
import com.mlconnector.domain.Owner;
import com.mlconnector.store.DatabaseFacts.Spent;

/** What the ledger of token requests means. Pure. */
final class Budget {
  private static final String REMEDY =
      "See in the audit trail why tokens are asked for so often: a product that is missing on the"
          + " app, or another program with the same app, costs one each time.";

  private Budget() {}

  /**
   * @param tokenAtHand one that is good without another request
   */
  static Result judge(Spent spent, int budget, boolean tokenAtHand) {
    String used = spent.requests() + " of " + budget + " token requests used within 24 hours";
    if (spent.requests() < budget * 4L / 5) {
      return new Ok(used + ".");
    }
    if (spent.requests() < budget) {
      return new Warning(used + ".", REMEDY, Owner.GATEWAY);
    }
    String until =
        spent.until().map(at -> " The next is possible at " + Clocks.shown(at) + ".").orElse("");
    return tokenAtHand
        ? new Warning(used + "; the token at hand is still good." + until, REMEDY, Owner.GATEWAY)
        : new Failed(used + ", and there is no token." + until, REMEDY, Owner.GATEWAY);
  }
}
