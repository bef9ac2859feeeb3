package com.mlconnector.shipping;

import com.mlconnector.audit.AuditEntry.Action;
import com.mlconnector.domain.Address;
import com.mlconnector.domain.AddressCheck;
import com.mlconnector.domain.AddressVerdict;
import com.mlconnector.domain.AddressVerdict.Candidate;
import com.mlconnector.domain.Halt;
import com.mlconnector.domain.Outcome;
import com.mlconnector.domain.ReasonCode;
import com.mlconnector.domain.ShipmentMachine;
import com.mlconnector.domain.ShipmentMachine.Fact;
import com.mlconnector.domain.ShipmentOrder;
import com.mlconnector.domain.VendorFault;
import com.mlconnector.ups.Traced;
import com.mlconnector.ups.UpsClient;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Asks UPS about the address before anything is bought. */
final class AddressChecking {
  private final UpsClient ups;
  private final ShippingStore store;
  private final ShipmentMachine machine;

  AddressChecking(ShipmentMachine machine, UpsClient ups, ShippingStore store) {
    this.machine = machine;
    this.ups = ups;
    this.store = store;
  }

  /** What came of it: the address passed, or the step ends here. */
  sealed interface Checked {
    record Passed(AddressPassed address) implements Checked {}

    record Ended(StepResult result) implements Checked {}
  }

  Checked check(Step step) {
    Address address = step.shipment().shipTo().orElseThrow();
    ShipmentOrder order = step.shipment().order().orElseThrow();
    Traced<AddressVerdict> answer = ups.validateAddress(step.caller(), address).await();
    return switch (answer.outcome()) {
      case Outcome.Done<AddressVerdict>(AddressVerdict verdict) ->
          judged(step, answer.transId(), verdict, address, order);
      // A person has said that it is good: UPS need not be able to check it.
      case Outcome.Refused<AddressVerdict> refused when step.leave().accepted() ->
          passed(
              step,
              order.residential() != ShipmentOrder.Residential.NO,
              details(answer.transId(), "refused"));
      case Outcome.Refused<AddressVerdict>(VendorFault fault) -> {
        Halt halt =
            new Halt(
                ReasonCode.ADDRESS_INVALID,
                "UPS can't check the address. " + fault + ".",
                List.of("Correct the address in FreshBooks; the shipment then goes on."));
        yield stopped(step, halt, List.of(), details(answer.transId(), "refused"));
      }
      default -> new Checked.Ended(StepResult.trouble(answer.outcome()));
    };
  }

  private Checked judged(
      Step step, String transId, AddressVerdict verdict, Address address, ShipmentOrder order) {
    String word = verdict.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    return switch (AddressCheck.judge(address, verdict, order.residential(), step.leave())) {
      case AddressCheck.Passed(boolean residential) ->
          passed(step, residential, details(transId, word));
      case AddressCheck.Stopped(Halt halt, List<Candidate> candidates) ->
          stopped(step, halt, candidates, details(transId, word));
    };
  }

  /** What is to be bought now is stored with the intent; what is held is stored as held. */
  private Checked passed(Step step, boolean residential, Map<String, String> details) {
    if (!step.shipment().order().orElseThrow().held()) {
      return new Checked.Passed(new AddressPassed(residential, details));
    }
    return new Checked.Ended(
        store.make(
            step,
            machine.on(new Fact.AddressPassed(true)),
            change -> change.residential(residential),
            (tx, shipment) -> store.add(tx, shipment, Action.ADDRESS_CHECKED, details)));
  }

  private Checked stopped(
      Step step, Halt halt, List<Candidate> candidates, Map<String, String> details) {
    return new Checked.Ended(
        store.make(
            step,
            machine.on(new Fact.Objected(halt)),
            change -> change.halt(halt, candidates),
            (tx, shipment) -> store.add(tx, shipment, Action.ADDRESS_CHECKED, details)));
  }

  private static Map<String, String> details(String transId, String outcome) {
    return Map.of("outcome", outcome, "trans-id", transId);
  }
}
