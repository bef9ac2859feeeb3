package com.mlconnector.shipping;

import com.mlconnector.audit.AuditTrail;
import com.mlconnector.bus.Hints;
import com.mlconnector.domain.Brake;
import com.mlconnector.domain.Halt;
import com.mlconnector.domain.Label;
import com.mlconnector.domain.ReasonCode;
import com.mlconnector.domain.Secret;
import com.mlconnector.store.AcceptedAddresses;
import com.mlconnector.store.ClientProfiles;
import com.mlconnector.store.Connections;
import com.mlconnector.store.Connections.Connection;
import com.mlconnector.store.Database;
import com.mlconnector.store.OperatorDecisions;
import com.mlconnector.store.Parcels;
import com.mlconnector.store.Shipment;
import com.mlconnector.store.Shipments;
import com.mlconnector.store.Work;
import com.mlconnector.ups.UpsClient;
import com.mlconnector.work.WorkLoop;
import com.mlconnector.work.WorkResult;
import com.mlconnector.work.Workbench;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Takes shipments from a complete order to a stored label, step by step. */
public final class UpsShipmentVerticle extends VerticleBase {

  public record Settings(
      WorkLoop.Pace pace, boolean quoteFirst, Label.Format labelFormat, Brake brake) {}

  /** What shipping stands on. */
  public record Parts(
      Database database,
      Connections connections,
      ClientProfiles profiles,
      AcceptedAddresses accepted,
      OperatorDecisions decisions,
      Shipments shipments,
      Parcels parcels,
      Work work,
      Workbench bench,
      AuditTrail audit,
      Hints hints,
      UpsClient ups) {}

  private final Settings settings;
  private final Parts parts;
  private final ShippingStore store;
  private final AddressChecking addressChecking;
  private final Purchase purchase;
  private final LostAnswer lostAnswer;
  private @Nullable WorkLoop loop;

  public UpsShipmentVerticle(Settings settings, Parts parts) {
    this.settings = settings;
    this.parts = parts;
    this.store =
        new ShippingStore(
            parts.database,
            new ShippingStore.Allowances(
                parts.profiles, parts.accepted, parts.decisions, settings.brake),
            parts.shipments,
            parts.parcels,
            parts.work,
            parts.audit,
            settings.pace.lease());
    this.addressChecking = new AddressChecking(parts.ups, store);
    this.purchase =
        new Purchase(
            new Purchase.Settings(settings.quoteFirst, settings.labelFormat), parts.ups, store);
    this.lostAnswer = new LostAnswer(settings.labelFormat, parts.ups, store);
  }

  @Override
  public Future<?> start() {
    WorkLoop starting = parts.bench.loop(Work.Kind.SHIPMENT, settings.pace, this::advance);
    loop = starting;
    return starting.start();
  }

  @Override
  public Future<?> stop() {
    return Objects.requireNonNull(loop).stop();
  }

  private WorkResult advance(Work.Item item) {
    Connection connection =
        parts.database.transact(tx -> parts.connections.find(tx, item.connection())).orElseThrow();
    UUID id = UUID.fromString(item.key());
    Shipment shipment =
        parts
            .database
            .transact(tx -> parts.shipments.find(tx, item.connection(), id))
            .orElseThrow();
    while (true) {
      Optional<Secret> account = account(connection, shipment);
      Step step = new Step(item, shipment, connection, account.orElse(new Secret("")));
      switch (account.isPresent() ? next(step) : nextWithoutAccount(step)) {
        case StepResult.GoOn(Shipment further) -> shipment = further;
        case StepResult.Ended(WorkResult result) -> {
          parts.hints.workDue(item.connection(), Work.Kind.WRITE_BACK.key());
          parts.hints.workDue(item.connection(), Work.Kind.SUBSCRIPTION.key());
          return result;
        }
      }
    }
  }

  private StepResult next(Step step) {
    return switch (step.shipment().state()) {
      case ADDRESS_TO_CHECK -> addressChecking.check(step);
      case READY_TO_BUY -> purchase.buy(step);
      case INTENDED -> lostAnswer.takeOver(step);
      case PURCHASE_UNKNOWN -> lostAnswer.ask(step);
      case BOUGHT, HALTED, HELD, RESUMED, CANCELLED -> store.finish(step, (tx, shipment) -> {});
    };
  }

  private Optional<Secret> account(Connection connection, Shipment shipment) {
    String holder = shipment.accountHolder();
    return parts.database.transact(tx -> parts.connections.merchant(tx, connection, holder));
  }

  private StepResult nextWithoutAccount(Step step) {
    return switch (step.shipment().state()) {
      case ADDRESS_TO_CHECK, READY_TO_BUY ->
          store.halt(
              step,
              new Halt(
                  ReasonCode.BILLING_ACCOUNT_MISSING,
                  "The client's UPS account number is not stored any more.",
                  List.of("Store it in the client profile again; the shipment then goes on.")));
      case INTENDED, PURCHASE_UNKNOWN ->
          new StepResult.Ended(
              WorkResult.tryAgain("The client's UPS account number is not stored any more."));
      case BOUGHT, HELD, HALTED, RESUMED, CANCELLED -> store.finish(step, (tx, shipment) -> {});
    };
  }
}
