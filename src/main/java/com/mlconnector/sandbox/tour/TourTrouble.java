package com.mlconnector.sandbox.tour;

/** A step did not come out as it should; the message says what was seen instead. */
final class TourTrouble extends RuntimeException {
  private static final long serialVersionUID = 1;

  TourTrouble(String message) {
    super(message);
  }
}
