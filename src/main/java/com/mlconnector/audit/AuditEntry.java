package com.mlconnector.audit;

import com.mlconnector.domain.ConnectionId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * One step that happened.
 *
 * @param details what belongs to this action: ids, codes, references, outcomes; all text
 */
public record AuditEntry(
    ConnectionId connection,
    Optional<UUID> shipment,
    Instant at,
    Action action,
    SortedMap<String, String> details) {

  /** Every kind of step there is; the name is part of the canonical content and never changes. */
  public enum Action {
    DELIVERY_RECEIVED,
    CONNECTION_CREATED,
    CONNECTION_CHANGED,
    CONNECTION_DELETED,
    CONNECTION_CHECKED,
    CONSENT_ASKED,
    CONSENT_GRANTED,
    CONSENT_FAILED,
    PROFILE_CHANGED,
    SECRET_REVEALED,
    ITEMS_CHANGED,
    CALLBACK_REGISTERED,
    CALLBACK_VERIFIED,
    TOKEN_REFRESH_STARTED,
    TOKEN_REFRESHED,
    TOKEN_REFRESH_FAILED,
    TOKEN_REFUSED,
    TOKEN_BUDGET_LOW,
    VENDOR_GATE_CLOSED,
    VENDOR_GATE_OPENED,
    VENDOR_RETRIED,
    SWEEP_DONE,
    INVOICE_READ,
    SHIPMENT_OPENED,
    SHIPMENT_HALTED,
    SHIPMENT_HELD,
    SHIPMENT_RESUMED,
    SHIPMENT_CANCELLED,
    SHIPMENT_DIFFERS,
    SHIPMENT_REHEARSED,
    OPERATOR_DECIDED,
    BRAKE_RELEASED,
    DRY_RUN_RELEASED,
    ADDRESS_CHECKED,
    RATE_QUOTED,
    PURCHASE_INTENDED,
    PURCHASE_ANSWERED,
    PURCHASE_ADOPTED,
    PURCHASE_ASKED,
    PURCHASE_GIVEN_UP,
    LATE_LABEL_SETTLED,
    SUBSCRIPTION_MADE,
    SUBSCRIPTION_FAILED,
    TRACKING_MOVED,
    WRITE_BACK_STARTED,
    WRITE_BACK_DONE,
    WRITE_BACK_FAILED,
    WRITE_BACK_SKIPPED,
    WORK_SET_ASIDE,
    WORK_RETRIED,
    LEASE_LOST,
    ACCESS_TOKEN_CREATED,
    ACCESS_TOKEN_REVOKED,
    DATA_KEY_CREATED,
    DATA_KEY_REWRAPPED,
    DATA_KEY_REMOVED,
    DATA_KEY_DESTROYED,
    KEY_ROTATION_STARTED,
    KEY_ROTATION_DONE,
    MASTER_KEY_DROPPED,
    LOGGED_IN,
    LOGGED_OUT;

    public String key() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public AuditEntry {
    // What Postgres keeps; a canonical form must not depend on digits that are lost on the way.
    at = at.truncatedTo(ChronoUnit.MICROS);
    details = Collections.unmodifiableSortedMap(new TreeMap<>(details));
  }

  public static AuditEntry of(
      ConnectionId connection, Instant at, Action action, Map<String, String> details) {
    return new AuditEntry(connection, Optional.empty(), at, action, new TreeMap<>(details));
  }

  public static AuditEntry of(
      ConnectionId connection,
      UUID shipment,
      Instant at,
      Action action,
      Map<String, String> details) {
    return new AuditEntry(connection, Optional.of(shipment), at, action, new TreeMap<>(details));
  }

  /**
   * The one text of this entry that a hash can be taken of: a flat JSON object, members sorted by
   * name, no blanks, pure ASCII, every value a string.
   */
  public String canonical() {
    SortedMap<String, String> members = new TreeMap<>();
    details.forEach((name, value) -> members.put("d." + name, value));
    members.put("action", action.key());
    members.put("at", at.toString());
    members.put("connection", connection.value());
    shipment.ifPresent(id -> members.put("shipment", id.toString()));
    members.put("v", "1");
    StringBuilder text = new StringBuilder(256).append('{');
    members.forEach((name, value) -> {
      if (text.length() > 1) {
        text.append(',');
      }
      quote(text, name);
      text.append(':');
      quote(text, value);
    });
    return text.append('}').toString();
  }

  private static void quote(StringBuilder text, String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c >= 0x20 && c < 0x7f) {
        text.append(c);
      } else {
        text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      }
    }
    text.append('"');
  }
}
