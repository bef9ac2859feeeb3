package com.mlconnector.domain;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

/**
 * One text of an invoice, folded for reading: lower case, no accents, plain quotes and blanks,
 * entities decoded. Every folded character knows where it stood, so that problems can point into
 * the text as the person typed it.
 */
final class FlagText {
  private static final char DROPPED = 0;
  private static final int LONGEST_TOKEN = 60;

  private final FlagField field;
  private final int lineItem;
  private final String raw;
  private final CharSequence folded;
  private final String decoded;
  private final int[] origin;

  FlagText(
      FlagField field,
      int lineItem,
      String raw,
      CharSequence folded,
      String decoded,
      int[] origin) {
    this.field = field;
    this.lineItem = lineItem;
    this.raw = raw;
    this.folded = folded;
    this.decoded = decoded;
    this.origin = origin;
  }

  static FlagText of(FlagField field, int lineItem, String raw) {
    StringBuilder folded = new StringBuilder(raw.length());
    StringBuilder decoded = new StringBuilder(raw.length());
    int[] origin = new int[raw.length() + 1];
    for (int i = 0; i < raw.length(); ) {
      Entities.Entity entity = Entities.at(raw, i);
      String meant =
          entity == null ? raw.substring(i, i + 1) : Character.toString(entity.codePoint());
      for (int j = 0; j < meant.length(); j++) {
        char plain = fold(meant.charAt(j));
        if (plain != DROPPED) {
          origin[folded.length()] = i;
          folded.append(plain);
          decoded.append(meant.charAt(j));
        }
      }
      i += entity == null ? 1 : entity.length();
    }
    origin[folded.length()] = raw.length();
    return new FlagText(field, lineItem, raw, folded, decoded.toString(), origin);
  }

  FlagField field() {
    return field;
  }

  CharSequence folded() {
    return folded;
  }

  /** As typed, entities decoded: for values whose case matters. */
  String decoded(int from, int to) {
    return decoded.substring(from, to);
  }

  /** As FreshBooks returned it. */
  String original(Span span) {
    return raw.substring(origin[span.from()], origin[span.to()]);
  }

  FlagPlace place(Span span) {
    return place(span, clip(original(span)));
  }

  /** With a token that hides a part of what was typed. */
  FlagPlace place(Span span, String token) {
    return new FlagPlace(field, lineItem, origin[span.from()], token);
  }

  private static String clip(String token) {
    return token.length() <= LONGEST_TOKEN ? token : token.substring(0, LONGEST_TOKEN) + "…";
  }

  /** The same text with some stretches blank; positions stay. */
  FlagText without(List<Span> spans) {
    if (spans.isEmpty()) {
      return this;
    }
    StringBuilder rest = new StringBuilder(folded);
    for (Span span : spans) {
      for (int i = span.from(); i < span.to(); i++) {
        rest.setCharAt(i, ' ');
      }
    }
    return new FlagText(field, lineItem, raw, rest, decoded, origin);
  }

  List<Span> lines() {
    List<Span> lines = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < folded.length(); i++) {
      char c = folded.charAt(i);
      if (c == '\n' || c == '\r') {
        lines.add(new Span(start, i));
        start = i + 1;
      }
    }
    lines.add(new Span(start, folded.length()));
    return lines;
  }

  private static char fold(char c) {
    if (c < 0x80) {
      boolean blank = c == '\t' || c == '\f' || c == '\u000B';
      return blank ? ' ' : Character.toLowerCase(c);
    }
    return switch (c) {
      case '×' -> 'x';
      case '‘', '’', '‛', '′' -> '\'';
      case '“', '”', '„', '‟', '″' -> '"';
      case '‐', '‑', '‒', '–', '—', '−' -> '-';
      case '\u0085', '\u2028', '\u2029' -> '\n';
      default -> foldByClass(c);
    };
  }

  private static char foldByClass(char c) {
    return switch (Character.getType(c)) {
      case Character.SPACE_SEPARATOR -> ' ';
      case Character.NON_SPACING_MARK, Character.FORMAT -> DROPPED;
      default -> Character.toLowerCase(withoutAccent(c));
    };
  }

  /** Canonical decomposition only: the compatible one would turn "2½" into "21/2". */
  private static char withoutAccent(char c) {
    String parts = Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFD);
    boolean accented =
        parts.length() > 1 && Character.getType(parts.charAt(1)) == Character.NON_SPACING_MARK;
    return accented ? parts.charAt(0) : c;
  }
}
