package com.mlconnector.sandbox.ups;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.DeflaterOutputStream;

/** The picture of a label as a PDF of one page, four by six inches. */
final class LabelPdf {
  private static final String DRAW = "q 288 0 0 432 0 0 cm /Label Do Q";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final List<Integer> offsets = new ArrayList<>();

  private LabelPdf() {}

  static byte[] of(LabelImage image) {
    return new LabelPdf().written(image);
  }

  private byte[] written(LabelImage image) {
    write("%PDF-1.4\n");
    object("<< /Type /Catalog /Pages 2 0 R >>");
    object("<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
    object(
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 288 432] /Contents 4 0 R"
            + " /Resources << /XObject << /Label 5 0 R >> >> >>");
    stream("", DRAW.getBytes(StandardCharsets.US_ASCII));
    stream(
        String.format(
            Locale.ROOT,
            "/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray"
                + " /BitsPerComponent 1 /Filter /FlateDecode ",
            LabelImage.WIDTH,
            LabelImage.HEIGHT),
        deflated(image.bits()));
    int table = bytes.size();
    write("xref\n0 " + (offsets.size() + 1) + "\n0000000000 65535 f \n");
    offsets.forEach(offset -> write(String.format(Locale.ROOT, "%010d 00000 n \n", offset)));
    write("trailer\n<< /Size " + (offsets.size() + 1) + " /Root 1 0 R >>\n");
    write("startxref\n" + table + "\n%%EOF\n");
    return bytes.toByteArray();
  }

  private static byte[] deflated(byte[] content) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new DeflaterOutputStream(packed)) {
      out.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  private void stream(String entries, byte[] content) {
    begin();
    write("<< " + entries + "/Length " + content.length + " >>\nstream\n");
    bytes.writeBytes(content);
    write("\nendstream\nendobj\n");
  }

  private void object(String content) {
    begin();
    write(content + "\nendobj\n");
  }

  private void begin() {
    offsets.add(bytes.size());
    write(offsets.size() + " 0 obj\n");
  }

  private void write(String text) {
    bytes.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
  }
}
