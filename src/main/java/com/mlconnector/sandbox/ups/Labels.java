package com.mlconnector.sandbox.ups;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * A parcel's label. It is drawn again each time it is asked for and is the same to the byte, as
 * UPS's recovered labels are.
 */
final class Labels {
  private Labels() {}

  /** {@code format} is GIF, PNG, ZPL or PDF. */
  static String base64(Parcel parcel, String format) {
    byte[] label =
        switch (format) {
          case "ZPL" -> zpl(parcel).getBytes(StandardCharsets.US_ASCII);
          case "PDF" -> LabelPdf.of(image(parcel));
          default -> image(parcel).encode(format);
        };
    return Base64.getEncoder().encodeToString(label);
  }

  static String html(Parcel parcel, String format) {
    String page =
        "<html><body><img src=\"./label"
            + parcel.trackingNumber
            + "."
            + format.toLowerCase(Locale.ROOT)
            + "\"></body></html>";
    return Base64.getEncoder().encodeToString(page.getBytes(StandardCharsets.UTF_8));
  }

  private static LabelImage image(Parcel parcel) {
    LabelImage image = new LabelImage();
    image.text(30, 30, 2, lines(parcel, origin(parcel)));
    image.text(470, 30, 2, List.of(position(parcel)));
    image.rule(200);
    image.text(30, 220, 3, List.of("SHIP TO:"));
    image.text(60, 255, 3, lines(parcel, "ShipTo"));
    image.rule(420);
    image.text(30, 440, 4, List.of(parcel.shipment.terms.service().name()));
    image.text(30, 490, 2, List.of("TRACKING #: " + spaced(parcel.trackingNumber)));
    image.rule(520);
    image.barcode(540, 190, parcel.trackingNumber);
    image.rule(750);
    image.text(30, 770, 2, printedReferences(parcel));
    image.text(30, 840, 4, List.of("SAMPLE - DO NOT SHIP"));
    return image;
  }

  private static String zpl(Parcel parcel) {
    StringBuilder zpl = new StringBuilder("^XA\n^PW812\n^LL1218\n");
    block(zpl, 40, 40, 25, lines(parcel, origin(parcel)));
    block(zpl, 40, 280, 40, lines(parcel, "ShipTo"));
    block(zpl, 40, 560, 50, List.of(parcel.shipment.terms.service().name()));
    block(zpl, 40, 640, 30, List.of("TRACKING #: " + spaced(parcel.trackingNumber)));
    zpl.append("^FO60,700^BY3^BCN,240,N,N,N^FD").append(parcel.trackingNumber).append("^FS\n");
    block(zpl, 40, 980, 28, printedReferences(parcel));
    block(zpl, 40, 1090, 50, List.of("SAMPLE - DO NOT SHIP"));
    return zpl.append("^XZ\n").toString();
  }

  private static void block(StringBuilder zpl, int x, int y, int height, List<String> lines) {
    int top = y;
    for (String line : lines) {
      // Caret and tilde would start a printer command.
      String plain = line.replaceAll("[\\^~]|[^\\x20-\\x7E]", "?");
      zpl.append("^FO").append(x).append(',').append(top);
      zpl.append("^A0N,").append(height).append("^FD").append(plain).append("^FS\n");
      top += height + 5;
    }
  }

  private static String origin(Parcel parcel) {
    return Json.has(parcel.shipment.terms.order(), "ShipFrom", "Address") ? "ShipFrom" : "Shipper";
  }

  private static List<String> lines(Parcel parcel, String party) {
    var order = parcel.shipment.terms.order();
    var address = parcel.shipment.address(party);
    List<String> lines = new ArrayList<>();
    lines.add(Json.text(order, party, "Name"));
    lines.addAll(Json.texts(address, "AddressLine"));
    lines.add(
        Json.text(address, "City")
            + " "
            + Json.text(address, "StateProvinceCode")
            + " "
            + Json.text(address, "PostalCode"));
    lines.add(Json.text(address, "CountryCode"));
    return lines;
  }

  private static String position(Parcel parcel) {
    return (parcel.shipment.parcels.indexOf(parcel) + 1) + " OF " + parcel.shipment.parcels.size();
  }

  /** Only the first two references are printed. */
  private static List<String> printedReferences(Parcel parcel) {
    return parcel.references().stream().limit(2).map(r -> "REF: " + r.value()).toList();
  }

  /** {@code 1Z A1B 2C3 03 0000 1011}, as printed on real labels. */
  private static String spaced(String number) {
    return number.replaceFirst("(..)(...)(...)(..)(....)(....)", "$1 $2 $3 $4 $5 $6");
  }
}
