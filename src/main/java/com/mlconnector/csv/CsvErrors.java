package com.mlconnector.csv;

import java.util.ArrayList;
import java.util.List;

/** What is wrong with a file: so many sentences as a person reads, and how many more there are. */
public final class CsvErrors {
  private static final int MOST = 20;

  private final List<String> first = new ArrayList<>();
  private int more;

  public void add(String sentence) {
    if (first.size() < MOST) {
      first.add(sentence);
    } else {
      more++;
    }
  }

  public void add(long line, String sentence) {
    add("Line " + line + ": " + sentence);
  }

  public boolean isEmpty() {
    return first.isEmpty();
  }

  public List<String> sentences() {
    List<String> all = new ArrayList<>(first);
    if (more > 0) {
      all.set(MOST - 1, "And " + (more + 1) + " more.");
    }
    return all;
  }
}
