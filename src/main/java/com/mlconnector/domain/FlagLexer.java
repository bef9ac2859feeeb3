package com.mlconnector.domain;

import java.util.ArrayList;
import java.util.List;

/** Cuts a folded flag into words. Visits every character once. */
final class FlagLexer {

  record Word(String text, Span span) {
    boolean isSlash() {
      return text.equals("/");
    }

    boolean isOption() {
      return text.indexOf('=') > 0;
    }
  }

  private final CharSequence text;
  private final int end;
  private int at;

  private FlagLexer(CharSequence text, Span span) {
    this.text = text;
    this.at = span.from();
    this.end = span.to();
  }

  static List<Word> words(CharSequence text, Span span) {
    FlagLexer lexer = new FlagLexer(text, span);
    List<Word> words = new ArrayList<>();
    while (lexer.skipSeparators()) {
      words.add(lexer.next());
    }
    return words;
  }

  private boolean skipSeparators() {
    while (at < end && isSeparator(text.charAt(at))) {
      at++;
    }
    return at < end;
  }

  private Word next() {
    int start = at;
    boolean option = false;
    boolean digitsOnly = true;
    for (; at < end; at++) {
      char c = text.charAt(at);
      if (c == '/' && !option && !isFraction(start, digitsOnly)) {
        break;
      }
      if (isSeparator(c) && !isDecimalComma(start)) {
        break;
      }
      option |= c == '=';
      digitsOnly &= isDigit(c);
    }
    if (at == start) {
      at++;
    }
    return new Word(text.subSequence(start, at).toString(), new Span(start, at));
  }

  /** "1/2" is no two parcels of 1 and 2 lb; it stays one word that nobody understands. */
  private boolean isFraction(int start, boolean digitsOnly) {
    return digitsOnly && at > start && at + 1 < end && isDigit(text.charAt(at + 1));
  }

  private boolean isDecimalComma(int start) {
    return text.charAt(at) == ','
        && at > start
        && at + 1 < end
        && isDigit(text.charAt(at - 1))
        && isDigit(text.charAt(at + 1));
  }

  private static boolean isSeparator(char c) {
    return c == ' ' || c == ',' || c == ';' || c == '(' || c == ')';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
