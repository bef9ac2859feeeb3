package com.mlconnector.verify;

import com.mlconnector.crash.CrashPoint;
import com.mlconnector.verify.Trouble.Spoiling;
import com.mlconnector.verify.Trouble.Vendor.Name;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Draws what goes wrong. */
final class TroubleMaker {

  /** Those that a node passes while it works on invoices. */
  private static final List<CrashPoint> POINTS =
      List.of(
          CrashPoint.DELIVERY_BATCHED,
          CrashPoint.DELIVERY_COMMITTED,
          CrashPoint.WORK_CLAIMED,
          CrashPoint.INVOICE_READ,
          CrashPoint.INTENT_COMMITTED,
          CrashPoint.SHIP_SENT,
          CrashPoint.SHIP_ANSWERED,
          CrashPoint.LABEL_NOT_STORED,
          CrashPoint.WRITE_BACK_SENT,
          CrashPoint.SUBSCRIPTION_SENT);

  private static final List<String> UPS_QUESTIONS =
      List.of("address-validation", "rate", "label-recovery", "track-reference", "token");
  private static final List<String> FRESHBOOKS_CALLS =
      List.of("invoice.get", "invoice.update", "invoice.list", "client.get");

  /** For calls that tell something. An empty answer to a question is a refusal by design. */
  private static final List<Spoiling> OF_QUESTIONS =
      List.of(
          Spoiling.RESET_BEFORE,
          Spoiling.ERROR_BEFORE,
          Spoiling.UNAVAILABLE,
          Spoiling.TRUNCATED,
          Spoiling.HANG_BEFORE,
          Spoiling.SLOW,
          Spoiling.THROTTLED,
          Spoiling.THROTTLED_FOR_A_SECOND,
          Spoiling.HTML);

  private final Random random;
  private final Faults faults;
  private final int nodes;

  TroubleMaker(Random random, Faults faults, int nodes) {
    this.random = random;
    this.faults = faults;
    this.nodes = nodes;
  }

  List<Trouble> ofRound() {
    List<Trouble> troubles = new ArrayList<>();
    if (faults == Faults.NONE) {
      return troubles;
    }
    int many = random.nextInt(4);
    for (int i = 0; i < many; i++) {
      troubles.add(outside());
    }
    if (faults == Faults.ALL && random.nextInt(4) == 0) {
      troubles.add(ofNode());
    }
    return troubles;
  }

  private Trouble outside() {
    return switch (random.nextInt(10)) {
      case 0, 1, 2 -> ship();
      case 3, 4 -> ofUps();
      case 5, 6 -> ofFreshBooks();
      case 7 -> wire();
      default -> webhooks();
    };
  }

  private Trouble ship() {
    return random.nextInt(8) == 0
        ? new Trouble.LateLabels(3 + random.nextInt(5))
        : new Trouble.Vendor(
            Name.UPS, "ship", any(Spoiling.values()), random.nextInt(3), 1 + random.nextInt(3));
  }

  private Trouble ofUps() {
    String operation = any(UPS_QUESTIONS);
    Spoiling spoiling = any(OF_QUESTIONS);
    // UPS counts token requests by the day: after a 429 it is left alone for a minute and more.
    boolean tooMany = spoiling == Spoiling.THROTTLED || spoiling == Spoiling.THROTTLED_FOR_A_SECOND;
    return new Trouble.Vendor(
        Name.UPS,
        tooMany && operation.equals("token") ? "rate" : operation,
        spoiling,
        random.nextInt(3),
        1 + random.nextInt(3));
  }

  private Trouble ofFreshBooks() {
    String operation = any(FRESHBOOKS_CALLS);
    Spoiling spoiling =
        operation.equals("invoice.update") && random.nextBoolean()
            ? any(List.of(Spoiling.RESET_AFTER, Spoiling.ERROR_AFTER, Spoiling.HANG_AFTER))
            : any(OF_QUESTIONS);
    return new Trouble.Vendor(
        Name.FRESHBOOKS, operation, spoiling, random.nextInt(4), 1 + random.nextInt(3));
  }

  private Trouble wire() {
    return new Trouble.Wire(any(Trouble.Wire.Harm.values()), 200 + random.nextInt(1_800));
  }

  private Trouble webhooks() {
    return new Trouble.Webhooks(any(Trouble.Webhooks.Fate.values()), 1 + random.nextInt(6));
  }

  private Trouble ofNode() {
    int node = random.nextInt(nodes);
    return switch (random.nextInt(6)) {
      case 0, 1 -> new Trouble.Kill(node);
      case 2 -> new Trouble.Terminate(node);
      case 3 -> new Trouble.Pause(node);
      default -> new Trouble.Crash(node, any(POINTS), 1 + random.nextInt(4));
    };
  }

  private <T> T any(T[] all) {
    return all[random.nextInt(all.length)];
  }

  private <T> T any(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
