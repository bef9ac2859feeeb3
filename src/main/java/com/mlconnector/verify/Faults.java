package com.mlconnector.verify;

/** How much goes wrong. */
public enum Faults {
  NONE,
  /** At the vendors and with webhooks, and on the way to Postgres. */
  SOME,
  /** Nodes die, too. */
  ALL
}
