package com.mlconnector.sandbox.ups;

import java.util.List;

/**
 * The stand-in's switches, each with the value it starts with. The type of the start value is the
 * type of the setting: true/false, a whole number, a word, or a list of words.
 */
enum Setting {
  /** Lifetime of a token; UPS gives 14399. */
  TOKEN_SECONDS("tokenSeconds", 14_399L),
  /** Token requests a day and app; further ones get 429. */
  TOKEN_BUDGET("tokenBudget", 250L),
  /** Client ids or merchant ids that get 403 everywhere. */
  BLOCKED_MERCHANTS("blockedMerchants", List.of()),
  /** APIs that the app does not have in the portal; their calls get 401 with a good token. */
  MISSING_PRODUCTS("missingProducts", List.of()),
  /** Behave as UPS's test host: addresses only in NY and CA, canned tracking numbers. */
  CIE_MODE("cieMode", false),
  /** Accounts get negotiated rates if they ask. */
  NEGOTIATED_RATES("negotiatedRates", true),
  /** How long Label Recovery does not find a new shipment. */
  LABEL_DELAY_SECONDS("labelDelaySeconds", 0L),
  /** How long Tracking does not find a new shipment. */
  MANIFEST_DELAY_SECONDS("manifestDelaySeconds", 0L),
  /** Void answers carry stray carriage returns, escaped for XML, as the test host's do. */
  VOID_GARBAGE("voidGarbage", false),
  /** Tracking answers 404 for an unknown number, as documented, instead of 200 with a warning. */
  TRACK_UNKNOWN_IS_404("trackUnknownIs404", false),
  /** Track Alert takes a number only after its first physical scan. */
  ALERT_NEEDS_SCAN("alertNeedsScan", false),
  /** What a push does with values it does not have: {@code omit} or {@code blank}. */
  ALERT_STYLE("alertStyle", "omit"),
  /** Pushes are never sent. */
  ALERT_LOST("alertLost", false),
  /** Each push is sent twice. */
  ALERT_DUPLICATE("alertDuplicate", false),
  /** Each second push overtakes the one before it. */
  ALERT_OUT_OF_ORDER("alertOutOfOrder", false),
  /** The accounts have a Quantum View subscription. */
  QUANTUM_VIEW("quantumView", false),
  /** Records in one Quantum View file; a page holds one file. */
  QUANTUM_FILE_RECORDS("quantumFileRecords", 20L);

  final String key;

  // Booleans, numbers, words and unmodifiable lists only.
  @SuppressWarnings("ImmutableEnumChecker")
  final Object start;

  Setting(String key, Object start) {
    this.key = key;
    this.start = start;
  }
}
