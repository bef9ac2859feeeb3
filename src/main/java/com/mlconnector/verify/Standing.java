package com.mlconnector.verify;

import com.mlconnector.verify.Flag.Form;
import com.mlconnector.verify.Page.Stop;
import java.util.HashSet;
import java.util.Set;

/**
 * How one invoice stands, in FreshBooks and with the operators, and what it asks for by that: the
 * gateway's promises stated once more, without any of its code.
 */
final class Standing {
  enum Status {
    DRAFT,
    SENT,
    DISPUTED
  }

  enum Place {
    VISIBLE,
    DELETED,
    ARCHIVED
  }

  /** A client with all of its invoices. */
  static final class Customer {
    final boolean account;

    /** Homes that an operator has accepted for it. */
    final Set<Home> accepted = new HashSet<>();

    Home home;

    Customer(boolean account, Home home) {
      this.account = account;
      this.home = home;
    }
  }

  final Customer customer;
  Page page;
  Home home;
  Status status;
  Place place = Place.VISIBLE;
  boolean held;
  boolean cancelled;
  boolean addressEntered;

  /** Flags, as they stand there, that an operator has corrected. */
  final Set<String> corrected = new HashSet<>();

  Standing(Customer customer, Page page, Status status) {
    this.customer = customer;
    this.page = page;
    this.home = customer.home;
    this.status = status;
  }

  Wish wish() {
    if (place == Place.DELETED || page.stop() == Stop.NEVER) {
      return new Wish.TakenBack();
    }
    if (place == Place.ARCHIVED || page.flag().form() == Form.NONE) {
      return new Wish.NotAsked();
    }
    if (cancelled) {
      return new Wish.TakenBack();
    }
    return status != Status.SENT || held ? new Wish.Waits() : flagged();
  }

  /** A text that says "hold" is prepared all the same, so that trouble shows early. */
  private Wish flagged() {
    Flag flag =
        page.flag().form() == Form.MISSPELT
                && corrected.stream().anyMatch(text -> text.contains(page.flag().words()))
            ? page.flag().corrected()
            : page.flag();
    return switch (flag.form()) {
      case NONE -> new Wish.NotAsked();
      case MISSPELT -> new Wish.Halts("FLAG_UNKNOWN_WORD");
      case WITHOUT_SERVICE -> new Wish.Halts("FLAG_SERVICE_MISSING");
      case TWO_SERVICES -> new Wish.Halts("FLAG_CONFLICT");
      case PLAIN, AGAIN, WITHOUT_WEIGHT -> addressed(flag);
    };
  }

  private Wish addressed(Flag flag) {
    if (!addressEntered && home != customer.home) {
      return new Wish.Halts("SNAPSHOT_DRIFT");
    }
    if (!addressEntered && home.judgement == Home.Judgement.PO_BOX) {
      return new Wish.Halts("ADDRESS_PO_BOX");
    }
    if (flag.form() == Form.WITHOUT_WEIGHT && page.goods().tenths == 0) {
      return new Wish.Halts("WEIGHT_UNKNOWN");
    }
    boolean accepted = addressEntered || home.isGood() || customer.accepted.contains(home);
    if (!accepted) {
      return new Wish.Halts(
          home.judgement == Home.Judgement.AMBIGUOUS ? "ADDRESS_AMBIGUOUS" : "ADDRESS_INVALID");
    }
    return page.stop() == Stop.NOT_YET
        ? new Wish.Waits()
        : new Wish.Ships(
            flag.speed().code,
            flag.form() == Form.WITHOUT_WEIGHT
                ? page.quantity() * page.goods().tenths
                : flag.tenths(),
            customer.account);
  }
}
