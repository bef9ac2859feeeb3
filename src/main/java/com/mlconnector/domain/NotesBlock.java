package com.mlconnector.domain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Our block in the notes of one invoice. Everything outside the markers belongs to people and stays
 * as it is, byte for byte; so does a block that names another invoice, since notes are copied with
 * invoices.
 */
public record NotesBlock(String invoiceNumber, List<BlockShipment> shipments) {
  private static final String GAP = "\n\n";

  public NotesBlock {
    shipments = List.copyOf(shipments);
  }

  /** The whole block, from marker to marker. */
  public String render() {
    return BlockText.render(this, BlockText.Detail.FULL);
  }

  /** {@link #splice(String, Collection, int)} after at most one earlier write. */
  public Splice splice(String notes, @Nullable String lastWrittenHash, int mostCharacters) {
    return splice(
        notes, lastWrittenHash == null ? Set.of() : Set.of(lastWrittenHash), mostCharacters);
  }

  /**
   * Puts this block in the place of the one before, or at the end.
   *
   * @param writtenHashes of every block that may be ours: the last one confirmed, and one more when
   *     a crash left it open whether a write arrived
   */
  public Splice splice(String notes, Collection<String> writtenHashes, int mostCharacters) {
    BlockScan scan = BlockScan.of(notes, invoiceNumber);
    if (scan.hasOpenEnd()) {
      return new Splice.Edited("Our block has a beginning but no end.");
    }
    boolean another = scan.own().size() > 1;
    for (BlockText.Detail detail : BlockText.Detail.values()) {
      String block = BlockText.render(this, detail);
      String hash = contentHash(block);
      Span old = scan.own().isEmpty() ? null : scan.own().getFirst();
      String next = old == null ? append(notes, block) : replace(notes, old, block);
      if (next.length() <= mostCharacters) {
        String oldHash = old == null ? null : contentHash(notes.substring(old.from(), old.to()));
        if (hash.equals(oldHash)) {
          return new Splice.Unchanged(hash, another);
        }
        return oldHash == null || writtenHashes.contains(oldHash)
            ? new Splice.Write(next, hash, detail != BlockText.Detail.FULL, another)
            : new Splice.Edited("Our block is not as we wrote it.");
      }
    }
    String shortest = BlockText.render(this, BlockText.Detail.NUMBERS);
    return new Splice.TooLong(append(notes, shortest).length(), mostCharacters);
  }

  private static String append(String notes, String block) {
    return notes.isEmpty() ? block : notes + GAP + block;
  }

  private static String replace(String notes, Span old, String block) {
    return notes.substring(0, old.from()) + block + notes.substring(old.to());
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
  public static String humanPart(String notes, String invoiceNumber) {
    List<Span> own = BlockScan.of(notes, invoiceNumber).own();
    if (own.isEmpty()) {
      return notes;
    }
    String before = notes.substring(0, own.getFirst().from());
    String after = notes.substring(own.getFirst().to());
    boolean gap = before.endsWith(GAP) && before.length() > GAP.length();
    return (gap ? before.substring(0, before.length() - GAP.length()) : before) + after;
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
