package com.mlconnector.store;

import com.mlconnector.domain.BlockTemplate;
import com.mlconnector.domain.BlockTemplate.Part;
import com.mlconnector.domain.WriteBackSettings;
import com.mlconnector.domain.WriteBackSettings.Place;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How an invoice is told of its shipment, as JSON. Every member may be missing.
 *
 * <pre>{@code
 * {"place": "notes", "onPaidInvoices": false, "removeForeignBlocks": false,
 *  "template": {"headline": "{service}, {count} {packages}, shipped {shipped}",
 *               "parcel": "{tracking} - {status} ({date})",
 *               "link": "Track: https://www.ups.com/track?tracknum={tracking}"}}
 * }</pre>
 */
public final class WriteBackJson {
  private final JsonObject json;
  private final String path;
  private final List<String> errors;

  private WriteBackJson(JsonObject json, String path, List<String> errors) {
    this.json = json;
    this.path = path;
    this.errors = errors;
  }

  static WriteBackSettings read(@Nullable Object value, String path, List<String> errors) {
    WriteBackJson reader = of(value, path, errors);
    reader.only(List.of("place", "onPaidInvoices", "removeForeignBlocks", "template"));
    return new WriteBackSettings(
        reader.place(),
        reader.flag("onPaidInvoices"),
        reader.flag("removeForeignBlocks"),
        template(reader.json.getValue("template"), path + ".template", errors));
  }

  public static BlockTemplate template(@Nullable Object value, String path, List<String> errors) {
    WriteBackJson reader = of(value, path, errors);
    reader.only(List.of("headline", "parcel", "link"));
    BlockTemplate usual = BlockTemplate.STANDARD;
    return new BlockTemplate(
        reader.words("headline", Part.HEADLINE, usual.headline()),
        reader.words("parcel", Part.PARCEL, usual.parcel()),
        reader.words("link", Part.LINK, usual.link()));
  }

  static BlockTemplate storedTemplate(Object value) {
    List<String> errors = new ArrayList<>();
    BlockTemplate template = template(value, "block", errors);
    if (!errors.isEmpty()) {
      throw new IllegalStateException("A stored template is broken: " + errors);
    }
    return template;
  }

  public static JsonObject write(BlockTemplate template) {
    return new JsonObject()
        .put("headline", template.headline())
        .put("parcel", template.parcel())
        .put("link", template.link());
  }

  private static WriteBackJson of(@Nullable Object value, String path, List<String> errors) {
    if (value instanceof JsonObject json) {
      return new WriteBackJson(json, path, errors);
    }
    if (value != null) {
      errors.add("'" + path + "' must be an object.");
    }
    return new WriteBackJson(new JsonObject(), path, errors);
  }

  private void only(List<String> known) {
    for (String name : json.fieldNames()) {
      if (!known.contains(name)) {
        errors.add("'" + path + "." + name + "' is not known here.");
      }
    }
  }

  private Place place() {
    Object word = json.getValue("place");
    for (Place place : Place.values()) {
      if (place.name().toLowerCase(Locale.ROOT).equals(word)) {
        return place;
      }
    }
    if (word != null) {
      errors.add("'" + path + ".place' must be notes, line or description.");
    }
    return Place.NOTES;
  }

  private boolean flag(String name) {
    Object value = json.getValue(name);
    if (value != null && !(value instanceof Boolean)) {
      errors.add("'" + path + "." + name + "' must be true or false.");
    }
    return Boolean.TRUE.equals(value);
  }

  private String words(String name, Part part, String usual) {
    Object value = json.getValue(name);
    if (value == null) {
      return usual;
    }
    String member = "'" + path + "." + name + "' ";
    if (!(value instanceof String text)) {
      errors.add(member + "must be text.");
      return usual;
    }
    part.faults(text).forEach(fault -> errors.add(member + fault));
    return text;
  }
}
