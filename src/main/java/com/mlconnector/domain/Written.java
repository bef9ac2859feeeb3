package com.mlconnector.domain;

import java.util.HashSet;
import java.util.Set;

/**
 * What we know of our own text in one place of one invoice.
 *
 * @param hashes of what we last wrote there. More than one: a crash may leave open which arrived,
 *     and a page that a person opened earlier and saved later brings an older text of ours back
 * @param stands whether we have seen the newest of them standing there; if it does not any more,
 *     somebody removed it
 * @param released a person has said that what else looks like ours belongs to people now
 */
public record Written(Set<String> hashes, boolean stands, boolean released) {
  public static final Written NOTHING = new Written(Set.of(), false, false);

  public Written {
    hashes = Set.copyOf(hashes);
  }

  Written and(String hash) {
    Set<String> more = new HashSet<>(hashes);
    more.add(hash);
    return new Written(more, stands, released);
  }

  boolean knows(String hash) {
    return hashes.contains(hash);
  }

  /** Nothing of ours has been seen since a person asked for a fresh text. */
  boolean startsAfresh() {
    return released && !stands;
  }
}
