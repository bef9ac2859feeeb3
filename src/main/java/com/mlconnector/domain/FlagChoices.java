package com.mlconnector.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The ways on that are offered to an operator; each settles the problem it is offered for. */
final class FlagChoices {
  private FlagChoices() {}

  /** For a word that nobody understands. */
  static List<Halt.Choice> forStranger(
      FlagToken token, @Nullable String suggestion, FlagSettings settings) {
    List<Halt.Choice> choices = new ArrayList<>();
    if (suggestion != null) {
      readAs(token, suggestion, settings).ifPresent(choices::add);
    }
    choices.addAll(ignoring(token, "Ignore the word"));
    return choices;
  }

  /** A suggestion may be half a word, as the unit of a weight is: it can't be said alone. */
  private static Optional<Halt.Choice> readAs(
      FlagToken token, String suggestion, FlagSettings settings) {
    return token.field() == FlagField.OPERATOR
        ? Optional.empty()
        : new FlagWords(settings)
            .accepted(suggestion)
            .map(words ->
                new Halt.Choice("Read it as " + suggestion, words, List.of(token.typed())));
  }

  /** An operator's own words are not struck out, but said anew. */
  static List<Halt.Choice> ignoring(FlagToken token, String label) {
    return token.field() == FlagField.OPERATOR
        ? List.of()
        : List.of(new Halt.Choice(label, "", List.of(token.typed())));
  }

  /** A list of parcels, or what stands beside it. */
  static List<Halt.Choice> ofParcels(FlagDraft said) {
    List<Halt.Choice> choices = new ArrayList<>();
    said.list
        .words()
        .ifPresent(words -> choices.add(new Halt.Choice("The list: " + words, words, List.of())));
    Optional<String> weight = said.parcel.weight.words();
    Optional<String> count = said.count.words();
    String beside =
        Stream.of(weight, count, said.parcel.size.words())
            .flatMap(Optional::stream)
            .collect(Collectors.joining(" "));
    if (weight.isPresent()) {
      choices.add(new Halt.Choice("Not the list: " + beside, beside, List.of()));
    }
    return choices;
  }

  static List<Halt.Choice> between(FlagSlot.Side one, FlagSlot.Side other) {
    boolean alike = one.shown().equals(other.shown());
    return Stream.of(one, other)
        .flatMap(side ->
            side
                .words()
                .map(words -> new Halt.Choice(alike ? words : side.shown(), words, List.of()))
                .stream())
        .toList();
  }
}
