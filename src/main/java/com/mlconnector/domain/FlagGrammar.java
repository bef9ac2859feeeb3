package com.mlconnector.domain;

import com.mlconnector.domain.FlagLexer.Word;
import com.mlconnector.domain.FlagVocabulary.Mark;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
  private final FlagIgnored ignored;
  private final FlagDraft draft;
  private final FlagReport report;
  private final List<Word> words;
  private final List<FlagDraft.ParcelSlots> parcels = new ArrayList<>();
  private final FlagCorrections corrections;
  private FlagDraft.ParcelSlots parcel;

  private FlagGrammar(
      FoundFlag flag,
      FlagSettings settings,
      FlagIgnored ignored,
      FlagDraft draft,
      FlagReport report) {
    this.text = flag.text();
    this.line = flag.line();
    this.end = flag.words().to();
    this.strangers = flag.strangers();
    this.settings = settings;
    this.ignored = ignored;
    this.draft = draft;
    this.report = report;
    this.words = FlagAccountNumber.joined(FlagLexer.words(text.folded(), flag.words()));
    this.corrections = new FlagCorrections(text, line);
    this.parcel = isList() ? listed() : draft.parcel;
    parcels.add(parcel);
  }

  static void read(
      FoundFlag flag,
      FlagSettings settings,
      FlagIgnored ignored,
      FlagDraft draft,
      FlagReport report) {
    new FlagGrammar(flag, settings, ignored, draft, report).read();
  }

  private boolean isList() {
    return words.stream().anyMatch(Word::isSlash);
  }

  private FlagDraft.ParcelSlots listed() {
    FlagDraft.ParcelSlots slots = FlagDraft.ParcelSlots.listed(settings);
    if (draft.list.isSettled()) {
      slots.settle();
    }
    return slots;
  }

  private void read() {
    for (int i = 0; i < words.size() && !isEnough(); ) {
      i = readAt(i);
    }
    if (isList() && !draft.list.isSettled()) {
      finishList();
    }
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
      parcel = listed();
      parcels.add(parcel);
      return index + 1;
    }
    if (word.isOption()) {
      FlagToken token = text.token(word.span());
      if (!ignored.covers(token)) {
        readOption(word, token);
      }
      return index + 1;
    }
    Optional<FlagVocabulary.Phrase> phrase = FlagVocabulary.phraseAt(words, index);
    if (phrase.isPresent()) {
      int next = index + phrase.get().words();
      FlagToken token = text.token(new Span(word.span().from(), endOf(next - 1)));
      if (!ignored.covers(token)) {
        readPhrase(phrase.get().meaning(), token);
      }
      return next;
    }
    int next = readMeasure(index);
    if (next == index) {
      FlagToken token = text.token(word.span());
      if (!ignored.covers(token)) {
        readStranger(word, token);
      }
      return index + 1;
    }
    return next;
  }

  private void readPhrase(FlagVocabulary.Meaning meaning, FlagToken token) {
    switch (meaning) {
      case FlagVocabulary.Ship ship -> readService(ship.choice(), token);
      case Mark mark -> readMark(mark, token);
    }
  }

  private void readService(ServiceChoice choice, FlagToken token) {
    if (draft.service.isSettled()) {
      return;
    }
    draft.service.say(choice, token, report);
    if (choice.equals(ServiceChoice.SAVER)) {
      report.remark(token.field(), "\"saver\" is " + choice.label() + ", by destination.");
    } else if (text.canonical(token.span()).contains("overnight")) {
      report.remark(token.field(), "\"overnight\" was read as " + choice.label() + ".");
    }
  }

  private void readMark(Mark mark, FlagToken token) {
    switch (mark) {
      case SIGNATURE -> draft.signature.say(FlagOptions.Signature.ANY, token, report);
      case ADULT_SIGNATURE -> draft.signature.say(FlagOptions.Signature.ADULT, token, report);
      case SATURDAY -> draft.saturday.say(true, token, report);
      case RESIDENTIAL -> draft.residential.say(true, token, report);
      case COMMERCIAL -> draft.residential.say(false, token, report);
      case RETURN -> draft.returnLabel.say(true, token, report);
      case NOTHING -> {}
    }
  }

  /** Sides before weight, or "10x8x4" would begin with a weight of 10. */
  private int readMeasure(int index) {
    char first = words.get(index).text().charAt(0);
    if (first != '.' && (first < '0' || first > '9')) {
      return index;
    }
    Span rest = new Span(words.get(index).span().from(), end);
    CharSequence folded = text.folded();
    FlagSettings.Weights units = settings.weights();
    Optional<FlagMeasures.SidesRead> sides =
        FlagMeasures.sides(folded, rest, units.sideUnit())
            .filter(read -> endsWord(read.end(), index));
    if (sides.isPresent()) {
      FlagToken token = text.token(new Span(rest.from(), sides.get().end()));
      if (!parcel.size.isSettled() && !ignored.covers(token)) {
        readSides(sides.get(), token);
      }
      return firstWordFrom(sides.get().end(), index);
    }
    Optional<FlagMeasures.WeightRead> weight =
        FlagMeasures.weight(folded, rest, units.unit()).filter(read -> endsWord(read.end(), index));
    if (weight.isPresent()) {
      FlagToken token = text.token(new Span(rest.from(), weight.get().end()));
      if (!parcel.weight.isSettled() && !ignored.covers(token)) {
        readWeight(weight.get(), token);
      }
      return firstWordFrom(weight.get().end(), index);
    }
    return index;
  }

  /** "1/2lb" must not be read as 1, with the rest of the word lost. */
  private boolean endsWord(int position, int index) {
    return endOf(firstWordFrom(position, index) - 1) == position;
  }

  private void readSides(FlagMeasures.SidesRead read, FlagToken token) {
    Optional<Dimensions> dimensions = read.dimensions();
    if (dimensions.isEmpty()) {
      report.problem(
          ReasonCode.DIMS_INCOMPLETE,
          FlagSentences.sides(read.sides(), token.typed()),
          token,
          FlagChoices.ignoring(token, "Send without size"));
      return;
    }
    if (dimensions.get().isTooLong() || dimensions.get().isTooBigAround()) {
      report.problem(ReasonCode.DIMS_OVER_LIMIT, FlagSentences.tooBig(token.typed()), token);
    }
    parcel.size.say(new FlagDraft.Size(dimensions.get(), null), token, report);
  }

  private void readWeight(FlagMeasures.WeightRead read, FlagToken token) {
    Weight weight = read.weight();
    Weight.Unit unit = settings.weights().unit();
    if (read.unitMissing() && strangers == FoundFlag.Strangers.PROSE) {
      remarkOnProse(token);
      return;
    }
    if (weight == null) {
      report.problem(ReasonCode.WEIGHT_UNKNOWN, FlagSentences.noWeight(token.typed()), token);
      return;
    }
    if (read.unitMissing()) {
      report.remark(
          token.field(), "\"" + token.typed() + "\" was read as " + weight.show(unit) + ".");
    }
    settings
        .weights()
        .objection(weight)
        .ifPresent(code ->
            report.problem(code, FlagSentences.tooHeavy(code, weight, settings.weights()), token));
    parcel.weight.say(weight, token, report);
  }

  private void readOption(Word word, FlagToken token) {
    FlagOptionWord option = FlagOptionWord.of(word, text);
    switch (option.read(settings, draft, parcel, report)) {
      case FlagOptionWord.Understood _ -> {}
      case FlagOptionWord.Misread misread ->
          addStranger(token, misread.sentence(), misread.suggestion());
      case FlagOptionWord.AccountNumber account ->
          report.problem(
              ReasonCode.ACCOUNT_NUMBER_VISIBLE,
              FlagSentences.accountNumber(account.ending()),
              token);
    }
  }

  private void readStranger(Word word, FlagToken token) {
    String typed = token.typed();
    if (text.field() == FlagField.LINE_NAME && LINE_WORDS.contains(word.text())) {
      return;
    }
    if (strangers == FoundFlag.Strangers.PROSE) {
      remarkOnProse(token);
      return;
    }
    String suggestion = FlagVocabulary.nearest(word.text()).orElse(null);
    String sentence = FlagSentences.unknownWord(typed, wordNumber(word), text.field(), suggestion);
    addStranger(token, sentence, suggestion);
  }

  private void remarkOnProse(FlagToken token) {
    report.remark(text.field(), "\"" + token.typed() + "\" was not read as a shipping word.");
  }

  /** Of a list's parcels nothing can be said word by word, so that only striking out is offered. */
  private void addStranger(FlagToken token, String sentence, @Nullable String suggestion) {
    String sayable = isList() ? null : suggestion;
    corrections.add(token, sentence, suggestion, FlagChoices.forStranger(token, sayable, settings));
  }

  /** As a person counts: the trigger is word 1. */
  private int wordNumber(Word word) {
    Span before = new Span(line.from(), word.span().from());
    return FlagLexer.words(text.folded(), before).size() + 1;
  }

  private void finishList() {
    List<FlagDraft.ListedParcel> listed = new ArrayList<>();
    FlagToken slash = text.token(firstSlash());
    for (FlagDraft.ParcelSlots slots : parcels) {
      Weight weight = slots.weight.value();
      if (weight == null) {
        report.problem(
            ReasonCode.WEIGHT_UNKNOWN,
            "Parcel " + (parcels.indexOf(slots) + 1) + " of the list has no weight.",
            slash);
        return;
      }
      listed.add(new FlagDraft.ListedParcel(weight, slots.size.value(), slots.reference.value()));
    }
    draft.list.say(listed, slash, report);
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
