package com.mlconnector.domain;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps our block in the notes.
 *
 * <p>FreshBooks has no conditional write: a text that a person saves between our last reading and
 * our write is overwritten, and nothing that can be read afterwards tells so. That gap is made as
 * short as it can be, one reading directly followed by one write of the same version, with all that
 * takes time (deciding, committing) done before. Whatever is saved before that reading is part of
 * what we write; whatever is saved after our write stays, because reading again shows it, and it is
 * only ever added to. What can be seen of a save in the gap is told: it is one if our write brought
 * more that is new than the notes.
 */
public final class NotesWriting implements Writing {
  private static final int MOST_READINGS = 8;
  private static final int MOST_WRITES = 2;

  private final NotesBlock block;
  private final boolean removeForeign;
  private final int mostCharacters;
  private Written written;
  private @Nullable Begun begun;
  private @Nullable Begun sent;
  private @Nullable Invoice answer;
  private @Nullable Halt afterPuttingBack;
  private int readings;
  private int writes;

  /** A write that is committed as an intent, and what it was decided on. */
  private record Begun(Splice.Write write, Invoice read) {
    boolean decidedOn(Invoice now) {
      return read.version().equals(now.version()) && read.notes().equals(now.notes());
    }
  }

  public NotesWriting(
      NotesBlock block, Written written, boolean removeForeign, int mostCharacters) {
    this.block = block;
    this.written = written;
    this.removeForeign = removeForeign;
    this.mostCharacters = mostCharacters;
  }

  @Override
  public Step next(Invoice read) {
    if (afterPuttingBack != null) {
      return new Step.Stop(afterPuttingBack, false);
    }
    if (++readings > MOST_READINGS) {
      return new Step.Later("The notes keep changing.");
    }
    return sent == null ? decide(read) : afterWriting(sent, read);
  }

  @Override
  public void answered(Invoice shown) {
    answer = shown;
  }

  private Step afterWriting(Begun write, Invoice read) {
    if (isSame(read.notes(), write.write().notes())) {
      return isNewest(read) && !write.read().saysTheSameBesideNotes(read)
          ? new Step.Stands(write.write().hash(), Optional.of(WriteBackHalts.sameMoment()))
          : stands(write.write().hash(), write.write().anotherBlock());
    }
    // Nobody has written since, so it was FreshBooks itself that made something else of it.
    if (isNewest(read)) {
      afterPuttingBack = WriteBackHalts.notKept();
      return new Step.PutNotes(write.read().notes());
    }
    // Not kept at all, or a person saved in the meantime: their text counts.
    return writes < MOST_WRITES ? decide(read) : new Step.Later("The notes are not as written.");
  }

  /**
   * Whether our write was the last. Both are asked: where FreshBooks tells no version it is a time
   * in seconds.
   */
  private boolean isNewest(Invoice read) {
    return answer != null
        && read.version().equals(answer.version())
        && read.notes().equals(answer.notes());
  }

  private static boolean isSame(String one, String other) {
    return one.equals(other) || NotesBlock.contentHash(one).equals(NotesBlock.contentHash(other));
  }

  private Step decide(Invoice read) {
    String notes = removeForeign ? block.withoutForeign(read.notes(), written) : read.notes();
    return switch (block.splice(notes, written, mostCharacters)) {
      case Splice.Unchanged(String hash, boolean another) when notes.equals(read.notes()) ->
          stands(hash, another);
      case Splice.Unchanged(String hash, boolean another) ->
          write(read, new Splice.Write(notes, hash, false, another));
      case Splice.Write write -> write(read, write);
      case Splice.Edited(String what) -> new Step.Stop(WriteBackHalts.edited(what), false);
      case Splice.TooLong(int length, int most) ->
          new Step.Stop(WriteBackHalts.tooLong(length, most), false);
    };
  }

  private Step write(Invoice read, Splice.Write write) {
    if (begun != null && begun.decidedOn(read) && begun.write().equals(write)) {
      sent = new Begun(write, read);
      writes++;
      return new Step.PutNotes(write.notes());
    }
    begun = new Begun(write, read);
    written = written.and(write.hash());
    return new Step.Begin(write.hash());
  }

  private static Step stands(String hash, boolean another) {
    return new Step.Stands(
        hash, another ? Optional.of(WriteBackHalts.second("notes")) : Optional.empty());
  }
}
