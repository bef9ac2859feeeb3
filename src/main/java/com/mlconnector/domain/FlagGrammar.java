package com.mlconnector.domain;

import com.mlconnector.domain.FlagLexer.Word;
import com.mlconnector.domain.FlagVocabulary.Mark;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Reads one flag, word by word, into the draft:
 *
 * <pre>
 * flag    = { token }          parcels are separated by "/"
 * token   = service | weight | sides | option | "key=value"
 * </pre>
 */
final class FlagGrammar {

  /** Words that belong to a shipping line's ordinary name. */
  private static final Set<String> LINE_WORDS =
      Set.of(
          "shipping",
          "shipment",
          "delivery",
          "freight",
          "postage",
          "handling",
          "service",
          "charge",
          "charges",
          "fee",
          "and",
          "&",
          "+");

  private final FlagText text;
  private final Span line;
  private final int end;
  private final FoundFlag.Strangers strangers;
  private final FlagSettings settings;
  private final FlagDraft draft;
  private final FlagReport report;
  private final List<Word> words;
  private final List<FlagDraft.ParcelSlots> parcels = new ArrayList<>();
  private final FlagCorrections corrections;
  private FlagDraft.ParcelSlots parcel;

  private FlagGrammar(FoundFlag flag, FlagSettings settings, FlagDraft draft, FlagReport report) {
    this.text = flag.text();
    this.line = flag.line();
    this.end = flag.words().to();
    this.strangers = flag.strangers();
    this.settings = settings;
    this.draft = draft;
    this.report = report;
    this.words = FlagLexer.words(text.folded(), flag.words());
    this.corrections = new FlagCorrections(text, line);
    this.parcel = new FlagDraft.ParcelSlots(settings.weights());
    parcels.add(parcel);
  }

  static void read(FoundFlag flag, FlagSettings settings, FlagDraft draft, FlagReport report) {
    new FlagGrammar(flag, settings, draft, report).read();
  }

  private void read() {
    for (int i = 0; i < words.size() && !isEnough(); ) {
      i = readAt(i);
    }
    finishParcels();
    corrections.reportTo(report);
  }

  /** Nobody mends more than ten words, and counting words for each costs time. */
  private boolean isEnough() {
    return report.isFull() || corrections.isFull();
  }

  /** Reads the token that begins with this word; answers where the next one begins. */
  private int readAt(int index) {
    Word word = words.get(index);
    if (word.isSlash()) {
      parcel = new FlagDraft.ParcelSlots(settings.weights());
      parcels.add(parcel);
      return index + 1;
    }
    if (word.isOption()) {
      readOption(word);
      return index + 1;
    }
    Optional<FlagVocabulary.Phrase> phrase = FlagVocabulary.phraseAt(words, index);
    if (phrase.isPresent()) {
      int next = index + phrase.get().words();
      readPhrase(phrase.get().meaning(), new Span(word.span().from(), endOf(next - 1)));
      return next;
    }
    int next = readMeasure(index);
    if (next == index) {
      readStranger(word);
      return index + 1;
    }
    return next;
  }

  private void readPhrase(FlagVocabulary.Meaning meaning, Span span) {
    FlagPlace place = text.place(span);
    switch (meaning) {
      case FlagVocabulary.Ship ship -> readService(ship.choice(), place);
      case Mark mark -> readMark(mark, place);
    }
  }

  private void readService(ServiceChoice choice, FlagPlace place) {
    draft.service.say(choice, place, report);
    if (choice.equals(ServiceChoice.SAVER)) {
      report.remark(place.field(), "\"saver\" is " + choice.label() + ", by destination.");
    } else if (place.token().toLowerCase(Locale.ROOT).contains("overnight")) {
      report.remark(place.field(), "\"overnight\" was read as " + choice.label() + ".");
    }
  }

  private void readMark(Mark mark, FlagPlace place) {
    switch (mark) {
      case SIGNATURE -> draft.signature.say(FlagOptions.Signature.ANY, place, report);
      case ADULT_SIGNATURE -> draft.signature.say(FlagOptions.Signature.ADULT, place, report);
      case SATURDAY -> draft.saturday.say(true, place, report);
      case RESIDENTIAL -> draft.residential.say(true, place, report);
      case COMMERCIAL -> draft.residential.say(false, place, report);
      case RETURN -> draft.returnLabel.say(true, place, report);
      case NOTHING -> {}
    }
  }

  /** Sides before weight, or "10x8x4" would begin with a weight of 10. */
  private int readMeasure(int index) {
    Span rest = new Span(words.get(index).span().from(), end);
    CharSequence folded = text.folded();
    FlagSettings.Weights units = settings.weights();
    Optional<FlagMeasures.SidesRead> sides =
        FlagMeasures.sides(folded, rest, units.sideUnit())
            .filter(read -> endsWord(read.end(), index));
    if (sides.isPresent()) {
      readSides(sides.get(), new Span(rest.from(), sides.get().end()));
      return firstWordFrom(sides.get().end(), index);
    }
    Optional<FlagMeasures.WeightRead> weight =
        FlagMeasures.weight(folded, rest, units.unit()).filter(read -> endsWord(read.end(), index));
    if (weight.isPresent()) {
      readWeight(weight.get(), new Span(rest.from(), weight.get().end()));
      return firstWordFrom(weight.get().end(), index);
    }
    return index;
  }

  /** "1/2lb" must not be read as 1, with the rest of the word lost. */
  private boolean endsWord(int position, int index) {
    return endOf(firstWordFrom(position, index) - 1) == position;
  }

  private void readSides(FlagMeasures.SidesRead read, Span span) {
    FlagPlace place = text.place(span);
    Optional<Dimensions> dimensions = read.dimensions();
    if (dimensions.isEmpty()) {
      report.problem(ReasonCode.DIMS_INCOMPLETE, FlagSentences.sides(read.sides(), place), place);
      return;
    }
    if (dimensions.get().isTooLong() || dimensions.get().isTooBigAround()) {
      report.problem(ReasonCode.DIMS_OVER_LIMIT, FlagSentences.tooBig(place), place);
    }
    parcel.size.say(new FlagDraft.Size(dimensions.get(), null), place, report);
  }

  private void readWeight(FlagMeasures.WeightRead read, Span span) {
    FlagPlace place = text.place(span);
    Weight weight = read.weight();
    Weight.Unit unit = settings.weights().unit();
    if (weight == null) {
      report.problem(ReasonCode.WEIGHT_UNKNOWN, FlagSentences.noWeight(place), place);
      return;
    }
    if (read.unitMissing()) {
      report.remark(
          place.field(), "\"" + place.token() + "\" was read as " + weight.show(unit) + ".");
    }
    settings
        .weights()
        .objection(weight)
        .ifPresent(code ->
            report.problem(code, FlagSentences.tooHeavy(code, weight, settings.weights()), place));
    parcel.weight.say(weight, place, report);
  }

  private void readOption(Word word) {
    FlagOptionWord option = FlagOptionWord.of(word, text);
    switch (option.read(settings, draft, parcel, report)) {
      case FlagOptionWord.Understood _ -> {}
      case FlagOptionWord.Misread misread ->
          corrections.add(word.span(), misread.sentence(), misread.suggestion());
      case FlagOptionWord.AccountNumber account -> {
        corrections.withhold();
        report.problem(
            ReasonCode.ACCOUNT_NUMBER_VISIBLE,
            FlagSentences.accountNumber(account.ending()),
            text.place(word.span(), "bill=…" + account.ending()));
      }
    }
  }

  private void readStranger(Word word) {
    String typed = text.place(word.span()).token();
    if (text.field() == FlagField.LINE_NAME && LINE_WORDS.contains(word.text())) {
      return;
    }
    if (strangers == FoundFlag.Strangers.PROSE) {
      report.remark(text.field(), "\"" + typed + "\" was not read as a shipping word.");
      return;
    }
    String suggestion = FlagVocabulary.nearest(word.text()).orElse(null);
    String sentence = FlagSentences.unknownWord(typed, wordNumber(word), text.field(), suggestion);
    corrections.add(word.span(), sentence, suggestion);
  }

  /** As a person counts: the trigger is word 1. */
  private int wordNumber(Word word) {
    Span before = new Span(line.from(), word.span().from());
    return FlagLexer.words(text.folded(), before).size() + 1;
  }

  private void finishParcels() {
    if (parcels.size() == 1) {
      draft.parcel.sayAll(parcel, report);
      return;
    }
    List<FlagDraft.ListedParcel> listed = new ArrayList<>();
    FlagPlace place = text.place(firstSlash());
    for (FlagDraft.ParcelSlots slots : parcels) {
      Weight weight = slots.weight.value();
      if (weight == null) {
        report.problem(
            ReasonCode.WEIGHT_UNKNOWN,
            "Parcel " + (parcels.indexOf(slots) + 1) + " of the list has no weight.",
            place);
        return;
      }
      listed.add(new FlagDraft.ListedParcel(weight, slots.size.value(), slots.reference.value()));
    }
    draft.list.say(listed, place, report);
  }

  private Span firstSlash() {
    return words.stream().filter(Word::isSlash).findFirst().orElseThrow().span();
  }

  private int endOf(int index) {
    return words.get(index).span().to();
  }

  private int firstWordFrom(int position, int index) {
    int next = index + 1;
    while (next < words.size() && words.get(next).span().from() < position) {
      next++;
    }
    return next;
  }
}
