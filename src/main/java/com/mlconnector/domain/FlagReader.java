package com.mlconnector.domain;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads one invoice: every text in the order of its weight, our own blocks and quoted e-mail left
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

  ShipFlag read(FlagSources sources) {
    for (int i = 0; i < sources.lines().size(); i++) {
      findInLine(sources.lines().get(i), i);
    }
    findInText(FlagField.NOTES, sources.notes(), flags);
    findInText(FlagField.TERMS, sources.terms(), flags);
    findInText(FlagField.PO_NUMBER, sources.poNumber(), flags);
    findInText(FlagField.CLIENT_NOTE, sources.clientNote(), defaults);
    return decide();
  }

  private ShipFlag decide() {
    FlagPlace noShip = stopWords.noShip();
    if (noShip != null) {
      return new ShipFlag.NoShip("The " + noShip.says() + " " + noShip.token() + ".");
    }
    if (flags.isEmpty()) {
      return new ShipFlag.NotFlagged();
    }
    ShipFlag.Asked asked = readFlags();
    return stopWords.isHeld() ? new ShipFlag.Held(stopWords.heldUntil(), asked) : asked;
  }

  private ShipFlag.Asked readFlags() {
    FlagDraft said = draft(flags);
    FlagDraft standing = draft(defaults);
    boolean reship = flags.stream().anyMatch(FoundFlag::reship);
    return new FlagAnswer(settings, report, flags.getFirst().place()).of(said, standing, reship);
  }

  private FlagDraft draft(List<FoundFlag> found) {
    FlagDraft draft = new FlagDraft(settings);
    for (FoundFlag flag : found) {
      FlagGrammar.read(flag, settings, draft, report);
    }
    return draft;
  }

  private void findInLine(FlagSources.Line line, int index) {
    FlagText name = text(FlagField.LINE_NAME, index, line.name());
    FlagText description = text(FlagField.LINE_DESCRIPTION, index, line.description());
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
    FlagText text = text(field, -1, raw);
    if (settings.fields().contains(field)) {
      found.addAll(HashFlags.find(text));
    }
  }

  private FlagText text(FlagField field, int lineItem, String raw) {
    FlagText text = FlagText.of(field, lineItem, NotesBlock.strip(raw));
    return stopWords.takeFrom(text.without(quotedLines(text)));
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
