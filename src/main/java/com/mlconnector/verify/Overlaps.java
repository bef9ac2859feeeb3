package com.mlconnector.verify;

import com.mlconnector.verify.Bookkeeper.Saved;
import com.mlconnector.verify.Seen.Exchange;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * People and the gateway save the same notes, and FreshBooks has no conditional write: whoever
 * saves what he has read before the other saved, undoes it. By the versions that FreshBooks gave
 * out, it can be told when that happened.
 */
final class Overlaps {
  /** Others read the same invoice meanwhile, so what a write was decided on is one of the last. */
  private static final int READINGS = 3;

  private final List<Exchange> exchanges;
  private final List<Saved> saves;
  private final String number;

  /**
   * @param saves of people, into the invoice with this number
   */
  Overlaps(List<Exchange> exchanges, List<Saved> saves, String number) {
    this.exchanges = exchanges;
    this.saves = saves;
    this.number = number;
  }

  /** Somebody saved between our reading and our write: his words are gone. */
  boolean wordsGone() {
    for (int i = 0; i < exchanges.size(); i++) {
      if (exchanges.get(i).isWrite()) {
        String made = versionAt(i);
        Optional<Saved> before =
            saves.stream()
                .filter(save -> save.made().compareTo(made) < 0)
                .max(Comparator.comparing(Saved::made));
        String sent = Notes.of(exchanges.get(i).sent(), number).human();
        String read = readBefore(i);
        if (before.filter(save -> !save.words().equals(sent)).isPresent()
            && read.compareTo(before.get().made()) < 0) {
          return true;
        }
      }
    }
    return false;
  }

  /** We wrote between somebody's reading and saving: our block went with his save. */
  boolean blockGone() {
    return exchanges.stream()
        .filter(Exchange::isWrite)
        .anyMatch(write ->
            saves.stream()
                .anyMatch(save ->
                    save.seen().compareTo(write.version()) < 0
                        && write.version().compareTo(save.made()) < 0));
  }

  /** The oldest version that the write at this place may have been decided on. */
  private String readBefore(int place) {
    List<String> read =
        exchanges.subList(0, place).stream()
            .filter(exchange -> !exchange.isWrite() && !exchange.version().isEmpty())
            .map(Exchange::version)
            .toList();
    return read.isEmpty() ? "" : read.get(Math.max(0, read.size() - READINGS));
  }

  /** Where its answer was lost, the next exchange tells what came of a write. */
  private String versionAt(int place) {
    return exchanges.subList(place, exchanges.size()).stream()
        .map(Exchange::version)
        .filter(version -> !version.isEmpty())
        .findFirst()
        .orElse("9999");
  }
}
