package com.mlconnector.domain;

import java.util.Arrays;
import java.util.Locale;

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

    private final String mediaType;

    Format(String mediaType) {
      this.mediaType = mediaType;
    }

    public String mediaType() {
      return mediaType;
    }

    public String extension() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
