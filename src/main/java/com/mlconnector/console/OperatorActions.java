package com.mlconnector.console;

import com.mlconnector.audit.AuditEntry.Action;
import com.mlconnector.audit.AuditTrail;
import com.mlconnector.bus.Hints;
import com.mlconnector.domain.AcceptedAddress;
import com.mlconnector.domain.Address;
import com.mlconnector.domain.AddressCheck;
import com.mlconnector.domain.AddressVerdict.Candidate;
import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.Decisions;
import com.mlconnector.domain.FlagAdvice;
import com.mlconnector.domain.Halt;
import com.mlconnector.domain.Item;
import com.mlconnector.domain.Move;
import com.mlconnector.domain.OperatorAction;
import com.mlconnector.domain.ReasonCode;
import com.mlconnector.domain.ShipmentState;
import com.mlconnector.http.Problem;
import com.mlconnector.http.Said;
import com.mlconnector.store.AcceptedAddresses;
import com.mlconnector.store.Connections;
import com.mlconnector.store.Database;
import com.mlconnector.store.GivenUpPurchases;
import com.mlconnector.store.Invoices;
import com.mlconnector.store.Items;
import com.mlconnector.store.OperatorDecisions;
import com.mlconnector.store.Rehearsals;
import com.mlconnector.store.Shipment;
import com.mlconnector.store.Shipments;
import com.mlconnector.store.Tx;
import com.mlconnector.store.Work;
import com.mlconnector.store.WriteBacks;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * What operators do with shipments. Each is one transaction: decision, state, audit row, and the
 * work that goes on from there, which begins by reading the invoice again.
 */
final class OperatorActions {

  /** What is changed by hand; every part may be absent. */
  record Correction(
      Optional<String> words,
      List<String> ignored,
      Optional<String> flag,
      Optional<Address> address,
      List<Item> weights) {}

  /**
   * One of what was offered, by number from 0, for the version of the shipment it was offered with.
   */
  record Pick(long version, Optional<Integer> candidate, Optional<Integer> choice) {}

  private final Database database;
  private final Connections connections;
  private final Shipments shipments;
  private final Invoices invoices;
  private final OperatorDecisions decisions;
  private final AcceptedAddresses accepted;
  private final Items items;
  private final WriteBacks writeBacks;
  private final GivenUpPurchases givenUp;
  private final Rehearsals rehearsals = new Rehearsals();
  private final Work work;
  private final AuditTrail audit;
  private final Hints hints;
  private final Supplier<UUID> newId;

  OperatorActions(
      Database database,
      Connections connections,
      Shipments shipments,
      Invoices invoices,
      OperatorDecisions decisions,
      AcceptedAddresses accepted,
      Items items,
      WriteBacks writeBacks,
      GivenUpPurchases givenUp,
      Work work,
      AuditTrail audit,
      Hints hints,
      Supplier<UUID> newId) {
    this.database = database;
    this.connections = connections;
    this.shipments = shipments;
    this.invoices = invoices;
    this.decisions = decisions;
    this.accepted = accepted;
    this.items = items;
    this.writeBacks = writeBacks;
    this.givenUp = givenUp;
    this.work = work;
    this.audit = audit;
    this.hints = hints;
    this.newId = newId;
  }

  Optional<Problem> resume(Shipment shipment, Said said) {
    return act(
        shipment,
        OperatorAction.RESUME,
        said,
        (tx, locked) -> {
          if (locked.state() == ShipmentState.PURCHASE_UNKNOWN) {
            // Told anew once UPS has answered; until then nobody can declare it not bought.
            shipments.save(tx, locked, Move.ASK);
            work.raise(tx, locked.connection(), Work.Kind.SHIPMENT, locked.id().toString());
            return Optional.empty();
          }
          decide(tx, locked, Decisions::resumed);
          return sendOn(tx, locked);
        });
  }

  Optional<Problem> correct(Shipment shipment, Said said, Correction correction) {
    return act(
        shipment,
        OperatorAction.CORRECT,
        said,
        (tx, locked) -> {
          String heard = invoices.heard(tx, locked.connection(), locked.invoice());
          correction
              .flag()
              .ifPresent(flag ->
                  decide(
                      tx,
                      locked,
                      all -> all.withFlag(new FlagAdvice(flag, Set.of(), true, heard))));
          if (correction.words().isPresent() || !correction.ignored().isEmpty()) {
            Halt.Choice added =
                new Halt.Choice("", correction.words().orElse(""), correction.ignored());
            decide(tx, locked, all -> all.withFlag(all.flag().plus(added, heard)));
          }
          correction.address().ifPresent(to -> decide(tx, locked, all -> all.withAddress(to)));
          Optional<Problem> going = sendOn(tx, locked);
          if (!correction.weights().isEmpty()) {
            items.put(tx, locked.connection(), correction.weights());
            work.raiseHalted(tx, locked.connection(), ReasonCode.WEIGHT_UNKNOWN);
          }
          return going;
        });
  }

  Optional<Problem> pick(Shipment shipment, Said said, Pick pick) {
    return act(
        shipment,
        OperatorAction.PICK,
        said,
        (tx, locked) -> {
          if (locked.version() != pick.version()) {
            return Optional.of(
                Problem.of(
                    409,
                    "Changed meanwhile",
                    "The shipment is not the one these choices belong to any more; look at it"
                        + " again."));
          }
          Shipment.Halted halted = locked.halted().orElseThrow();
          return pick.candidate()
              .map(n -> candidate(tx, locked, halted.candidates(), n))
              .orElseGet(
                  () -> choice(tx, locked, halted.halt().choices(), pick.choice().orElse(-1)));
        });
  }

  private Optional<Problem> candidate(
      Tx tx, Shipment locked, List<Candidate> candidates, int number) {
    if (number < 0 || number >= candidates.size()) {
      return notOffered("candidate", number, candidates.size());
    }
    Candidate candidate = candidates.get(number);
    Address typed = locked.shipTo().orElseThrow();
    if (AddressCheck.isRange(candidate, typed)) {
      return Optional.of(
          Problem.of(
              409,
              "A range of numbers",
              "UPS offers a range of house or unit numbers here; send the exact address with"
                  + " 'correct'."));
    }
    return accept(tx, locked, new AcceptedAddress(typed, candidate.forPeopleOf(typed)));
  }

  /** Good for all of the client's shipments: those that wait for it are read again as well. */
  private Optional<Problem> accept(Tx tx, Shipment locked, AcceptedAddress address) {
    accepted.add(tx, locked.connection(), locked.client(), address);
    work.raise(tx, locked.connection(), Work.Kind.CLIENT, Long.toString(locked.client()));
    return sendOn(tx, locked);
  }

  private Optional<Problem> choice(Tx tx, Shipment locked, List<Halt.Choice> choices, int number) {
    if (number < 0 || number >= choices.size()) {
      return notOffered("choice", number, choices.size());
    }
    String heard = invoices.heard(tx, locked.connection(), locked.invoice());
    decide(tx, locked, all -> all.withFlag(all.flag().plus(choices.get(number), heard)));
    return sendOn(tx, locked);
  }

  private static Optional<Problem> notOffered(String what, int number, int offered) {
    return Optional.of(
        Problem.of(
            409,
            "Not offered",
            offered == 0
                ? "There is no " + what + " to pick from here."
                : "There is no "
                    + what
                    + " "
                    + number
                    + "; they are numbered 0 to "
                    + (offered - 1)
                    + "."));
  }

  Optional<Problem> hold(Shipment shipment, Said said, Optional<LocalDate> until) {
    return act(
        shipment,
        OperatorAction.HOLD,
        said,
        (tx, locked) -> {
          decide(tx, locked, all -> all.withHold(new Decisions.Hold(until)));
          shipments.save(tx, locked, Move.HOLD);
          audit.add(
              tx,
              locked.connection(),
              locked.id(),
              Action.SHIPMENT_HELD,
              Map.of("reason", until.map(day -> "until " + day).orElse("until resumed")));
          readAgain(tx, locked);
          return Optional.empty();
        });
  }

  Optional<Problem> cancel(Shipment shipment, Said said) {
    return act(
        shipment,
        OperatorAction.CANCEL,
        said,
        (tx, locked) -> {
          decide(tx, locked, all -> all.withCancelled(said.reason()));
          shipments.save(tx, locked, Move.CANCEL);
          audit.add(
              tx,
              locked.connection(),
              locked.id(),
              Action.SHIPMENT_CANCELLED,
              Map.of("reason", said.reason()));
          readAgain(tx, locked);
          return Optional.empty();
        });
  }

  Optional<Problem> shipAnyway(Shipment shipment, Said said) {
    return act(
        shipment,
        OperatorAction.SHIP_ANYWAY,
        said,
        (tx, locked) -> {
          ReasonCode objection = locked.halted().orElseThrow().halt().code();
          boolean ofUps =
              switch (objection) {
                case ADDRESS_AMBIGUOUS, ADDRESS_INVALID, ADDRESS_NOT_COVERED -> true;
                default -> false;
              };
          if (!ofUps) {
            decide(tx, locked, all -> all.withAnyway(objection));
            return sendOn(tx, locked);
          }
          if (locked.shipTo().isEmpty()) {
            return Optional.of(
                Problem.of(
                    409,
                    "No complete address",
                    "The address can't be put on a label as it is; send one with 'correct'."));
          }
          Address typed = locked.shipTo().get();
          return accept(tx, locked, new AcceptedAddress(typed, typed));
        });
  }

  Optional<Problem> reship(Shipment shipment, Said said) {
    return act(
        shipment,
        OperatorAction.RESHIP,
        said,
        (tx, locked) -> {
          if (invoices.heard(tx, locked.connection(), locked.invoice()).isEmpty()) {
            return Optional.of(
                Problem.of(
                    409,
                    "No flag",
                    "The invoice carries no shipping flag any more, so nobody knows what to buy;"
                        + " write it into the invoice again."));
          }
          boolean asked =
              decisions
                  .find(tx, locked.connection(), locked.invoice())
                  .openReship(shipments.requestsUsed(tx, locked.connection(), locked.invoice()))
                  .isPresent();
          if (asked) {
            return Optional.of(
                Problem.of(
                    409, "Asked for already", "A further label is asked for and on its way."));
          }
          decide(
              tx,
              locked,
              all -> all.withReship("operator " + newId.get()).withAnyway(ReasonCode.BRAKE));
          readAgain(tx, locked);
          return Optional.empty();
        });
  }

  Optional<Problem> dismiss(Shipment shipment, Said said) {
    return act(
        shipment,
        OperatorAction.DISMISS,
        said,
        (tx, locked) -> {
          shipments.noteChange(tx, locked, locked.change().orElseThrow().difference(), false);
          return Optional.empty();
        });
  }

  Optional<Problem> declareVoided(Shipment shipment, Said said) {
    return act(
        shipment,
        OperatorAction.DECLARE_VOIDED,
        said,
        (tx, locked) -> {
          shipments.noteLateLabel(tx, locked, Optional.empty());
          return Optional.empty();
        });
  }

  Optional<Problem> writeBack(Shipment shipment, Said said, WriteBacks.Answer answer) {
    return act(
        shipment,
        OperatorAction.WRITE_BACK,
        said,
        (tx, locked) -> {
          writeBacks.answer(tx, locked.connection(), locked.invoice(), answer);
          work.raise(
              tx, locked.connection(), Work.Kind.WRITE_BACK, Long.toString(locked.invoice()));
          return Optional.empty();
        });
  }

  Optional<Problem> declareNotBought(Shipment shipment, Said said, String reference) {
    return act(
        shipment,
        OperatorAction.DECLARE_NOT_BOUGHT,
        said,
        (tx, locked) -> {
          if (!locked.reference().orElseThrow().equals(reference)) {
            return Optional.of(
                Problem.of(
                    409,
                    "Another reference",
                    "Repeat the reference under which UPS has no shipment: "
                        + locked.reference().get()
                        + "."));
          }
          // People look once; should UPS have sold it after all, it is found and voided.
          givenUp.add(tx, locked);
          work.raise(tx, locked.connection(), Work.Kind.LATECOMER, reference);
          return sendOn(tx, locked, Move.DECLARE_NOT_BOUGHT);
        });
  }

  /** An invoice older than the connection, that is to be shipped all the same. */
  void shipOld(ConnectionId connection, long invoice, Said said) {
    database.transactVoid(tx -> {
      decisions.change(tx, connection, invoice, Decisions::withOldToo);
      audit.add(
          tx,
          connection,
          Action.OPERATOR_DECIDED,
          Map.of(
              "action", "ship-old",
              "invoice", Long.toString(invoice),
              "by", said.by(),
              "reason", said.reason()));
      work.raise(tx, connection, Work.Kind.INVOICE, Long.toString(invoice));
    });
    hints.workDue(connection, Work.Kind.INVOICE.key());
  }

  /** A person has looked: counting begins anew, and all that the brake stopped goes on. */
  int releaseBrake(ConnectionId connection, Said said) {
    int sent =
        database.transact(tx -> {
          connections.releaseBrake(tx, connection);
          List<Long> sentOn =
              shipments.sendOn(tx, connection, Optional.empty(), List.of(ReasonCode.BRAKE));
          sentOn.forEach(
              invoice -> work.raise(tx, connection, Work.Kind.INVOICE, Long.toString(invoice)));
          audit.add(
              tx,
              connection,
              Action.BRAKE_RELEASED,
              Map.of(
                  "by", said.by(),
                  "reason", said.reason(),
                  "shipments", Integer.toString(sentOn.size())));
          return sentOn.size();
        });
    hints.workDue(connection, Work.Kind.INVOICE.key());
    return sent;
  }

  private interface Change {
    /** What keeps it from being done; then nothing of it is stored. */
    Optional<Problem> make(Tx tx, Shipment locked);
  }

  private Optional<Problem> act(
      Shipment shipment, OperatorAction action, Said said, Change change) {
    Optional<Problem> problem =
        database.transact(tx -> {
          Shipment newest =
              shipments.lockOfInvoice(tx, shipment.connection(), shipment.invoice()).orElseThrow();
          Shipment locked = shipments.lock(tx, shipment.connection(), shipment.id()).orElseThrow();
          Optional<Problem> refused =
              isOver(locked, newest, action)
                  .or(() -> notNow(locked, action))
                  .or(() -> change.make(tx, locked));
          if (refused.isEmpty()) {
            audit(tx, locked, action, said);
          }
          return refused;
        });
    if (problem.isEmpty()) {
      hints.workDue(shipment.connection(), Work.Kind.INVOICE.key());
      hints.workDue(shipment.connection(), Work.Kind.CLIENT.key());
      hints.workDue(shipment.connection(), Work.Kind.SHIPMENT.key());
      hints.workDue(shipment.connection(), Work.Kind.WRITE_BACK.key());
    }
    return problem;
  }

  /** Decisions are the invoice's: with a further label under way, they would be about that one. */
  private static Optional<Problem> isOver(Shipment locked, Shipment newest, OperatorAction action) {
    boolean ofItsOwn =
        switch (action) {
          case DISMISS, WRITE_BACK, DECLARE_VOIDED -> true;
          case RESUME, CORRECT, PICK, HOLD, CANCEL, SHIP_ANYWAY, RESHIP, DECLARE_NOT_BOUGHT ->
              false;
        };
    return ofItsOwn || newest.id().equals(locked.id())
        ? Optional.empty()
        : Optional.of(
            Problem.of(
                409,
                "A further label is under way",
                "Shipment " + newest.id() + " of the same invoice is newer; act on that one."));
  }

  private static Optional<Problem> notNow(Shipment locked, OperatorAction action) {
    Set<OperatorAction> possible = possible(locked);
    if (possible.contains(action)) {
      return Optional.empty();
    }
    String others =
        possible.stream().map(OperatorAction::key).sorted().collect(Collectors.joining(", "));
    return Optional.of(
        Problem.of(
            409,
            "Not possible now",
            "'"
                + action.key()
                + "' is not possible for a shipment that is '"
                + locked.state().key()
                + locked.halted().map(h -> "' for " + h.halt().code()).orElse("'")
                + (others.isEmpty() ? "." : "; possible now: " + others + ".")));
  }

  static Set<OperatorAction> possible(Shipment shipment) {
    return OperatorAction.of(
        shipment.state(),
        shipment.halted().map(halted -> halted.halt().code()),
        shipment.change().filter(Shipment.Change::open).isPresent(),
        shipment.lateLabel().isPresent());
  }

  private void decide(Tx tx, Shipment locked, UnaryOperator<Decisions> change) {
    decisions.change(tx, locked.connection(), locked.invoice(), change);
  }

  private Optional<Problem> sendOn(Tx tx, Shipment locked) {
    return sendOn(tx, locked, Move.SEND_ON);
  }

  private Optional<Problem> sendOn(Tx tx, Shipment locked, Move move) {
    shipments.save(tx, locked, move);
    rehearsals.release(tx, locked.id());
    audit.add(
        tx, locked.connection(), locked.id(), Action.SHIPMENT_RESUMED, Map.of("by", "an operator"));
    readAgain(tx, locked);
    return Optional.empty();
  }

  private void readAgain(Tx tx, Shipment locked) {
    work.raise(tx, locked.connection(), Work.Kind.INVOICE, Long.toString(locked.invoice()));
  }

  /** Never what was corrected: it may be an address. */
  private void audit(Tx tx, Shipment locked, OperatorAction action, Said said) {
    Map<String, String> details = new TreeMap<>();
    details.put("action", action.key());
    details.put("by", said.by());
    details.put("reason", said.reason());
    locked.halted().ifPresent(halted -> details.put("halt", halted.halt().code().name()));
    audit.add(tx, locked.connection(), locked.id(), Action.OPERATOR_DECIDED, details);
  }
}
