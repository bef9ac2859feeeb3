package com.mlconnector.domain;

import com.mlconnector.domain.WriteBackSettings.Place;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps our text in the lines. A write replaces the whole set of them, so it is the one write that
 * can cost a shop money: it is made only where nothing can be lost, and what it did is compared
 * with what was there before. A difference is an alarm, and nothing is tried again.
 */
public final class LineWriting implements Writing {
  private static final int MOST_READINGS = 8;
  private static final int MOST_WRITES = 2;

  /**
   * How to write.
   *
   * @param place {@code LINE} or {@code DESCRIPTION}
   * @param flags how shipping lines are recognised
   */
  public record Plan(Place place, NotesBlock text, FlagSettings flags, boolean onPaidInvoices) {}

  /** A write of an earlier run whose end nobody saw. */
  public record Open(String hash, Bill before) {}

  private final Plan plan;
  private Written written;
  private final @Nullable Open open;
  private @Nullable Begun begun;
  private @Nullable Sent sent;
  private @Nullable Invoice answer;
  private int readings;
  private int writes;

  private record Sent(Bill over, int lines) {}

  private record Begun(LineEdit.Write write, Bill before, String version) {}

  public LineWriting(Plan plan, Written written, Optional<Open> open) {
    this.plan = plan;
    this.written = written;
    this.open = open.orElse(null);
  }

  @Override
  public Step next(Invoice read) {
    if (++readings > MOST_READINGS) {
      return new Step.Later("The lines keep changing.");
    }
    LineEdit edit = edit(read);
    Optional<Bill> now = Bill.of(read);
    if (now.isPresent()) {
      Optional<Halt> harm = harm(edit, read, now.get());
      if (harm.isPresent()) {
        return new Step.Stop(harm.get(), true);
      }
    }
    return switch (edit) {
      case LineEdit.Unchanged(String hash) -> new Step.Stands(hash, Optional.empty());
      case LineEdit.Edited(String what) -> new Step.Stop(WriteBackHalts.edited(what), false);
      case LineEdit.NoPlace(String why) -> new Step.Elsewhere(why);
      case LineEdit.Write write ->
          LineGuard.refusal(read, plan.onPaidInvoices())
              .<Step>map(Step.Elsewhere::new)
              .orElseGet(() -> write(read, write, now.orElseThrow()));
    };
  }

  @Override
  public void answered(Invoice shown) {
    answer = shown;
  }

  private LineEdit edit(Invoice read) {
    String currency = read.totals().map(totals -> totals.amount().currency()).orElse("");
    return switch (plan.place()) {
      case LINE -> LineEdit.ownLine(read, currency, plan.text(), written);
      case DESCRIPTION -> LineEdit.description(read, plan.flags(), plan.text(), written);
      case NOTES -> throw new IllegalStateException("The notes have no lines.");
    };
  }

  private Optional<Halt> harm(LineEdit edit, Invoice read, Bill now) {
    if (sent != null && !isSavedSince(sent, read)) {
      return harm(sent.over(), now, sent.lines());
    }
    // The run before this one ended between its write and its check.
    return open != null && sent == null && open.hash().equals(standing(edit))
        ? harm(open.before(), now, open.before().lines().size() + 1)
        : Optional.empty();
  }

  private static String standing(LineEdit edit) {
    return switch (edit) {
      case LineEdit.Unchanged(String hash) -> hash;
      case LineEdit.Write write -> write.over();
      case LineEdit.Edited _, LineEdit.NoPlace _ -> "";
    };
  }

  /** FreshBooks showed our write as it should be, and a person has changed the invoice after. */
  private boolean isSavedSince(Sent write, Invoice read) {
    return answer != null
        && !answer.version().equals(read.version())
        && Bill.of(answer)
            .filter(shown -> harm(write.over(), shown, write.lines()).isEmpty())
            .isPresent();
  }

  private Optional<Halt> harm(Bill before, Bill now, int mostLines) {
    return LineGuard.harm(before, now, plan.text().shipments(), mostLines)
        .map(what -> WriteBackHalts.harmed(before.amount(), now.amount(), what));
  }

  private Step write(Invoice read, LineEdit.Write write, Bill now) {
    if (begun != null && begun.equals(new Begun(write, now, read.version()))) {
      if (++writes > MOST_WRITES) {
        return new Step.Later("The lines are not as written.");
      }
      sent = new Sent(now, write.lines().size());
      return new Step.PutLines(write.lines());
    }
    begun = new Begun(write, now, read.version());
    written = written.and(write.hash());
    return new Step.Begin(write.hash());
  }
}
