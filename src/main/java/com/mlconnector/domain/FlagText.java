package com.mlconnector.domain;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One text of an invoice, folded for reading: lower case, no accents, plain quotes and blanks,
 * entities decoded. Every folded character knows where it stood, so that problems can point into
 * the text as the person typed it.
 */
final class FlagText {
  private static final char DROPPED = 0;
  private static final int LONGEST_TOKEN = 60;
  private static final Pattern BLANKS = Pattern.compile("  +");

  /** The Latin letters with accents, folded once. */
  private static final char[] LATIN = new char[0x250];

  static {
    for (char c = 0; c < LATIN.length; c++) {
      LATIN[c] = foldByClass(c);
    }
  }

  private final FlagField field;
  private final int lineItem;
  private final String raw;
  private final CharSequence folded;
  private final String decoded;

  /** Null where every folded character stands in its own place. */
  private final int @Nullable [] origin;

  FlagText(
      FlagField field,
      int lineItem,
      String raw,
      CharSequence folded,
      String decoded,
      int @Nullable [] origin) {
    this.field = field;
    this.lineItem = lineItem;
    this.raw = raw;
    this.folded = folded;
    this.decoded = decoded;
    this.origin = origin;
  }

  static FlagText of(FlagField field, int lineItem, String raw) {
    return isPlain(raw)
        ? new FlagText(field, lineItem, raw, foldAscii(raw), raw, null)
        : folded(field, lineItem, raw);
  }

  /** Most texts are plain, and most invoices carry no flag: they should cost next to nothing. */
  private static boolean isPlain(String raw) {
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c >= 0x80 || c == '&') {
        return false;
      }
    }
    return true;
  }

  private static String foldAscii(String raw) {
    return raw.toLowerCase(Locale.ROOT).replace('\t', ' ').replace('\f', ' ').replace('\013', ' ');
  }

  private static FlagText folded(FlagField field, int lineItem, String raw) {
    Folding folding = new Folding(raw.length());
    for (int i = 0; i < raw.length(); ) {
      Entities.Entity entity = Entities.at(raw, i);
      if (entity == null) {
        folding.add(raw.charAt(i), i);
        i++;
      } else {
        for (char c : Character.toChars(entity.codePoint())) {
          folding.add(c, i);
        }
        i += entity.length();
      }
    }
    return folding.result(field, lineItem, raw);
  }

  /** Never longer than what it is made of. */
  private static final class Folding {
    private final char[] folded;
    private final char[] decoded;
    private final int[] origin;
    private int length;

    Folding(int most) {
      folded = new char[most];
      decoded = new char[most];
      origin = new int[most + 1];
    }

    void add(char c, int at) {
      char plain = fold(c);
      if (plain != DROPPED) {
        folded[length] = plain;
        decoded[length] = c;
        origin[length++] = at;
      }
    }

    FlagText result(FlagField field, int lineItem, String raw) {
      origin[length] = raw.length();
      return new FlagText(
          field,
          lineItem,
          raw,
          new String(folded, 0, length),
          new String(decoded, 0, length),
          origin);
    }
  }

  FlagField field() {
    return field;
  }

  CharSequence folded() {
    return folded;
  }

  boolean contains(String word) {
    return folded.toString().contains(word);
  }

  /** As typed, entities decoded: for values whose case matters. */
  String decoded(int from, int to) {
    return decoded.substring(from, to);
  }

  /** As FreshBooks returned it. */
  String original(Span span) {
    return raw.substring(origin(span.from()), origin(span.to()));
  }

  private int origin(int position) {
    return origin == null ? position : origin[position];
  }

  FlagToken token(Span span) {
    return new FlagToken(this, span);
  }

  FlagPlace place(Span span) {
    return new FlagPlace(field, lineItem, origin(span.from()), clip(shown(span)));
  }

  /** The whole line, with the place of the words in it. */
  Halt.Reading reading(Span words) {
    Span line = lineAround(words);
    int from = shown(new Span(line.from(), words.from())).length();
    return new Halt.Reading(place(words).label(), shown(line), from, from + shown(words).length());
  }

  /** As typed, but without account numbers. */
  String shown(Span span) {
    return masked(span, this::original);
  }

  /** One text for all spellings that fold alike, without account numbers. */
  String canonical(Span span) {
    return masked(span, part -> folded.subSequence(part.from(), part.to()).toString())
        .toLowerCase(Locale.ROOT)
        .strip()
        .transform(text -> BLANKS.matcher(text).replaceAll(" "));
  }

  private String masked(Span span, Function<Span, String> part) {
    StringBuilder shown = new StringBuilder();
    int from = span.from();
    for (FlagAccountNumber number : FlagAccountNumber.in(folded, span)) {
      shown.append(part.apply(new Span(from, number.at().from())));
      shown.append('…').append(number.ending());
      from = number.at().to();
    }
    return shown.append(part.apply(new Span(from, span.to()))).toString();
  }

  private Span lineAround(Span words) {
    int from = words.from();
    while (from > 0 && !isLineEnd(folded.charAt(from - 1))) {
      from--;
    }
    int to = words.to();
    while (to < folded.length() && !isLineEnd(folded.charAt(to))) {
      to++;
    }
    return new Span(from, to);
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
    return new FlagText(field, lineItem, raw, rest.toString(), decoded, origin);
  }

  List<Span> lines() {
    List<Span> lines = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < folded.length(); i++) {
      if (isLineEnd(folded.charAt(i))) {
        lines.add(new Span(start, i));
        start = i + 1;
      }
    }
    lines.add(new Span(start, folded.length()));
    return lines;
  }

  private static boolean isLineEnd(char c) {
    return c == '\n' || c == '\r';
  }

  private static char fold(char c) {
    return c < LATIN.length ? LATIN[c] : foldByClass(c);
  }

  private static char foldByClass(char c) {
    return switch (c) {
      case '\n', '\r' -> c;
      case '\t', '\f', '\013' -> ' ';
      case '×' -> 'x';
      case '‘', '’', '‛', '′' -> '\'';
      case '“', '”', '„', '‟', '″' -> '"';
      case '‐', '‑', '‒', '–', '—', '−' -> '-';
      case '\u0085', '\u2028', '\u2029' -> '\n';
      default -> foldByType(c);
    };
  }

  private static char foldByType(char c) {
    return switch (Character.getType(c)) {
      case Character.SPACE_SEPARATOR -> ' ';
      case Character.NON_SPACING_MARK, Character.FORMAT -> DROPPED;
      default -> Character.toLowerCase(withoutAccent(c));
    };
  }

  /** Canonical decomposition only: the compatible one would turn "2½" into "21/2". */
  private static char withoutAccent(char c) {
    boolean latin = c < LATIN.length || (c >= '\u1E00' && c < '\u1F00');
    String parts = latin ? Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFD) : "";
    boolean accented =
        parts.length() > 1 && Character.getType(parts.charAt(1)) == Character.NON_SPACING_MARK;
    return accented ? parts.charAt(0) : c;
  }
}
