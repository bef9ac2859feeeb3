package com.mlconnector.sandbox.freshbooks;

import java.util.Locale;

/**
 * A switch for what FreshBooks does not document, or does only sometimes. Its key in {@code
 * /_control/settings} is the name in camel case; names ending in NEXT count down to 0.
 */
enum Setting {
  STRICT(Kind.FLAG, "false", "Unknown filters, sort keys, includes and page values above 100: 422"),
  GRPC_ERRORS(Kind.FLAG, "false", "Errors in the gRPC-like shape that was live in 2023"),
  LEGACY_UNAUTHORIZED(Kind.FLAG, "false", "401 on accounting as errno 1003"),
  FOREIGN_ACCOUNT_NOT_FOUND(Kind.FLAG, "false", "A foreign account answers 404 instead of 401"),

  CODE_LIFETIME_SECONDS(Kind.COUNT, "300", "Life of an authorization code"),
  TOKEN_LIFETIME_SECONDS(Kind.COUNT, "43200", "Life of an access token"),
  OLD_TOKEN_LIVES(Kind.FLAG, "false", "An access token outlives the refresh that replaces it"),
  REFRESH_GRACE_SECONDS(Kind.COUNT, "0", "A spent refresh token works again for so long"),
  REUSE_KILLS_FAMILY(Kind.FLAG, "false", "A reused refresh token ends its whole grant"),
  REFRESH_KEEPS_CREATED_AT(Kind.FLAG, "false", "A refresh reports the grant's first created_at"),
  PKCE_ENFORCED(Kind.FLAG, "true", "A code with a challenge needs its verifier"),
  AUTO_ALLOW(Kind.FLAG, "false", "The consent page says Allow by itself"),

  RATE_LIMIT(Kind.COUNT, "500", "Accounting calls per minute and access token; 0 is none"),
  RATE_LIMIT_HEADERS(Kind.FLAG, "true", "X-RateLimit headers on accounting answers"),
  RATE_LIMIT_RETRY_AFTER(Kind.FLAG, "true", "Retry-After on 429"),
  RETRY_AFTER_ON_SUCCESS(Kind.FLAG, "false", "Retry-After on 200 too, as captured in 2019"),

  UPDATED_MIN_UTC(Kind.FLAG, "false", "updated_min and updated_max are days in UTC"),
  IGNORE_UPDATED_MIN(Kind.FLAG, "false", "updated_min is ignored, as unknown filters are"),
  DELETED_NOT_FOUND(Kind.FLAG, "false", "A deleted invoice or client answers 404 by id"),
  NOTES_LIMIT(Kind.COUNT, "10000", "Longest notes, in characters; more is errno 1017"),
  NOTES_CUT(Kind.FLAG, "false", "Notes above notesLimit are cut in silence instead of refused"),
  NOTES_NORMALISE_LINE_ENDS(Kind.FLAG, "false", "CRLF in notes becomes LF"),
  REFUSE_ASTRAL(Kind.FLAG, "false", "Characters above U+FFFF are errno 1036"),
  REFUSE_PAID_UPDATES(Kind.FLAG, "false", "A paid invoice refuses field updates with errno 1038"),
  REFUSE_READ_ONLY(Kind.FLAG, "false", "Read-only members other than due_date are errno 1038 too"),
  RENUMBER_LINES(Kind.FLAG, "false", "Every write of lines numbers them anew"),
  REFUSE_UNKNOWN_LINES(Kind.FLAG, "false", "An unknown lineid is 422 instead of a new line"),
  REFUSE_EMPTY_LINES(Kind.FLAG, "false", "lines: [] is 422 instead of clearing them"),
  CONFLICT_NEXT(Kind.COUNT, "0", "The next n invoice updates answer 409"),
  LOSE_UPDATES_NEXT(Kind.COUNT, "0", "The next n invoice updates answer 200 and are not kept"),
  UPDATE_VISIBLE_AFTER_MILLIS(Kind.COUNT, "0", "An invoice update can be read only after this"),

  WEBHOOKS(Kind.FLAG, "true", "false: events are dropped; verifications still go out"),
  WEBHOOK_DELAY_MILLIS(Kind.COUNT, "1000", "From the change to the first attempt"),
  WEBHOOK_JITTER_MILLIS(Kind.COUNT, "0", "Up to this much more delay, at random: shuffles"),
  WEBHOOK_ATTEMPTS_MILLIS(Kind.STEPS, "[0,30000,300000]", "Pause before each attempt"),
  WEBHOOK_TIMEOUT_MILLIS(Kind.COUNT, "10000", "How long the receiver may take"),
  WEBHOOK_DROP_NEXT(Kind.COUNT, "0", "The next n deliveries are lost"),
  WEBHOOK_DROP_CHANCE(Kind.CHANCE, "0.0", "Chance that a delivery is lost"),
  WEBHOOK_DUPLICATE_NEXT(Kind.COUNT, "0", "The next n deliveries are sent twice"),
  WEBHOOK_DUPLICATE_CHANCE(Kind.CHANCE, "0.0", "Chance that a delivery is sent twice"),
  WEBHOOK_LATE_NEXT(Kind.COUNT, "0", "The next n deliveries come webhookLateMillis later"),
  WEBHOOK_LATE_MILLIS(Kind.COUNT, "60000", "See webhookLateNext"),
  WEBHOOK_REVERSE_NEXT(
      Kind.COUNT, "0", "The next n deliveries wait for each other, then go last first"),
  WEBHOOK_SEED(Kind.COUNT, "1", "Seed of chances and jitter; setting it starts the series again"),
  WEBHOOK_DISABLE_AFTER(
      Kind.COUNT, "0", "Unverify a callback after n failed deliveries; 0 is never"),
  API_WRITES_FIRE(Kind.FLAG, "true", "Writes through the API fire webhooks, as human edits do"),
  CLIENT_CHANGE_FIRES_DRAFTS(Kind.FLAG, "false", "Draft invoices fire when their client changes"),
  PAYMENT_FIRES_INVOICE(
      Kind.FLAG, "false", "A payment fires invoice.update besides payment.create"),
  SIGN_VERIFICATION(Kind.FLAG, "true", "callback.verify carries a signature"),
  RESEND_NEW_VERIFIER(Kind.FLAG, "false", "Resending a verification makes a new verifier"),
  CALLBACK_DELETE_EMPTY(Kind.FLAG, "false", "Deleting a callback answers 204 without a body"),
  REFUSE_DUPLICATE_CALLBACKS(Kind.FLAG, "false", "The same event and uri twice is refused");

  /** What values a setting takes. */
  enum Kind {
    FLAG("true or false"),
    COUNT("a whole number from 0 to 1000000000"),
    CHANCE("a number from 0 to 1"),
    STEPS("a list of 1 to 20 whole numbers, in milliseconds");

    final String words;

    Kind(String words) {
      this.words = words;
    }
  }

  final Kind kind;
  final String usual;
  final String meaning;

  Setting(Kind kind, String usual, String meaning) {
    this.kind = kind;
    this.usual = usual;
    this.meaning = meaning;
  }

  String key() {
    StringBuilder key = new StringBuilder();
    for (String word : name().toLowerCase(Locale.ROOT).split("_", -1)) {
      key.append(
          key.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
    }
    return key.toString();
  }
}
