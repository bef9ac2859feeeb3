package com.mlconnector.shipping;

import com.mlconnector.audit.AuditEntry.Action;
import com.mlconnector.audit.AuditTrail;
import com.mlconnector.domain.Finding;
import com.mlconnector.domain.Latecomers;
import com.mlconnector.domain.Outcome;
import com.mlconnector.domain.Secret;
import com.mlconnector.domain.TokenSubject;
import com.mlconnector.domain.Vendor;
import com.mlconnector.store.Connections;
import com.mlconnector.store.Connections.Connection;
import com.mlconnector.store.Database;
import com.mlconnector.store.GivenUpPurchases;
import com.mlconnector.store.GivenUpPurchases.GivenUp;
import com.mlconnector.store.Shipment;
import com.mlconnector.store.Shipments;
import com.mlconnector.store.Tx;
import com.mlconnector.store.Work;
import com.mlconnector.ups.UpsCaller;
import com.mlconnector.ups.UpsClient;
import com.mlconnector.ups.Voided;
import com.mlconnector.work.WorkResult;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Looks for purchases that were given up, and voids the one that UPS had sold after all. */
final class LateLabels {
  private final Database database;
  private final Connections connections;
  private final GivenUpPurchases purchases;
  private final Shipments shipments;
  private final Work work;
  private final AuditTrail audit;
  private final UpsClient ups;
  private final Inquiring inquiring;
  private final Latecomers latecomers;

  LateLabels(
      Database database,
      Connections connections,
      GivenUpPurchases purchases,
      Shipments shipments,
      Work work,
      AuditTrail audit,
      UpsClient ups,
      Inquiring inquiring,
      Latecomers latecomers) {
    this.database = database;
    this.connections = connections;
    this.purchases = purchases;
    this.shipments = shipments;
    this.work = work;
    this.audit = audit;
    this.ups = ups;
    this.inquiring = inquiring;
    this.latecomers = latecomers;
  }

  /** One look: the purchase, the account it was made with, and on whose behalf UPS is asked. */
  private record Look(Work.Item item, GivenUp purchase, Secret account, UpsCaller caller) {}

  WorkResult look(Work.Item item) {
    GivenUp purchase =
        database.autocommit(tx -> purchases.find(tx, item.connection(), item.key())).orElseThrow();
    Connection connection = connections.of(item);
    Optional<Secret> account =
        database.autocommit(tx -> connections.merchant(tx, connection, purchase.accountHolder()));
    if (connection.settings().dryRun()) {
      return WorkResult.dryRun();
    }
    if (account.isEmpty()) {
      return WorkResult.tryAgain("The client's UPS account number is not stored any more.");
    }
    TokenSubject subject = new TokenSubject(connection.id(), Vendor.UPS, purchase.accountHolder());
    return look(new Look(item, purchase, account.get(), new UpsCaller(subject, account.get())));
  }

  private WorkResult look(Look look) {
    // Any label of it is one too many, so one is enough to know.
    Inquiring.Told told =
        inquiring.byReference(look.caller, look.account, look.purchase.reference(), 1);
    Finding finding = told.finding();
    if (told.heldBack()) {
      return new WorkResult.HeldBack(finding.word());
    }
    return switch (latecomers.of(finding, look.purchase.looks())) {
      case Latecomers.Step.LookAgain(Duration pause) -> lookAgain(look, finding, pause);
      case Latecomers.Step.TakeBack(String upsShipment) -> takeBack(look, upsShipment);
      case Latecomers.Step.AlreadyVoid _ ->
          settle(look, GivenUpPurchases.Outcome.VOIDED, Optional.empty(), finding.word());
      case Latecomers.Step.NeverCame _ ->
          settle(look, GivenUpPurchases.Outcome.NEVER_CAME, Optional.empty(), finding.word());
      case Latecomers.Step.ToPerson(String sentence) ->
          settle(look, GivenUpPurchases.Outcome.TO_VOID, Optional.empty(), sentence);
    };
  }

  private WorkResult lookAgain(Look look, Finding finding, Duration pause) {
    database.transactVoid(tx -> {
      if (finding instanceof Finding.Nothing) {
        purchases.looked(tx, look.purchase);
      }
      work.again(tx, look.item, pause);
    });
    return WorkResult.stored();
  }

  /**
   * A void may be repeated; whether it worked is believed only of what UPS says afterwards, and a
   * lost or doubtful answer is asked for once more: UPS may have voided some parcels of several.
   */
  private WorkResult takeBack(Look look, String upsShipment) {
    Outcome<Voided> answer = ups.voidShipment(look.caller, upsShipment).await().outcome();
    Finding then =
        inquiring.byReference(look.caller, look.account, look.purchase.reference(), 1).finding();
    boolean gone = then instanceof Finding.TakenBack;
    return switch (answer) {
      case Outcome.Done<Voided> _ when gone ->
          settle(look, GivenUpPurchases.Outcome.VOIDED, Optional.of(upsShipment), answer.summary());
      case Outcome.Refused<Voided> _ when gone || then instanceof Finding.Sold ->
          settle(
              look,
              gone ? GivenUpPurchases.Outcome.VOIDED : GivenUpPurchases.Outcome.TO_VOID,
              Optional.of(upsShipment),
              answer.summary());
      default ->
          WorkResult.tryAgain(
              "void of " + upsShipment + ": " + answer.summary() + "; UPS then: " + then.word());
    };
  }

  private void leaveToPerson(Tx tx, Look look, Optional<String> upsShipment) {
    String label =
        upsShipment.map(number -> number + " ").orElse("a shipment ")
            + "under reference "
            + look.purchase.reference();
    Shipment shipment =
        shipments.lock(tx, look.item.connection(), look.purchase.shipment()).orElseThrow();
    shipments.noteLateLabel(
        tx,
        shipment,
        Optional.of(shipment.lateLabel().map(before -> before + ", ").orElse("") + label));
  }

  private WorkResult settle(
      Look look, GivenUpPurchases.Outcome outcome, Optional<String> upsShipment, String why) {
    database.transactVoid(tx -> {
      purchases.settle(tx, look.purchase, outcome, upsShipment);
      Map<String, String> details = new TreeMap<>();
      details.put("reference", look.purchase.reference());
      details.put("outcome", outcome.key());
      details.put("answer", why);
      upsShipment.ifPresent(number -> details.put("ups-shipment", number));
      audit.add(
          tx, look.item.connection(), look.purchase.shipment(), Action.LATE_LABEL_SETTLED, details);
      if (outcome == GivenUpPurchases.Outcome.TO_VOID) {
        leaveToPerson(tx, look, upsShipment);
      }
      work.finish(tx, look.item);
    });
    return WorkResult.stored();
  }
}
