package com.mlconnector.domain;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The words a flag understands. Hyphens, dots and blanks inside a phrase do not count: "2nd day
 * air", "2nd-day-air" and "2nddayair" are the same.
 */
final class FlagVocabulary {

  /** What a phrase says. */
  sealed interface Meaning {}

  record Ship(ServiceChoice choice) implements Meaning {}

  enum Mark implements Meaning {
    SIGNATURE("sig, signature"),
    ADULT_SIGNATURE("adult-sig, adult-signature"),
    SATURDAY("sat, saturday"),
    RESIDENTIAL("residential"),
    COMMERCIAL("commercial"),
    RETURN("return"),
    /** Words that add nothing: the carrier's own name, a lone hyphen. */
    NOTHING("ups, -");

    private final String words;

    Mark(String words) {
      this.words = words;
    }

    List<String> words() {
      return List.of(words.split(", ", -1));
    }
  }

  /** A phrase found, and how many words it takes. */
  record Phrase(Meaning meaning, int words) {}

  private static final int MOST_WORDS = 6;
  private static final int LONGEST = 40;
  private static final Map<String, Meaning> MEANINGS = new HashMap<>();

  /** Of all phrases: most words begin none, and need no longer look. */
  private static final Set<String> BEGINNINGS = new HashSet<>();

  private static final Set<String> SERVICES = new LinkedHashSet<>();

  /** Spellings to suggest, by their compact form, the common ones first. */
  private static final Map<String, String> SUGGESTIONS = new LinkedHashMap<>();

  static {
    for (Service service : Service.values()) {
      service.words().forEach(word -> learn(word, new Ship(ServiceChoice.of(service))));
    }
    learn("saver", new Ship(ServiceChoice.SAVER));
    for (Mark mark : Mark.values()) {
      mark.words().forEach(word -> learn(word, mark));
    }
    List.of("lb", "oz", "kg").forEach(unit -> SUGGESTIONS.put(unit, unit));
  }

  private FlagVocabulary() {}

  private static void learn(String word, Meaning meaning) {
    String compact = compact(word);
    mean(compact, meaning);
    SUGGESTIONS.put(compact, word.replace(' ', '-'));
    if (meaning instanceof Ship) {
      mean("ups" + compact, meaning);
      SERVICES.add(compact);
    }
  }

  private static void mean(String compact, Meaning meaning) {
    MEANINGS.put(compact, meaning);
    for (int length = 0; length <= compact.length(); length++) {
      BEGINNINGS.add(compact.substring(0, length));
    }
  }

  /** The longest phrase that begins with this word. */
  static Optional<Phrase> phraseAt(List<FlagLexer.Word> words, int start) {
    StringBuilder compact = new StringBuilder();
    Phrase longest = null;
    int end = Math.min(words.size(), start + MOST_WORDS);
    for (int i = start; i < end && compact.length() <= LONGEST; i++) {
      compact.append(compact(words.get(i).text()));
      String soFar = compact.toString();
      if (!BEGINNINGS.contains(soFar)) {
        break;
      }
      Meaning meaning = MEANINGS.get(soFar);
      if (meaning != null) {
        longest = new Phrase(meaning, i + 1 - start);
      }
    }
    return Optional.ofNullable(longest);
  }

  static Optional<String> nearest(String word) {
    return Spelling.nearest(withoutCarrier(compact(word)), SUGGESTIONS.keySet())
        .map(SUGGESTIONS::get);
  }

  /** Whether a word nearly is a service: "gruond". */
  static boolean resemblesService(String word) {
    return Spelling.nearest(withoutCarrier(compact(word)), SERVICES).isPresent();
  }

  private static String withoutCarrier(String compact) {
    return compact.startsWith("ups") ? compact.substring(3) : compact;
  }

  private static String compact(String phrase) {
    StringBuilder compact = new StringBuilder(phrase.length());
    for (int i = 0; i < phrase.length(); i++) {
      char c = phrase.charAt(i);
      if (c != ' ' && c != '-' && c != '.' && c != '_') {
        compact.append(c);
      }
    }
    return compact.toString();
  }
}
