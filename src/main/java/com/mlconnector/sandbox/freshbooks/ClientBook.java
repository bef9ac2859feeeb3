package com.mlconnector.sandbox.freshbooks;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** What a client write may contain, and the writing. */
final class ClientBook {
  private static final String OBJECT = "client";
  private static final List<String> NAMES = List.of("fname", "lname", "email", "organization");

  static final Map<String, FieldKind> WRITABLE =
      Map.ofEntries(
          Map.entry("fname", FieldKind.TEXT),
          Map.entry("lname", FieldKind.TEXT),
          Map.entry("organization", FieldKind.TEXT),
          Map.entry("email", FieldKind.TEXT),
          Map.entry("p_street", FieldKind.TEXT),
          Map.entry("p_street2", FieldKind.TEXT),
          Map.entry("p_city", FieldKind.TEXT),
          Map.entry("p_province", FieldKind.TEXT),
          Map.entry("p_code", FieldKind.TEXT),
          Map.entry("p_country", FieldKind.TEXT),
          Map.entry("s_street", FieldKind.TEXT),
          Map.entry("s_street2", FieldKind.TEXT),
          Map.entry("s_city", FieldKind.TEXT),
          Map.entry("s_province", FieldKind.TEXT),
          Map.entry("s_code", FieldKind.TEXT),
          Map.entry("s_country", FieldKind.TEXT),
          Map.entry("bus_phone", FieldKind.TEXT),
          Map.entry("mob_phone", FieldKind.TEXT),
          Map.entry("home_phone", FieldKind.NULLABLE_TEXT),
          Map.entry("fax", FieldKind.TEXT),
          Map.entry("note", FieldKind.TEXT),
          Map.entry("currency_code", FieldKind.TEXT),
          Map.entry("language", FieldKind.TEXT),
          Map.entry("vat_name", FieldKind.NULLABLE_TEXT),
          Map.entry("vat_number", FieldKind.TEXT),
          Map.entry("pref_email", FieldKind.FLAG),
          Map.entry("allow_late_fees", FieldKind.FLAG),
          Map.entry("allow_late_notifications", FieldKind.FLAG),
          Map.entry("allow_email_include_pdf", FieldKind.FLAG));

  private final EasternTime time;

  ClientBook(EasternTime time) {
    this.time = time;
  }

  List<Refusal> refusals(JsonObject fields) {
    List<Refusal> refusals = new ArrayList<>();
    for (Map.Entry<String, Object> member : fields) {
      FieldKind kind = WRITABLE.get(member.getKey());
      if (kind != null) {
        kind.refuse(OBJECT, member.getKey(), member.getValue()).ifPresent(refusals::add);
      }
    }
    return refusals;
  }

  List<Refusal> createRefusals(JsonObject fields) {
    List<Refusal> refusals = refusals(fields);
    boolean named =
        NAMES.stream().anyMatch(name -> !String.valueOf(fields.getValue(name, "")).isBlank());
    return !refusals.isEmpty() || named
        ? refusals
        : List.of(
            new Refusal(
                422,
                7012,
                null,
                "At least one field among fname, lname, email and organization is required.",
                OBJECT,
                null));
  }

  JsonObject create(Business business, int id, JsonObject fields) {
    EasternTime.Stamp now = time.next();
    JsonObject client =
        blank(business, id)
            .put("signup_date", now.utcSeconds())
            .put("updated", now.seconds())
            .put("uuid", UUID.randomUUID().toString());
    write(client, fields);
    if (client.getString("organization").isEmpty()) {
      String name = (client.getString("fname") + " " + client.getString("lname")).trim();
      client.put("organization", name.isEmpty() ? client.getString("email") : name);
    }
    return client.put("username", username(client));
  }

  JsonObject change(JsonObject client, JsonObject fields) {
    JsonObject changed = client.copy().put("updated", time.next().seconds());
    write(changed, fields);
    return changed;
  }

  JsonObject withState(JsonObject client, int state) {
    return client.copy().put("updated", time.next().seconds()).put("vis_state", state);
  }

  private static void write(JsonObject client, JsonObject fields) {
    WRITABLE.forEach((name, kind) -> {
      if (fields.containsKey(name)) {
        client.put(name, kind.kept(fields.getValue(name), "USD"));
      }
    });
  }

  private static String username(JsonObject client) {
    String name = client.getString("fname") + client.getString("lname");
    String base = name.isEmpty() ? client.getString("organization") : name;
    return base.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }

  private static JsonObject blank(Business business, int id) {
    JsonObject client =
        new JsonObject()
            .put("id", id)
            .put("userid", id)
            .put("accounting_systemid", business.accountId)
            .put("role", "client")
            .put("level", 0)
            .put("num_logins", 0)
            .put("vis_state", 0)
            .put("currency_code", "USD")
            .put("language", "en")
            .put("pref_email", true)
            .put("pref_gmail", false)
            .put("notified", false)
            .put("allow_late_fees", true)
            .put("allow_late_notifications", true)
            .put("allow_email_include_pdf", true);
    WRITABLE.forEach((name, kind) -> {
      if (kind == FieldKind.TEXT && !client.containsKey(name)) {
        client.put(name, "");
      }
    });
    Stream.of(
            "company_industry",
            "company_size",
            "direct_link_token",
            "has_retainer",
            "home_phone",
            "last_activity",
            "last_login",
            "retainer_id",
            "statement_token",
            "subdomain",
            "vat_name")
        .forEach(client::putNull);
    return client;
  }
}
