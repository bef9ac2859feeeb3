package com.mlconnector.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Line items that are flags: {@code Shipping: UPS Ground}, or the catalogue item {@code UPS
 * Ground}. Details may follow in the name and in the description.
 */
final class ShippingLines {
  private static final Pattern FIRST_WORD =
      Pattern.compile(" *+(?<word>\\p{L}++)(?: *+(?:&|and|\\+) *+handling(?!\\p{L}))?+[ :,(|/-]*+");
  private static final Pattern CARRIER = Pattern.compile(" *+ups(?![\\p{L}\\p{N}])");

  /** A shipping line that names one of these is not for us, whatever the settings say. */
  private static final Set<String> OTHERS =
      Set.of("fedex", "usps", "dhl", "purolator", "ontrac", "pickup");

  private final FlagSettings settings;
  private final FlagReport report;

  ShippingLines(FlagSettings settings, FlagReport report) {
    this.settings = settings;
    this.report = report;
  }

  Optional<FoundFlag> inName(FlagText name) {
    Span line = name.lines().getFirst();
    Matcher first = FIRST_WORD.matcher(name.folded()).region(line.from(), line.to());
    if (!first.lookingAt()) {
      return Optional.empty();
    }
    Span rest = new Span(first.end(), line.to());
    boolean shipping = settings.shippingWords().contains(String.valueOf(first.group("word")));
    if (shipping && namesCarrier(name, rest)) {
      return Optional.of(flag(name, line, rest, FoundFlag.Strangers.PROBLEMS));
    }
    if (shipping && settings.everyShippingLine() && !namesAnother(name, rest)) {
      return Optional.of(flag(name, line, rest, FoundFlag.Strangers.PROSE));
    }
    return namesCarrier(name, line) && namesService(name, line)
        ? Optional.of(flag(name, line, line, FoundFlag.Strangers.PROBLEMS))
        : Optional.empty();
  }

  /** A description's line counts when it begins with something a flag can say. */
  List<FoundFlag> inDescription(FlagText description) {
    List<FoundFlag> found = new ArrayList<>();
    for (Span line : description.lines()) {
      List<FlagLexer.Word> words = FlagLexer.words(description.folded(), line);
      if (words.isEmpty()) {
        continue;
      }
      if (isDetail(description, words)) {
        found.add(flag(description, line, line, FoundFlag.Strangers.PROBLEMS));
      } else {
        String typed = description.token(words.getFirst().span()).typed();
        report.remark(
            FlagField.LINE_DESCRIPTION,
            "The line beginning \"" + typed + "\" was not read as shipping details.");
      }
    }
    return found;
  }

  private boolean isDetail(FlagText text, List<FlagLexer.Word> words) {
    FlagLexer.Word first = words.getFirst();
    Span rest = new Span(first.span().from(), words.getLast().span().to());
    FlagSettings.Weights units = settings.weights();
    return first.isOption()
        || FlagVocabulary.phraseAt(words, 0).isPresent()
        || FlagMeasures.sides(text.folded(), rest, units.sideUnit()).isPresent()
        || FlagMeasures.weight(text.folded(), rest, units.unit()).isPresent();
  }

  private static FoundFlag flag(
      FlagText text, Span line, Span words, FoundFlag.Strangers strangers) {
    return new FoundFlag(text, line, words, strangers, false);
  }

  private static boolean namesCarrier(FlagText text, Span span) {
    return CARRIER.matcher(text.folded()).region(span.from(), span.to()).lookingAt();
  }

  /** "UPS Gruond" too: a flag with a typing error must not be lost in silence. */
  private static boolean namesService(FlagText text, Span span) {
    List<FlagLexer.Word> words = FlagLexer.words(text.folded(), span);
    boolean known =
        FlagVocabulary.phraseAt(words, 0)
            .filter(phrase -> phrase.meaning() instanceof FlagVocabulary.Ship)
            .isPresent();
    int service = words.getFirst().text().equals("ups") ? 1 : 0;
    return known
        || (service < words.size() && FlagVocabulary.resemblesService(words.get(service).text()));
  }

  private static boolean namesAnother(FlagText text, Span span) {
    return FlagLexer.words(text.folded(), span).stream()
        .anyMatch(word -> OTHERS.contains(word.text()));
  }
}
