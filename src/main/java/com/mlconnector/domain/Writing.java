package com.mlconnector.domain;

import java.util.List;
import java.util.Optional;

/**
 * One run of writing into an invoice, as decisions between the steps that touch the world. Whoever
 * runs it reads the invoice, takes the step that {@link #next} names, and reads again, until a step
 * ends the run. It may be killed between any two steps: the next run starts from what was
 * committed.
 */
public sealed interface Writing permits NotesWriting, LineWriting {

  sealed interface Step {
    /** Commit that text with this hash is about to be there, and the invoice as read before. */
    record Begin(String hash) implements Step {}

    record PutNotes(String notes) implements Step {}

    /** Every line there is to be; one without an id is new. */
    record PutLines(List<InvoiceLine> lines) implements Step {
      public PutLines {
        lines = List.copyOf(lines);
      }
    }

    /**
     * The end: our text stands.
     *
     * @param report something a person should know all the same
     */
    record Stands(String hash, Optional<Halt> report) implements Step {}

    /**
     * The end: hands off, a person decides.
     *
     * @param forGood not even the next milestone tries again
     */
    record Stop(Halt halt, boolean forGood) implements Step {}

    /** The end: this invoice can't have our text here; it goes into the notes. */
    record Elsewhere(String why) implements Step {}

    /** The end for now. */
    record Later(String why) implements Step {}
  }

  /** What to do, now that the invoice reads so. */
  Step next(Invoice read);

  /** FreshBooks said yes to a write, and showed the invoice so. */
  void answered(Invoice answer);
}
