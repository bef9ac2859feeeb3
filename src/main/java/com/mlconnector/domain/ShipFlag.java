package com.mlconnector.domain;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an invoice says about shipping: the result of reading all its flags and stop words. */
public sealed interface ShipFlag {

  /** The invoice asks for a shipment, clearly or not. */
  sealed interface Asked extends ShipFlag {

    /**
     * All flags found on the invoice in one canonical text: equal as long as nobody changes them.
     * Not the client's defaults, nor what an operator said.
     */
    String heard();
  }

  record NotFlagged() implements ShipFlag {}

  /** {@code #noship}: never, whatever else it says. */
  record NoShip(String reason) implements ShipFlag {}

  /** {@code #hold}: prepare, but do not buy; without a date until the word is removed. */
  record Held(@Nullable LocalDate until, Asked flag) implements ShipFlag {}

  record Flagged(FlagValues values, List<Remark> remarks, String heard) implements Asked {
    public Flagged {
      remarks = List.copyOf(remarks);
    }
  }

  /** A person has to settle at least one problem first. */
  record Unclear(List<FlagProblem> problems, String heard) implements Asked {
    public Unclear {
      problems = List.copyOf(problems);
    }
  }

  static ShipFlag read(FlagSources sources, FlagSettings settings) {
    return read(sources, settings, FlagAdvice.NONE);
  }

  static ShipFlag read(FlagSources sources, FlagSettings settings, FlagAdvice advice) {
    return new FlagReader(settings).read(sources, advice);
  }
}
