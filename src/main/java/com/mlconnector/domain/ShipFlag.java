package com.mlconnector.domain;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an invoice says about shipping: the result of reading all its flags and stop words. */
public sealed interface ShipFlag {

  /** The invoice asks for a shipment, clearly or not. */
  sealed interface Asked extends ShipFlag {}

  record NotFlagged() implements ShipFlag {}

  /** {@code #noship}: never, whatever else it says. */
  record NoShip(String reason) implements ShipFlag {}

  /** {@code #hold}: prepare, but do not buy; without a date until the word is removed. */
  record Held(@Nullable LocalDate until, Asked flag) implements ShipFlag {}

  record Flagged(FlagValues values, List<Remark> remarks) implements Asked {
    public Flagged {
      remarks = List.copyOf(remarks);
    }
  }

  /** A person has to settle at least one problem first. */
  record Unclear(List<FlagProblem> problems) implements Asked {
    public Unclear {
      problems = List.copyOf(problems);
    }
  }

  static ShipFlag read(FlagSources sources, FlagSettings settings) {
    return new FlagReader(settings).read(sources);
  }
}
