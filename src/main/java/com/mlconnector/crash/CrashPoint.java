package com.mlconnector.crash;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The moments at which a crash hurts most: between an effect and the record of it.
 *
 * <p>{@code -Dcrash.at=intent-committed} ends the process at the first pass, {@code
 * -Dcrash.at=ship-answered:3} at the third. It is halted on the spot: no shutdown hook, no
 * rollback, no goodbye to the vendors or to Postgres.
 */
public enum CrashPoint {
  /** A delivery's signature is good, and its batch is not committed. */
  DELIVERY_BATCHED,
  /** Its batch is committed, and the sender does not know. */
  DELIVERY_COMMITTED,
  /** Work is claimed, and nothing done. */
  WORK_CLAIMED,
  /** FreshBooks has told the invoice, and nothing is decided. */
  INVOICE_READ,
  /** The intent to buy is committed, and UPS not called. */
  INTENT_COMMITTED,
  /** UPS has booked, and its answer is not read. */
  SHIP_SENT,
  /** The answer is read, and not saved. */
  SHIP_ANSWERED,
  /** The purchase is saved, its label is not, and neither is committed. */
  LABEL_NOT_STORED,
  /** FreshBooks has our block, and we have no record of it. */
  WRITE_BACK_SENT,
  /** UPS has the subscription, and we have no record of it. */
  SUBSCRIPTION_SENT,
  /** A refresh is committed as begun, and the vendor not asked. */
  TOKEN_BEGUN,
  /** The vendor has exchanged a token, and its answer is not read. */
  TOKEN_SENT,
  /** The new token is read, and not saved. */
  TOKEN_RECEIVED,
  /** The new token is saved, and nobody has used it. */
  TOKEN_SAVED,
  /** Some values stand under the new key, and others under the old one. */
  VALUES_RESEALED,
  /** The node takes up what an earlier one left behind. */
  STARTING,
  /** The node is asked to stop, and ends what it has in hand. */
  DRAINING;

  private static final String PROPERTY = System.getProperty("crash.at", "");
  private static final @Nullable CrashPoint ARMED = armed(PROPERTY);
  private static final AtomicInteger PASSES_LEFT = new AtomicInteger(passes(PROPERTY));

  /** 128 + 9, as a shell would report it. */
  private static final int KILLED = 137;

  public void pass() {
    if (this == ARMED && PASSES_LEFT.decrementAndGet() == 0) {
      Runtime.getRuntime().halt(KILLED);
    }
  }

  /** As on the command line: {@code intent-committed}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** An answer to one of a vendor's operations begins to come in. */
  public static void answerArrives(String operation) {
    switch (operation) {
      case "ship" -> SHIP_SENT.pass();
      case "token", "token-exchange", "token-refresh" -> TOKEN_SENT.pass();
      default -> {}
    }
  }

  private static @Nullable CrashPoint armed(String property) {
    return property.isEmpty()
        ? null
        : valueOf(property.replaceFirst(":.*", "").toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  private static int passes(String property) {
    int colon = property.indexOf(':');
    return colon < 0 ? 1 : Integer.parseInt(property.substring(colon + 1));
  }
}
