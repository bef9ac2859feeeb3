package com.mlconnector.domain;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads one invoice: every text in the order of its weight, our own words and quoted e-mail left
 * out, stop words taken first. All flags go into one draft, so that equal and complementary flags
 * merge and different ones collide.
 */
final class FlagReader {
  private final FlagSettings settings;
  private final FlagReport report = new FlagReport();
  private final StopWords stopWords = new StopWords(report);
  private final ShippingLines shippingLines;
  private final List<FoundFlag> flags = new ArrayList<>();
  private final List<FoundFlag> defaults = new ArrayList<>();

  FlagReader(FlagSettings settings) {
    this.settings = settings;
    this.shippingLines = new ShippingLines(settings, report);
  }

  ShipFlag read(FlagSources sources, FlagAdvice advice) {
    for (int i = 0; i < sources.lines().size(); i++) {
      findInLine(sources.lines().get(i), i);
    }
    findInText(FlagField.NOTES, sources.notes(), flags);
    findInText(FlagField.TERMS, sources.terms(), flags);
    findInText(FlagField.PO_NUMBER, sources.poNumber(), flags);
    findInText(FlagField.CLIENT_NOTE, sources.clientNote(), defaults);
    return decide(advice);
  }

  private ShipFlag decide(FlagAdvice advice) {
    FlagPlace noShip = stopWords.noShip();
    if (noShip != null) {
      return new ShipFlag.NoShip("The " + noShip.says() + " " + noShip.token() + ".");
    }
    if (flags.isEmpty()) {
      return new ShipFlag.NotFlagged();
    }
    ShipFlag.Asked asked = readFlags(advice);
    return stopWords.isHeld() ? new ShipFlag.Held(stopWords.heldUntil(), asked) : asked;
  }

  private ShipFlag.Asked readFlags(FlagAdvice advice) {
    String heard = flags.stream().map(FoundFlag::heard).collect(Collectors.joining("\n"));
    FlagAdvice valid = stillValid(advice, heard);
    FlagIgnored ignored = FlagIgnored.of(valid.ignored());

    FlagDraft said = new FlagDraft(settings);
    FlagDraft standing = new FlagDraft(settings);
    readAdvice(valid.words(), said);
    standing.settleAs(said);
    if (!valid.instead()) {
      flags.forEach(flag -> FlagGrammar.read(flag, settings, ignored, said, report));
    }
    defaults.forEach(flag -> FlagGrammar.read(flag, settings, ignored, standing, report));
    return new FlagAnswer(settings, report, flags.getFirst().trigger(), heard)
        .of(said, standing, reshipKey());
  }

  private FlagAdvice stillValid(FlagAdvice advice, String heard) {
    if (advice.equals(FlagAdvice.NONE) || advice.about().equals(heard)) {
      return advice;
    }
    report.remark(
        FlagField.OPERATOR,
        "The operator's correction was not used: the invoice's flag has changed since.");
    return FlagAdvice.NONE;
  }

  /** The last line first: each stands above those before it, and all above the invoice. */
  private void readAdvice(String words, FlagDraft said) {
    FlagText text = FlagText.of(FlagField.OPERATOR, -1, words);
    for (Span line : text.lines().reversed()) {
      FlagGrammar.read(
          FoundFlag.said(text, line, HashFlags.words(text, line)),
          settings,
          FlagIgnored.NOTHING,
          said,
          report);
      said.settle();
    }
  }

  /** Of the {@code #reship} lines only: a word added to another flag asks for no further label. */
  private @Nullable String reshipKey() {
    List<FoundFlag> requests = flags.stream().filter(FoundFlag::reship).toList();
    return requests.isEmpty()
        ? null
        : requests.stream().map(this::meaning).sorted().collect(Collectors.joining("\n"));
  }

  private String meaning(FoundFlag flag) {
    FlagDraft alone = new FlagDraft(settings);
    FlagGrammar.read(flag, settings, FlagIgnored.NOTHING, alone, new FlagReport());
    return "reship:" + FlagFingerprint.of(alone);
  }

  private void findInLine(FlagSources.Line line, int index) {
    FlagText plainName = FlagText.of(FlagField.LINE_NAME, index, line.name());
    if (OwnLines.isOwn(plainName)) {
      return;
    }
    FlagText name = readable(plainName);
    FlagText description =
        readable(
            OwnLines.strip(FlagText.of(FlagField.LINE_DESCRIPTION, index, line.description())));
    if (!settings.fields().contains(FlagField.LINE_NAME)) {
      return;
    }
    shippingLines
        .inName(name)
        .ifPresent(flag -> {
          flags.add(flag);
          if (settings.fields().contains(FlagField.LINE_DESCRIPTION)) {
            flags.addAll(shippingLines.inDescription(description));
          }
          remarkOnQuantity(line.quantity());
        });
  }

  private void remarkOnQuantity(BigDecimal quantity) {
    if (quantity.compareTo(BigDecimal.ONE) != 0) {
      report.remark(
          FlagField.LINE_NAME,
          "The quantity %s was not read as a number of parcels."
              .formatted(quantity.stripTrailingZeros().toPlainString()));
    }
  }

  private void findInText(FlagField field, String raw, List<FoundFlag> found) {
    FlagText text = readable(FlagText.of(field, -1, NotesBlock.strip(raw)));
    if (settings.fields().contains(field)) {
      found.addAll(HashFlags.find(text));
    }
  }

  private FlagText readable(FlagText text) {
    return stopWords.takeFrom(text.contains(">") ? text.without(quotedLines(text)) : text);
  }

  private static List<Span> quotedLines(FlagText text) {
    return text.lines().stream().filter(line -> isQuoted(text.folded(), line)).toList();
  }

  private static boolean isQuoted(CharSequence text, Span line) {
    int i = line.from();
    while (i < line.to() && text.charAt(i) == ' ') {
      i++;
    }
    return i < line.to() && text.charAt(i) == '>';
  }
}
