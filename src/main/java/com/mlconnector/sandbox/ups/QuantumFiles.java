package com.mlconnector.sandbox.ups;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes what happens into Quantum View files, one row of files per app. A file that somebody has
 * read is closed, so that the content under a file name never changes.
 */
final class QuantumFiles implements LifeCycle.Listener {
  /** A file; its records lie under {@code Manifest}, {@code Origin}, {@code Delivery}, … */
  static final class File {
    final String name;
    final Instant writtenAt;
    private final JsonObject records = new JsonObject();
    private long count;
    private boolean read;

    private File(String name, Instant writtenAt) {
      this.name = name;
      this.writtenAt = writtenAt;
    }

    private void add(String kind, JsonObject record) {
      if (!records.containsKey(kind)) {
        records.put(kind, new JsonArray());
      }
      records.getJsonArray(kind).add(record);
      count++;
    }

    boolean unread() {
      return !read;
    }

    /** The file as an answer shows it; asking makes it a read one. */
    JsonObject read() {
      JsonObject status = read ? Replies.status("R", "Read") : Replies.status("U", "Unread");
      read = true;
      return new JsonObject().put("FileName", name).put("StatusType", status).mergeIn(records);
    }
  }

  private final Settings settings;
  private final InstantSource clock;
  private final Map<String, List<File>> byClient = new LinkedHashMap<>();
  private int written;

  QuantumFiles(Settings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
  }

  List<File> of(String clientId) {
    return byClient.getOrDefault(clientId, List.of());
  }

  @Override
  public void shipped(Shipment shipment) {
    open(shipment).add("Manifest", QuantumRecords.manifest(shipment));
  }

  @Override
  public void scanned(Parcel parcel, Scan scan) {
    File file = open(parcel.shipment);
    switch (scan.step()) {
      case PICKED_UP -> file.add("Origin", QuantumRecords.origin(parcel, scan));
      case DELIVERED -> file.add("Delivery", QuantumRecords.delivery(parcel, scan));
      case ATTEMPTED, EXCEPTION, RETURNING ->
          file.add("Exception", QuantumRecords.exception(parcel, scan));
      case VOIDED -> file.add("Generic", QuantumRecords.generic(parcel, scan, "VM"));
      case OUT_FOR_DELIVERY -> file.add("Generic", QuantumRecords.generic(parcel, scan, "OD"));
      case RETURNED -> file.add("Generic", QuantumRecords.generic(parcel, scan, "UR"));
      case LABEL_CREATED, IN_TRANSIT -> {
        // The manifest is one record per shipment, and Quantum View has no scans in between.
      }
    }
  }

  private File open(Shipment shipment) {
    List<File> files =
        byClient.computeIfAbsent(shipment.terms.clientId(), client -> new ArrayList<>());
    if (files.isEmpty()
        || files.getLast().read
        || files.getLast().count >= settings.number(Setting.QUANTUM_FILE_RECORDS)) {
      Instant now = clock.instant();
      String name =
          DateTimeFormatter.ofPattern("yyMMdd_HHmmss", Locale.ROOT)
                  .withZone(ZoneOffset.UTC)
                  .format(now)
              + String.format(Locale.ROOT, "%03d", ++written % 1000);
      files.add(new File(name, now));
    }
    return files.getLast();
  }
}
