package com.mlconnector.domain;

/** Why we do not write into an invoice, or no longer, in words for the operator. */
public final class WriteBackHalts {
  private static final String FRESH = "Add a fresh text; the old one then belongs to you.";
  private static final String LEAVE = "Leave this invoice as it is from now on.";
  private static final String AGAIN = "Write again.";

  private WriteBackHalts() {}

  /**
   * @param what became of it, as the second half of a sentence
   */
  static Halt edited(String what) {
    return Halt.of(
        ReasonCode.WRITEBACK_EDITED,
        "Someone changed our block: " + what,
        FRESH,
        LEAVE,
        "Put it back as it was; then " + "write again.");
  }

  /** No reason to stop: the first one is kept up to date. */
  static Halt second(String place) {
    return Halt.of(
        ReasonCode.WRITEBACK_EDITED,
        "Our text stands twice in the " + place + "; the second one is not kept up to date.",
        "Delete the second one in FreshBooks.",
        FRESH,
        LEAVE);
  }

  /** No reason to stop either, but what they wrote into the notes just then is overwritten. */
  static Halt sameMoment() {
    return Halt.of(
        ReasonCode.WRITEBACK_EDITED,
        "Someone saved this invoice in the same moment as we wrote into its notes: what they"
            + " changed in the notes just then may be lost.",
        "Look at the notes in FreshBooks; then write again.",
        LEAVE);
  }

  static Halt tooLong(int length, int most) {
    return failed(
        "The notes have no room for our block: " + length + " of " + most + " characters.",
        "Shorten the notes in FreshBooks; then write again.",
        LEAVE);
  }

  static Halt notKept() {
    return failed(
        "FreshBooks does not keep the notes as they are sent; they were put back as they were.",
        AGAIN,
        LEAVE);
  }

  public static Halt refused(VendorFault fault) {
    return failed("FreshBooks did not accept our text. " + fault, AGAIN, LEAVE);
  }

  /** Our writing of lines did harm, or something else did at the same moment. */
  static Halt harmed(Money before, Money after, String what) {
    return failed(
        "Writing a line changed more than that line: "
            + what
            + " The invoice came to "
            + before
            + " before and comes to "
            + after
            + " now.",
        "Check the invoice's lines in FreshBooks and put them right; then write again.",
        LEAVE);
  }

  private static Halt failed(String sentence, String... ways) {
    return Halt.of(ReasonCode.WRITEBACK_FAILED, sentence, ways);
  }
}
