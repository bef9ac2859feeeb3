package com.mlconnector.domain;

import com.mlconnector.domain.FlagOptions.Payer;
import com.mlconnector.domain.Intake.Facts;
import com.mlconnector.domain.Intake.Verdict;
import com.mlconnector.domain.ShipmentOrder.Residential;
import com.mlconnector.domain.ShipmentOrder.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** From a flag that was understood to a complete order, or to what is missing for one. */
final class Ordering {
  private Ordering() {}

  static Verdict of(Facts facts, FlagValues values, List<Remark> remarks) {
    FlagOptions options = values.options();
    if (options.returnLabel()) {
      return halted(
          ReasonCode.UPS_REFUSED,
          "The flag asks for a return label, which the gateway does not buy.",
          "Take 'return' out of the flag.");
    }
    if (options.declaredValue() != null) {
      return halted(
          ReasonCode.UPS_REFUSED,
          "The flag declares a value, which the gateway can't pass on to UPS.",
          "Take 'value=' out of the flag, or ship the parcel by hand.");
    }
    return switch (destination(facts, options)) {
      case Destination.Unclear(Halt halt) -> new Verdict.Halted(halt);
      case Destination.Found(Address found, ShipmentOrder.AddressSource source) -> {
        Address shipTo = AcceptedAddress.inPlaceOf(found, facts.kept().accepted());
        List<Remark> more = new ArrayList<>(remarks);
        if (!shipTo.isSamePlaceAs(found)) {
          more.add(
              new Remark(FlagField.NOTES, "It goes to the form of the address that was picked."));
        }
        yield order(facts, values, more, shipTo, source);
      }
    };
  }

  private static Destination destination(Facts facts, FlagOptions options) {
    Decisions decisions = facts.kept().decisions();
    if (decisions.address().isPresent()) {
      return new Destination.Found(decisions.address().get(), ShipmentOrder.AddressSource.OPERATOR);
    }
    return Destination.choose(
        facts.invoice(), facts.client(), facts.kept().profile().override(), options.shipTo());
  }

  private static Verdict order(
      Facts facts,
      FlagValues values,
      List<Remark> remarks,
      Address shipTo,
      ShipmentOrder.AddressSource source) {
    boolean abroad = !shipTo.country().equals(facts.settings().shipper().country());
    if (abroad) {
      return halted(
          ReasonCode.CUSTOMS_DATA_NEEDED,
          "The parcel goes to another country ("
              + shipTo.country()
              + "), which needs customs data that the invoice does not hold.",
          "Ship it by hand, and write #noship into the invoice.");
    }
    List<Parcel> parcels;
    switch (values.packing()) {
      case FlagValues.Packing.Parcels(List<Parcel> given) -> parcels = given;
      case FlagValues.Packing.WeightNotGiven none -> {
        Weight weight = defaultWeight(facts, none);
        if (weight == null) {
          return halted(
              ReasonCode.WEIGHT_UNKNOWN,
              "No weight in the flag, and none known for " + goods(facts.invoice()) + ".",
              "Add the weight to the flag, for example 2.5lb.");
        }
        parcels = List.of(new Parcel(weight, none.dimensions(), null));
      }
    }
    String holder = holder(facts, values.options().payer());
    if (holder == null) {
      return halted(
          ReasonCode.BILLING_ACCOUNT_MISSING,
          "The flag asks that somebody else pays, but no UPS account is stored for this client.",
          "Store the client's UPS account number in the client profile, or take 'bill=' out.");
    }
    FlagOptions options = values.options();
    return new Verdict.Ready(
        new ShipmentOrder(
            values.service().towards(abroad),
            parcels,
            holder,
            signature(options),
            options.saturday(),
            residential(options),
            source,
            false,
            values.fingerprint(),
            told(options, remarks)),
        shipTo,
        reship(facts, values));
  }

  private static Optional<String> reship(Facts facts, FlagValues values) {
    return facts.kept().decisions().reship().or(() -> Optional.ofNullable(values.reshipKey()));
  }

  private static List<String> told(FlagOptions options, List<Remark> remarks) {
    List<String> sentences = new ArrayList<>(remarks.stream().map(Remark::sentence).toList());
    if (options.reference() != null) {
      sentences.add("The reference of the flag is not sent to UPS; the invoice's number is.");
    }
    return sentences;
  }

  private static @Nullable Weight defaultWeight(
      Facts facts, FlagValues.Packing.WeightNotGiven none) {
    // Only an operator's own default counts; the client's note joins in once he has allowed any.
    Optional<Weight> allowed = facts.settings().defaultWeight();
    if (allowed.isEmpty()) {
      return null;
    }
    Weight ofClient = none.clientDefault();
    return ofClient == null ? allowed.get() : ofClient;
  }

  private static String goods(Invoice invoice) {
    String names =
        invoice.lines().stream()
            .map(InvoiceLine::name)
            .filter(name -> !name.isBlank())
            .limit(5)
            .map(name -> "\"" + name + "\"")
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? "this invoice" : names;
  }

  /** A client with an account of its own ships on it, unless the flag says that we pay. */
  private static @Nullable String holder(Facts facts, @Nullable Payer payer) {
    String ofClient = "client:" + facts.client().id();
    boolean has = facts.kept().profile().hasAccount();
    return switch (payer) {
      case null -> has ? ofClient : "shipper";
      case Payer.Us us -> "shipper";
      case Payer.Recipient recipient -> has ? ofClient : null;
      case Payer.ThirdParty thirdParty -> null;
      case Payer.Key key -> null;
    };
  }

  private static Signature signature(FlagOptions options) {
    return switch (options.signature()) {
      case null -> Signature.NONE;
      case ANY -> Signature.ANY;
      case ADULT -> Signature.ADULT;
    };
  }

  private static Residential residential(FlagOptions options) {
    Boolean said = options.residential();
    return said == null ? Residential.ASK_UPS : said ? Residential.YES : Residential.NO;
  }

  private static Verdict halted(ReasonCode code, String sentence, String way) {
    return new Verdict.Halted(Halt.of(code, sentence, way));
  }
}
