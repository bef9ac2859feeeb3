package com.mlconnector.check;

import com.mlconnector.check.Result.Failed;
import com.mlconnector.check.Result.NotTried;
import com.mlconnector.domain.Owner;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;

/** The lines of one run as they are filled in, each after those it needs. */
final class Sheet {
  private final Patience patience;
  private final Map<Line, Result> results = new EnumMap<>(Line.class);

  Sheet(Patience patience) {
    this.patience = patience;
  }

  /**
   * @param look may fail in any way: that is a line too
   */
  void fill(Line line, Callable<Result> look) {
    results.put(line, missing(line).<Result>map(NotTried::new).orElseGet(() -> looked(look)));
  }

  boolean isGood(Line line) {
    Result result = results.get(line);
    return result != null && result.isGood();
  }

  private Optional<String> missing(Line line) {
    Optional<Line> bad = line.needs().stream().filter(needed -> !isGood(needed)).findFirst();
    if (bad.isPresent()) {
      boolean failed = results.get(bad.get()) instanceof Failed;
      return Optional.of(
          "because \"" + bad.get().title() + "\" " + (failed ? "failed" : "was not tried"));
    }
    return isBound(line) && patience.isOver()
        ? Optional.of("because " + patience.sentence())
        : Optional.empty();
  }

  /** To the time of a check: what was bought is voided, however late it is. */
  static boolean isBound(Line line) {
    return line != Line.DRY_VOID;
  }

  private Result looked(Callable<Result> look) {
    try {
      return look.call();
    } catch (TimeoutException e) {
      return new NotTried("because " + patience.sentence() + " before there was an answer");
    } catch (Exception e) { // await() also throws what no signature tells, such as IOException
      return new Failed(
          "This could not be looked at: " + e.getMessage(),
          "Look into the gateway's log, and check again.",
          Owner.GATEWAY);
    }
  }

  /** What was never filled in was not tried. */
  Report report(boolean dry) {
    return new Report(
        Arrays.stream(Line.values())
            .filter(line -> dry || !line.isDry())
            .map(line -> new Finding(line, of(line)))
            .toList());
  }

  private Result of(Line line) {
    if (!results.containsKey(line)) {
      fill(line, () -> new NotTried("because nobody looked"));
    }
    return results.getOrDefault(line, new NotTried("because nobody looked"));
  }
}
