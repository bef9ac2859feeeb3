package com.mlconnector.shipping;

import com.mlconnector.audit.AuditEntry.Action;
import com.mlconnector.audit.AuditTrail;
import com.mlconnector.crash.CrashPoint;
import com.mlconnector.domain.AcceptedAddress;
import com.mlconnector.domain.AddressCheck;
import com.mlconnector.domain.Brake;
import com.mlconnector.domain.Halt;
import com.mlconnector.domain.Money;
import com.mlconnector.domain.Move;
import com.mlconnector.domain.PurchasedShipment;
import com.mlconnector.domain.PurchasedShipment.PurchasedParcel;
import com.mlconnector.domain.ReasonCode;
import com.mlconnector.domain.ShipmentMachine.Then;
import com.mlconnector.domain.ShipmentMachine.Transition;
import com.mlconnector.domain.ShipmentOrder;
import com.mlconnector.domain.ShipmentState;
import com.mlconnector.store.ClientProfiles.Profile;
import com.mlconnector.store.Connections;
import com.mlconnector.store.Connections.Connection;
import com.mlconnector.store.Database;
import com.mlconnector.store.GivenUpPurchases;
import com.mlconnector.store.InvoiceContexts;
import com.mlconnector.store.InvoiceContexts.InvoiceContext;
import com.mlconnector.store.Parcels;
import com.mlconnector.store.Rehearsals;
import com.mlconnector.store.Shipment;
import com.mlconnector.store.Shipments;
import com.mlconnector.store.Tx;
import com.mlconnector.store.Work;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The transactions of a shipment's steps: lease held, state and audit row stored together; nothing
 * is stored for a shipment that is not the one the step began with.
 */
final class ShippingStore {

  /** What people have allowed, and where they want to be asked again. */
  record Allowances(InvoiceContexts contexts, Rehearsals rehearsals, Brake brake) {}

  /**
   * A purchase that is to be made.
   *
   * @param price as far as it was asked for
   * @param quoted audit rows of the price
   * @param intended audit rows of the intent
   */
  record Intent(
      String reference,
      Optional<Money> price,
      BiConsumer<Tx, Shipment> quoted,
      BiConsumer<Tx, Shipment> intended) {}

  private final Database database;
  private final Connections connections;
  private final Allowances allowances;
  private final Shipments shipments;
  private final Parcels parcels;
  private final GivenUpPurchases givenUp;
  private final Work work;
  private final AuditTrail audit;
  private final Duration lease;

  ShippingStore(
      Database database,
      Connections connections,
      Allowances allowances,
      Shipments shipments,
      Parcels parcels,
      GivenUpPurchases givenUp,
      Work work,
      AuditTrail audit,
      Duration lease) {
    this.database = database;
    this.connections = connections;
    this.allowances = allowances;
    this.shipments = shipments;
    this.parcels = parcels;
    this.givenUp = givenUp;
    this.work = work;
    this.audit = audit;
    this.lease = lease;
  }

  /** All that the next steps of a shipment need to know. */
  Step load(Work.Item item) {
    Connection connection = connections.of(item);
    return database.autocommit(tx -> {
      InvoiceContexts.Shipping known =
          allowances.contexts().ofShipment(tx, item.connection(), UUID.fromString(item.key()));
      Shipment shipment = known.shipment();
      return new Step(
          item,
          shipment,
          connection,
          connections.merchant(tx, connection, shipment.accountHolder()),
          shipment.state() == ShipmentState.ADDRESS_TO_CHECK
              ? leave(connection, shipment, known.invoice())
              : AddressCheck.Leave.NONE,
          brake(known));
    });
  }

  private static AddressCheck.Leave leave(
      Connection connection, Shipment shipment, InvoiceContext context) {
    return new AddressCheck.Leave(
        context.profile().filter(Profile::shipUnchecked).isPresent()
            || connection.settings().shipUnchecked(),
        AcceptedAddress.holds(context.accepted(), shipment.shipTo().orElseThrow()));
  }

  /**
   * What speaks against one more purchase. Counted when the step begins: steps at the same time may
   * overshoot by as many as there are slots, which a brake can bear.
   */
  private Optional<Halt> brake(InvoiceContexts.Shipping known) {
    Shipments.Begun begun = known.begun();
    return allowances
        .brake()
        .check(begun.inLastHour(), begun.ofInvoiceToday(), known.invoice().decisions().anyway());
  }

  /**
   * Stores a move and what belongs to it, and goes on as the move says.
   *
   * @param change what the move changes in the shipment beside its state
   * @param also audit rows, and work that follows
   */
  StepResult make(
      Step step,
      Transition transition,
      UnaryOperator<Shipments.Change> change,
      BiConsumer<Tx, Shipment> also) {
    return switch (transition.then()) {
      case Then.GoOn _, Then.Retry _ ->
          store(step, transition, change, also, tx -> work.hold(tx, step.item(), lease));
      case Then.Wait(Duration delay) ->
          store(step, transition, change, also, tx -> work.again(tx, step.item(), delay));
      case Then.Rest _ -> store(step, transition, change, also, tx -> work.finish(tx, step.item()));
    };
  }

  private StepResult store(
      Step step,
      Transition transition,
      UnaryOperator<Shipments.Change> change,
      BiConsumer<Tx, Shipment> also,
      Consumer<Tx> ending) {
    return unlessOvertaken(tx -> {
      Shipment stored =
          shipments.save(
              tx,
              step.shipment(),
              transition.move(),
              to ->
                  change.apply(transition.why().map(halt -> to.halt(halt, List.of())).orElse(to)));
      also.accept(tx, stored);
      transition.why().ifPresent(halt -> addHalt(tx, stored, halt));
      ending.accept(tx);
      return transition.then() instanceof Then.GoOn
          ? new StepResult.GoOn(stored)
          : StepResult.stored();
    });
  }

  /** The row's version is the lock: whoever was faster has raised it. */
  private StepResult unlessOvertaken(Function<Tx, StepResult> step) {
    try {
      return database.transact(step);
    } catch (Shipments.Overtaken byAnother) {
      return new StepResult.Overtaken();
    }
  }

  /**
   * Stores the intent to buy, and with it that the address has passed, where that is news. The
   * shipment is then intended, or halted by the brake or a dry run.
   */
  StepResult intend(Step step, Optional<AddressPassed> passed, Intent intent) {
    return unlessOvertaken(tx -> {
      Optional<Halt> objection = objection(tx, step);
      Shipment shipment =
          shipments.save(
              tx,
              step.shipment(),
              moves(passed.isPresent(), objection.isPresent()),
              change -> {
                passed.ifPresent(address -> change.residential(address.residential()));
                return objection
                    .map(halt -> change.halt(halt, List.of()))
                    .orElseGet(() -> change.intent(intent.reference()));
              });
      passed.ifPresent(address -> add(tx, shipment, Action.ADDRESS_CHECKED, address.details()));
      if (objection.isPresent()) {
        if (objection.get().code() == ReasonCode.DRY_RUN) {
          intent.quoted().accept(tx, shipment);
          rehearsed(tx, shipment, intent.price());
        }
        addHalt(tx, shipment, objection.get());
        work.finish(tx, step.item());
        return StepResult.stored();
      }
      intent.quoted().accept(tx, shipment);
      intent.intended().accept(tx, shipment);
      work.hold(tx, step.item(), lease);
      return new StepResult.GoOn(shipment);
    });
  }

  private static List<Move> moves(boolean passes, boolean halts) {
    Move last = halts ? Move.HALT : Move.INTEND;
    return passes ? List.of(Move.PASS_ADDRESS, last) : List.of(last);
  }

  /** What speaks against one more purchase; the dry run as it is in this transaction. */
  private Optional<Halt> objection(Tx tx, Step step) {
    return allowances.rehearsals().objection(tx, step.shipment()).or(step::braked);
  }

  private void rehearsed(Tx tx, Shipment shipment, Optional<Money> price) {
    allowances.rehearsals().keep(tx, shipment, price);
    ShipmentOrder order = shipment.order().orElseThrow();
    add(
        tx,
        shipment,
        Action.SHIPMENT_REHEARSED,
        Map.of(
            "service", order.service().code(),
            "parcels", Integer.toString(order.parcels().size()),
            "account", order.accountHolder(),
            "price", price.map(Money::toString).orElse("not told")));
  }

  /** There is nothing to do for it, unless somebody has just changed that. */
  StepResult rest(Step step) {
    return database.transact(tx -> {
      Shipment now = shipments.lock(tx, step.connection().id(), step.shipment().id()).orElseThrow();
      if (now.version() != step.shipment().version()) {
        return new StepResult.Overtaken();
      }
      work.finish(tx, step.item());
      return StepResult.stored();
    });
  }

  /** What follows from labels that are ours: all of it due with the move that brings them. */
  void keepLabels(
      Tx tx, Shipment shipment, PurchasedShipment purchased, Action how, Map<String, String> more) {
    CrashPoint.LABEL_NOT_STORED.pass();
    int position = 0;
    for (PurchasedParcel parcel : purchased.parcels()) {
      parcels.add(
          tx,
          shipment.connection(),
          shipment.id(),
          position++,
          parcel.trackingNumber(),
          parcel.label());
      work.raise(tx, shipment.connection(), Work.Kind.SUBSCRIPTION, parcel.trackingNumber());
    }
    work.raise(tx, shipment.connection(), Work.Kind.WRITE_BACK, Long.toString(shipment.invoice()));
    Map<String, String> details = new TreeMap<>(more);
    details.put("ups-shipment", purchased.upsShipment());
    details.put(
        "tracking",
        purchased.parcels().stream()
            .map(PurchasedParcel::trackingNumber)
            .collect(Collectors.joining(" ")));
    purchased.charged().ifPresent(money -> details.put("charged", money.toString()));
    add(tx, shipment, how, details);
  }

  /** How long ago the call went out that nobody heard the answer of. */
  Duration sinceIntent(Shipment shipment) {
    return database.transact(tx -> shipments.sinceIntent(tx, shipment));
  }

  /** The attempt under way is given up: from now on it is looked for. */
  void giveUp(Tx tx, Shipment shipment, Duration firstLook) {
    givenUp.add(tx, shipment);
    // The next attempt is for what the invoice says by now.
    work.raise(tx, shipment.connection(), Work.Kind.INVOICE, Long.toString(shipment.invoice()));
    work.raise(
        tx,
        shipment.connection(),
        Work.Kind.LATECOMER,
        shipment.reference().orElseThrow(),
        firstLook);
  }

  private void addHalt(Tx tx, Shipment shipment, Halt halt) {
    add(tx, shipment, Action.SHIPMENT_HALTED, Map.of("reason", halt.code().name()));
  }

  void add(Tx tx, Shipment shipment, Action action, Map<String, String> details) {
    audit.add(tx, shipment.connection(), shipment.id(), action, details);
  }
}
