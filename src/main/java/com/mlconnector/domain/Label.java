package com.mlconnector.domain;

import java.util.Locale;

/** A label as UPS sent it. */
public record Label(Format format, byte[] image) {

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
