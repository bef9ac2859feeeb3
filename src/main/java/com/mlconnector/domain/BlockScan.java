package com.mlconnector.domain;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds our blocks in notes, line by line. A block runs from an opening marker to the next closing
 * one; an opening that meets another opening first, or the end of the notes, has an open end.
 *
 * @param own complete blocks of the invoice
 * @param all complete blocks of any invoice
 */
record BlockScan(List<Span> own, List<Span> all, boolean hasOpenEnd) {

  static BlockScan of(String notes, String invoiceNumber) {
    Scanner scanner = new Scanner(notes, invoiceNumber);
    int start = 0;
    while (start < notes.length()) {
      int end = endOfLine(notes, start);
      scanner.line(new Span(start, end));
      start = end + 1;
    }
    return scanner.result();
  }

  private static int endOfLine(String notes, int start) {
    int end = start;
    while (end < notes.length() && notes.charAt(end) != '\n' && notes.charAt(end) != '\r') {
      end++;
    }
    return end;
  }

  private static final class Scanner {
    private final String notes;
    private final String invoiceNumber;
    private final List<Span> own = new ArrayList<>();
    private final List<Span> all = new ArrayList<>();
    private @Nullable Span opening;
    private boolean openingIsOwn;
    private boolean openEnd;

    Scanner(String notes, String invoiceNumber) {
      this.notes = notes;
      this.invoiceNumber = invoiceNumber;
    }

    void line(Span span) {
      String typed = notes.substring(span.from(), span.to());
      if (!typed.startsWith("---")) {
        return;
      }
      String line = Entities.decode(typed).stripTrailing();
      if (BlockText.isOpening(line)) {
        openEnd |= opening != null && openingIsOwn;
        opening = span;
        openingIsOwn = BlockText.isOpeningOf(invoiceNumber, line);
      } else if (BlockText.isClosing(line) && opening != null) {
        close(new Span(opening.from(), span.to()));
      }
    }

    private void close(Span block) {
      all.add(block);
      if (openingIsOwn) {
        own.add(block);
      }
      opening = null;
    }

    BlockScan result() {
      return new BlockScan(own, all, openEnd || (opening != null && openingIsOwn));
    }
  }
}
