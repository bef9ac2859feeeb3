package com.mlconnector.sandbox.ups;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * A black and white picture of four by six inches. It sets pixels itself and uses no system font,
 * so that it needs no display and looks the same on every machine.
 */
final class LabelImage {
  static final int WIDTH = 600;
  static final int HEIGHT = 900;

  /** Eight pixels. */
  private static final byte ALL_WHITE = -1;

  private static final int BLACK = 0;

  private final BufferedImage image =
      new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_BINARY);
  private final WritableRaster pixels = image.getRaster();

  LabelImage() {
    Arrays.fill(((DataBufferByte) pixels.getDataBuffer()).getData(), ALL_WHITE);
    fill(0, 0, WIDTH, 3);
    fill(0, HEIGHT - 3, WIDTH, 3);
    fill(0, 0, 3, HEIGHT);
    fill(WIDTH - 3, 0, 3, HEIGHT);
  }

  void rule(int y) {
    fill(0, y, WIDTH, 4);
  }

  /** Lines of text, each dot of a letter {@code scale} pixels wide; what doesn't fit is cut. */
  void text(int x, int y, int scale, List<String> lines) {
    int top = y;
    for (String line : lines) {
      int left = x;
      for (char c : line.toUpperCase(Locale.ROOT).toCharArray()) {
        glyph(left, top, scale, c);
        left += 6 * scale;
      }
      top += 10 * scale;
    }
  }

  private void glyph(int x, int y, int scale, char c) {
    int[] rows = PixelFont.rows(c);
    for (int row = 0; row < rows.length; row++) {
      for (int column = 0; column < PixelFont.COLUMNS; column++) {
        if ((rows[row] >> (PixelFont.COLUMNS - 1 - column) & 1) == 1) {
          fill(x + column * scale, y + row * scale, scale, scale);
        }
      }
    }
  }

  /** A Code 128 barcode across the label. */
  void barcode(int y, int height, String text) {
    String bars = Code128.bars(text);
    int scale = Math.max(1, (WIDTH - 60) / bars.length());
    int left = (WIDTH - bars.length() * scale) / 2;
    for (int i = 0; i < bars.length(); i++) {
      if (bars.charAt(i) == '1') {
        fill(left + i * scale, y, scale, height);
      }
    }
  }

  private void fill(int x, int y, int width, int height) {
    for (int row = Math.max(0, y); row < Math.min(HEIGHT, y + height); row++) {
      for (int column = Math.max(0, x); column < Math.min(WIDTH, x + width); column++) {
        pixels.setSample(column, row, 0, BLACK);
      }
    }
  }

  /** Eight pixels a byte, row by row; a set bit is white. */
  byte[] bits() {
    return ((DataBufferByte) pixels.getDataBuffer()).getData().clone();
  }

  /** {@code format} is GIF or PNG. */
  byte[] encode(String format) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    // Given a plain stream, ImageIO would go through a file on disk.
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageIO.write(image, format, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
