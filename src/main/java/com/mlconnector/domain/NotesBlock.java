package com.mlconnector.domain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Our block in the notes of one invoice. Everything outside the markers belongs to people and stays
 * as it is, byte for byte; so does a block that names another invoice, since notes are copied with
 * invoices.
 */
public record NotesBlock(
    String invoiceNumber, List<BlockShipment> shipments, BlockTemplate template) {
  private static final String GAP = "\n\n";

  public NotesBlock {
    shipments = List.copyOf(shipments);
  }

  NotesBlock(String invoiceNumber, List<BlockShipment> shipments) {
    this(invoiceNumber, shipments, BlockTemplate.STANDARD);
  }

  /** The whole block, from marker to marker. */
  public String render() {
    return BlockText.render(this, BlockText.Detail.FULL);
  }

  /** Where the block goes. */
  private sealed interface Spot {
    record Instead(Span old, boolean another) implements Spot {}

    record AtEnd() implements Spot {}

    record Nowhere(String why) implements Spot {}
  }

  /** Puts this block in the place of the one before, or at the end. */
  Splice splice(String notes, Written written, int mostCharacters) {
    return switch (spot(notes, written)) {
      case Spot.Nowhere(String why) -> new Splice.Edited(why);
      case Spot.AtEnd() -> fit(notes, null, false, mostCharacters);
      case Spot.Instead(Span old, boolean another) -> fit(notes, old, another, mostCharacters);
    };
  }

  private Spot spot(String notes, Written written) {
    BlockScan scan = BlockScan.of(notes, invoiceNumber);
    if (scan.hasOpenEnd() && !written.released()) {
      return new Spot.Nowhere("it has a beginning but no end.");
    }
    // What we wrote into this very invoice is ours even if the invoice has another number now.
    Optional<Span> ours =
        scan.all().stream().filter(block -> isOurs(notes, block, written)).findFirst();
    boolean strangerFirst =
        !scan.own().isEmpty() && ours.filter(scan.own().getFirst()::equals).isEmpty();
    if (ours.isPresent() && (written.released() || !strangerFirst)) {
      return new Spot.Instead(ours.get(), !written.released() && scan.own().size() > 1);
    }
    if (written.startsAfresh()) {
      return new Spot.AtEnd();
    }
    if (strangerFirst) {
      return new Spot.Nowhere("it is not as we wrote it.");
    }
    return written.stands() ? new Spot.Nowhere("it was removed.") : new Spot.AtEnd();
  }

  private boolean isOurs(String notes, Span block, Written written) {
    String hash = contentHash(text(notes, block));
    return written.knows(hash) || hash.equals(contentHash(render()));
  }

  private Splice fit(String notes, @Nullable Span old, boolean another, int most) {
    for (BlockText.Detail detail : BlockText.Detail.values()) {
      String block = BlockText.render(this, detail);
      String hash = contentHash(block);
      String next = old == null ? append(notes, block) : replace(notes, old, block);
      if (next.length() <= most) {
        return old != null && hash.equals(contentHash(text(notes, old)))
            ? new Splice.Unchanged(hash, another)
            : new Splice.Write(next, hash, detail != BlockText.Detail.FULL, another);
      }
    }
    String shortest = BlockText.render(this, BlockText.Detail.NUMBERS);
    return new Splice.TooLong(append(notes, shortest).length(), most);
  }

  private static String text(String notes, Span block) {
    return notes.substring(block.from(), block.to());
  }

  private static String append(String notes, String block) {
    return notes.isEmpty() ? block : notes + GAP + block;
  }

  private static String replace(String notes, Span old, String block) {
    return notes.substring(0, old.from()) + block + notes.substring(old.to());
  }

  /** The notes without blocks that name another invoice and that we did not write here. */
  String withoutForeign(String notes, Written written) {
    BlockScan scan = BlockScan.of(notes, invoiceNumber);
    String rest = notes;
    for (Span block : scan.all().reversed()) {
      if (!scan.own().contains(block) && !isOurs(notes, block, written)) {
        rest = cut(rest, block);
      }
    }
    return rest;
  }

  /**
   * The notes with every block of ours blank, those of other invoices too: the flag reader must not
   * see our own words. Lengths and line ends stay, so positions stay.
   */
  public static String strip(String notes) {
    if (!notes.contains("---")) {
      return notes;
    }
    List<Span> blocks = BlockScan.of(notes, "").all();
    if (blocks.isEmpty()) {
      return notes;
    }
    StringBuilder rest = new StringBuilder(notes);
    for (Span block : blocks) {
      for (int i = block.from(); i < block.to(); i++) {
        if (rest.charAt(i) != '\n' && rest.charAt(i) != '\r') {
          rest.setCharAt(i, ' ');
        }
      }
    }
    return rest.toString();
  }

  /** The notes without this invoice's first block and the gap before it: what people wrote. */
  static String humanPart(String notes, String invoiceNumber) {
    List<Span> own = BlockScan.of(notes, invoiceNumber).own();
    return own.isEmpty() ? notes : cut(notes, own.getFirst());
  }

  /** Without a block and the gap that came with it. */
  private static String cut(String notes, Span block) {
    String before = notes.substring(0, block.from());
    boolean gap = before.endsWith(GAP) && before.length() > GAP.length();
    return (gap ? before.substring(0, before.length() - GAP.length()) : before)
        + notes.substring(block.to());
  }

  /** Equal for texts that differ only in what FreshBooks may normalise. */
  public static String contentHash(String text) {
    byte[] content = fold(text).getBytes(StandardCharsets.UTF_8);
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }

  /** Line ends, trailing blanks, entities. */
  static String fold(String text) {
    StringBuilder folded = new StringBuilder(text.length());
    Entities.decode(text).lines().forEach(line -> folded.append(line.stripTrailing()).append('\n'));
    return folded.toString().stripTrailing();
  }
}
