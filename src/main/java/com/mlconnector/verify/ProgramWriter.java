package com.mlconnector.verify;

import com.mlconnector.verify.Flag.Form;
import com.mlconnector.verify.Program.Round;
import com.mlconnector.verify.Program.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Makes a program of a seed. */
final class ProgramWriter {
  private static final int LONGEST_PAUSE_MILLIS = 250;

  private static final List<String> WORDS =
      List.of(
          "",
          "Thank you for your order!",
          "Please ship before Friday.",
          "#shipping is free!",
          "Danke, Zo\u00eb \ud83d\ude00\n\n  Zimmer 4\u00a0b",
          "> #ship overnight 9lb\n> #noship\nas you wrote",
          "Leave it at the back door.\r\nRing twice.",
          "--- end of UPS shipment ---",
          "2 lb 10x8x4 is what it weighed last time \u2014 m\u00e8rci");

  private final Random random;
  private final TroubleMaker troubles;
  private final List<Known> known = new ArrayList<>();
  private int toIssue;

  /** What the writer keeps in mind of an invoice, so that most acts make sense. */
  private static final class Known {
    final int customer;
    boolean draft;
    boolean hidden;

    Known(int customer, boolean draft) {
      this.customer = customer;
      this.draft = draft;
    }
  }

  private ProgramWriter(long seed, Faults faults, int nodes) {
    // Seeds in a row begin alike in java.util.Random.
    this.random = new Random(seed * 0x9E3779B97F4A7C15L + 0x2545F491);
    this.troubles = new TroubleMaker(random, faults, nodes);
  }

  static Program write(long seed, Faults faults, int nodes) {
    return new ProgramWriter(seed, faults, nodes).write(seed);
  }

  private Program write(long seed) {
    toIssue = 5 + random.nextInt(16);
    List<Round> rounds = new ArrayList<>();
    for (int left = Program.ROUNDS; left > 0; left--) {
      rounds.add(round(left));
    }
    return new Program(seed, rounds);
  }

  private Round round(int roundsLeft) {
    int fresh = roundsLeft == 1 ? toIssue : Math.min(toIssue, 1 + random.nextInt(toIssue + 1));
    toIssue -= fresh;
    List<Boolean> issues = new ArrayList<>(Collections.nCopies(fresh, true));
    issues.addAll(Collections.nCopies(4 + random.nextInt(12), false));
    Collections.shuffle(issues, random);
    List<Act> acts = new ArrayList<>();
    for (boolean issue : issues) {
      acts.add(issue || known.isEmpty() ? fresh() : deed());
    }
    for (Trouble trouble : troubles.ofRound()) {
      acts.add(random.nextInt(acts.size() + 1), new Act.Suffer(trouble));
    }
    return new Round(
        acts.stream().map(act -> new Step(random.nextInt(LONGEST_PAUSE_MILLIS), act)).toList());
  }

  private Act fresh() {
    int number = known.size();
    if (number > 0 && random.nextInt(6) == 0) {
      int of = random.nextInt(number);
      known.add(new Known(known.get(of).customer, false));
      return new Act.Copy(number, of);
    }
    boolean draft = random.nextInt(6) == 0;
    known.add(new Known(number, draft));
    return new Act.Issue(
        number, page(), home(), random.nextInt(5) == 0, draft ? Act.Status.DRAFT : Act.Status.SENT);
  }

  private Act deed() {
    int number = random.nextInt(known.size());
    Known invoice = known.get(number);
    if (invoice.hidden && random.nextBoolean()) {
      invoice.hidden = false;
      return new Act.Restore(number);
    }
    if (invoice.draft && random.nextBoolean()) {
      invoice.draft = false;
      return new Act.MarkSent(number);
    }
    return switch (random.nextInt(20)) {
      case 0, 1, 2, 3, 4, 5 -> new Act.Save(number, page());
      case 6, 7, 8, 9, 10, 11, 12 -> new Act.Operate(number, random.nextInt(1_000));
      case 13 -> pay(number);
      case 14 -> {
        invoice.draft = true;
        yield new Act.Dispute(number);
      }
      case 15 -> hide(number);
      case 16 -> isAlone(invoice) ? new Act.Move(number, home()) : new Act.Redeliver(number);
      case 17 -> new Act.Announce(number, 1 + random.nextInt(8));
      default -> new Act.Redeliver(number);
    };
  }

  private Act pay(int number) {
    known.get(number).draft = false;
    return new Act.Pay(number);
  }

  private Act hide(int number) {
    known.get(number).hidden = true;
    return random.nextInt(3) == 0 ? new Act.Archive(number) : new Act.Delete(number);
  }

  /** No copy shares its client, whose address would drift from the copy's. */
  private boolean isAlone(Known invoice) {
    return known.stream().filter(any -> any.customer == invoice.customer).count() == 1;
  }

  private Page page() {
    return new Page(
        flag(),
        any(Page.Place.values()),
        switch (random.nextInt(12)) {
          case 0 -> Page.Stop.NEVER;
          case 1 -> Page.Stop.NOT_YET;
          default -> Page.Stop.NONE;
        },
        WORDS.get(random.nextInt(WORDS.size())),
        "",
        any(Page.Goods.values()),
        1 + random.nextInt(5));
  }

  private Flag flag() {
    Form form =
        switch (random.nextInt(20)) {
          case 0, 1 -> Form.NONE;
          case 2, 3 -> Form.WITHOUT_WEIGHT;
          case 4 -> Form.MISSPELT;
          case 5 -> Form.WITHOUT_SERVICE;
          case 6 -> Form.TWO_SERVICES;
          case 7 -> Form.AGAIN;
          default -> Form.PLAIN;
        };
    return form == Form.NONE
        ? Flag.NONE
        : new Flag(form, any(Flag.Speed.values()), 10 + random.nextInt(80));
  }

  private Home home() {
    return random.nextInt(4) == 0
        ? any(Home.values())
        : random.nextBoolean() ? Home.HARRISON : Home.CONGRESS;
  }

  private <T> T any(T[] all) {
    return all[random.nextInt(all.length)];
  }
}
