package com.mlconnector.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Flags that begin a line of text: {@code #ship}, {@code ship:}, {@code [ship …]}. */
final class HashFlags {
  private static final String WORD_END = "(?![\\p{L}\\p{N}_-])";
  private static final Pattern IN_TEXT =
      Pattern.compile(
          " *+(?:#(?:re)?ship%s *+:?+|ship *+:|\\[#?(?:re)?ship%s *+:?+)"
              .formatted(WORD_END, WORD_END));
  private static final Pattern IN_PO_NUMBER = Pattern.compile(" *+#?(?:re)?ship(?=[ :]|$) *+:?+");
  private static final Pattern IN_CLIENT_NOTE =
      Pattern.compile(" *+#ship-default%s *+:?+".formatted(WORD_END));

  private HashFlags() {}

  static List<FoundFlag> find(FlagText text) {
    if (!text.contains("ship")) {
      return List.of();
    }
    return switch (text.field()) {
      case NOTES, TERMS -> find(text, text.lines(), IN_TEXT);
      case PO_NUMBER -> find(text, text.lines().subList(0, 1), IN_PO_NUMBER);
      case CLIENT_NOTE -> find(text, text.lines(), IN_CLIENT_NOTE);
      case LINE_NAME, LINE_DESCRIPTION, OPERATOR -> List.of();
    };
  }

  /** The words of a line that may have been pasted with its trigger. */
  static Span words(FlagText text, Span line) {
    Matcher matcher = IN_TEXT.matcher(text.folded()).region(line.from(), line.to());
    return matcher.lookingAt()
        ? new Span(matcher.end(), end(text, line, matcher.group().contains("[")))
        : line;
  }

  private static List<FoundFlag> find(FlagText text, List<Span> lines, Pattern trigger) {
    List<FoundFlag> found = new ArrayList<>();
    Matcher matcher = trigger.matcher(text.folded());
    for (Span line : lines) {
      if (matcher.region(line.from(), line.to()).lookingAt()) {
        String typed = matcher.group();
        Span words = new Span(matcher.end(), end(text, line, typed.contains("[")));
        boolean reship = typed.contains("reship");
        found.add(new FoundFlag(text, line, words, FoundFlag.Strangers.PROBLEMS, reship));
      }
    }
    return found;
  }

  private static int end(FlagText text, Span line, boolean bracketed) {
    for (int i = line.from(); bracketed && i < line.to(); i++) {
      if (text.folded().charAt(i) == ']') {
        return i;
      }
    }
    return line.to();
  }
}
