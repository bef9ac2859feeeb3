package com.mlconnector.shipping;

import com.mlconnector.audit.AuditTrail;
import com.mlconnector.bus.Hints;
import com.mlconnector.domain.Brake;
import com.mlconnector.domain.Halt;
import com.mlconnector.domain.Label;
import com.mlconnector.domain.Latecomers;
import com.mlconnector.domain.LostAnswerSchedule;
import com.mlconnector.domain.ReasonCode;
import com.mlconnector.domain.ShipmentMachine;
import com.mlconnector.store.AcceptedAddresses;
import com.mlconnector.store.ClientProfiles;
import com.mlconnector.store.Connections;
import com.mlconnector.store.Database;
import com.mlconnector.store.GivenUpPurchases;
import com.mlconnector.store.InvoiceContexts;
import com.mlconnector.store.OperatorDecisions;
import com.mlconnector.store.Parcels;
import com.mlconnector.store.Rehearsals;
import com.mlconnector.store.Shipment;
import com.mlconnector.store.Shipments;
import com.mlconnector.store.Work;
import com.mlconnector.ups.UpsClient;
import com.mlconnector.vendor.Gates;
import com.mlconnector.work.WorkLoop;
import com.mlconnector.work.WorkResult;
import com.mlconnector.work.Workbench;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes shipments from a complete order to a stored label, step by step. */
public final class UpsShipmentVerticle extends VerticleBase {

  public record Settings(
      WorkLoop.Pace pace,
      boolean quoteFirst,
      Label.Format labelFormat,
      Brake brake,
      LostAnswerSchedule lostAnswers,
      Latecomers latecomers) {}

  /** What shipping stands on. */
  public record Parts(
      Database database,
      Connections connections,
      ClientProfiles profiles,
      AcceptedAddresses accepted,
      OperatorDecisions decisions,
      Shipments shipments,
      Parcels parcels,
      GivenUpPurchases givenUp,
      Work work,
      Workbench bench,
      AuditTrail audit,
      Hints hints,
      UpsClient ups,
      Gates gates) {}

  private final Settings settings;
  private final Parts parts;
  private final ShippingStore store;
  private final AddressChecking addressChecking;
  private final Purchase purchase;
  private final LostAnswer lostAnswer;
  private final LateLabels lateLabels;
  private final List<WorkLoop> loops = new ArrayList<>();

  public UpsShipmentVerticle(Settings settings, Parts parts) {
    this.settings = settings;
    this.parts = parts;
    this.store =
        new ShippingStore(
            parts.database,
            parts.connections,
            new ShippingStore.Allowances(
                new InvoiceContexts(
                    parts.profiles, parts.decisions, parts.accepted, parts.shipments),
                new Rehearsals(),
                settings.brake),
            parts.shipments,
            parts.parcels,
            parts.givenUp,
            parts.work,
            parts.audit,
            settings.pace.lease());
    ShipmentMachine machine = new ShipmentMachine(settings.lostAnswers);
    Inquiring inquiring = new Inquiring(settings.labelFormat, parts.ups);
    this.addressChecking = new AddressChecking(machine, parts.ups, store);
    this.purchase =
        new Purchase(
            new Purchase.Settings(settings.quoteFirst, settings.labelFormat),
            machine,
            parts.ups,
            parts.gates,
            store);
    this.lostAnswer = new LostAnswer(machine, settings.latecomers, inquiring, store);
    this.lateLabels =
        new LateLabels(
            parts.database,
            parts.connections,
            parts.givenUp,
            parts.shipments,
            parts.work,
            parts.audit,
            parts.ups,
            inquiring,
            settings.latecomers);
  }

  @Override
  public Future<?> start() {
    loops.add(parts.bench.loop(Work.Kind.SHIPMENT, settings.pace, this::advance));
    loops.add(parts.bench.loop(Work.Kind.LATECOMER, settings.pace, lateLabels::look));
    return Future.all(loops.stream().map(WorkLoop::start).toList());
  }

  @Override
  public Future<?> stop() {
    return Future.all(loops.stream().map(WorkLoop::stop).toList());
  }

  private WorkResult advance(Work.Item item) {
    Step step = store.load(item);
    while (true) {
      switch (step.paying().isPresent() ? next(step) : nextWithoutAccount(step)) {
        case StepResult.GoOn(Shipment further) -> step = step.with(further);
        case StepResult.Overtaken _ -> step = store.load(item);
        case StepResult.Ended(WorkResult result) -> {
          parts.hints.workDue(item.connection(), Work.Kind.WRITE_BACK.key());
          parts.hints.workDue(item.connection(), Work.Kind.SUBSCRIPTION.key());
          return result;
        }
      }
    }
  }

  private StepResult next(Step step) {
    return switch (ShipmentMachine.command(step.shipment().state())) {
      case CHECK_ADDRESS ->
          switch (addressChecking.check(step)) {
            case AddressChecking.Checked.Passed(AddressPassed address) ->
                purchase.buy(step, Optional.of(address));
            case AddressChecking.Checked.Ended(StepResult result) -> result;
          };
      case BUY -> purchase.buy(step, Optional.empty());
      case TAKE_OVER -> lostAnswer.takeOver(step);
      case ASK_UPS -> lostAnswer.ask(step);
      case NOTHING -> store.rest(step);
    };
  }

  private StepResult nextWithoutAccount(Step step) {
    return switch (ShipmentMachine.command(step.shipment().state())) {
      case CHECK_ADDRESS, BUY ->
          purchase.object(
              step,
              new Halt(
                  ReasonCode.BILLING_ACCOUNT_MISSING,
                  "The client's UPS account number is not stored any more.",
                  List.of("Store it in the client profile again; the shipment then goes on.")));
      case TAKE_OVER, ASK_UPS ->
          new StepResult.Ended(
              WorkResult.tryAgain("The client's UPS account number is not stored any more."));
      case NOTHING -> store.rest(step);
    };
  }
}
