package com.mlconnector.domain;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A label as UPS sent it. No record: two labels are equal when their bytes are. */
public final class Label {
  private final Format format;
  private final byte[] image;

  public Label(Format format, byte[] image) {
    this.format = format;
    this.image = image.clone();
  }

  public Format format() {
    return format;
  }

  public byte[] image() {
    return image.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Label label
        && label.format == format
        && Arrays.equals(label.image, image);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(image);
  }

  /** Never the image: a label shows an address. */
  @Override
  public String toString() {
    return "Label[" + format + ", " + image.length + " bytes]";
  }

  public enum Format {
    GIF("image/gif"),
    PNG("image/png"),
    PDF("application/pdf"),
    ZPL("text/plain");

    /** UPS's ZPL starts with the command {@code ^XA}, perhaps after others or line ends. */
    private static final int HEAD = 64;

    private final String mediaType;

    Format(String mediaType) {
      this.mediaType = mediaType;
    }

    /**
     * What an image is by its first bytes, whatever it is called; empty if nobody here can print
     * it.
     */
    public static Optional<Format> of(byte[] image) {
      String head = new String(image, 0, Math.min(image.length, HEAD), StandardCharsets.ISO_8859_1);
      if (head.startsWith("GIF87a") || head.startsWith("GIF89a")) {
        return Optional.of(GIF);
      }
      if (head.startsWith("\u0089PNG\r\n\u001a\n")) {
        return Optional.of(PNG);
      }
      if (head.startsWith("%PDF-")) {
        return Optional.of(PDF);
      }
      return head.contains("^XA") ? Optional.of(ZPL) : Optional.empty();
    }

    /** The format it is bought in: UPS prints PDF only when a label is recovered. */
    public Format sold() {
      return this == PDF ? GIF : this;
    }

    public String mediaType() {
      return mediaType;
    }

    public String extension() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
