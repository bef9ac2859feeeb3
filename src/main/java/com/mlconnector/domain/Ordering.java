package com.mlconnector.domain;

import com.mlconnector.domain.FlagOptions.Payer;
import com.mlconnector.domain.Intake.Facts;
import com.mlconnector.domain.Intake.Verdict;
import com.mlconnector.domain.ShipmentOrder.Residential;
import com.mlconnector.domain.ShipmentOrder.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
        // What an operator entered for this invoice is meant as it is.
        Address shipTo =
            source == ShipmentOrder.AddressSource.OPERATOR
                ? found
                : AcceptedAddress.inPlaceOf(found, facts.kept().accepted());
        List<Remark> more = new ArrayList<>(remarks);
        if (!shipTo.isSamePlaceAs(found)) {
          more.add(
              new Remark(FlagField.NOTES, "It goes to the form of the address that was picked."));
        } else if (AcceptedAddress.holds(facts.kept().accepted(), shipTo)) {
          // It makes another order of it: what UPS has stopped for this address goes on.
          more.add(new Remark(FlagField.NOTES, "A person has said that the address is good."));
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
        facts.invoice(),
        facts.client(),
        facts.kept().profile().override(),
        options.shipTo(),
        new Destination.Reading(
            facts.phones(), decisions.anyway().contains(ReasonCode.ADDRESS_PO_BOX)));
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
    return switch (packed(facts, values)) {
      case Packed.Missing(Halt halt) -> new Verdict.Halted(halt);
      case Packed.Parcels(List<Parcel> parcels, List<String> more) ->
          paid(facts, values, told(values.options(), remarks, more), shipTo, source, parcels);
    };
  }

  private static Verdict paid(
      Facts facts,
      FlagValues values,
      List<String> remarks,
      Address shipTo,
      ShipmentOrder.AddressSource source,
      List<Parcel> parcels) {
    String holder = holder(facts, values.options().payer());
    if (holder == null) {
      return new Verdict.Halted(
          Halt.of(
                  ReasonCode.BILLING_ACCOUNT_MISSING,
                  "The flag asks that somebody else pays, but no UPS account is stored for this"
                      + " client.",
                  "Store the client's UPS account number in the client profile.",
                  "Pick that we pay, or take 'bill=' out of the flag.")
              .with(new Halt.Choice("Bill us", "bill=us", List.of())));
    }
    FlagOptions options = values.options();
    return new Verdict.Ready(
        new ShipmentOrder(
            values.service().towards(false),
            parcels,
            holder,
            signature(options),
            options.saturday(),
            residential(options),
            source,
            false,
            values.fingerprint(),
            remarks),
        shipTo,
        reships(facts, values));
  }

  private static List<String> reships(Facts facts, FlagValues values) {
    return Stream.of(facts.kept().decisions().reship(), Optional.ofNullable(values.reshipKey()))
        .flatMap(Optional::stream)
        .toList();
  }

  private static List<String> told(FlagOptions options, List<Remark> remarks, List<String> more) {
    List<String> sentences = new ArrayList<>(remarks.stream().map(Remark::sentence).toList());
    sentences.addAll(more);
    if (options.reference() != null) {
      sentences.add("The reference of the flag is not sent to UPS; the invoice's number is.");
    }
    return sentences;
  }

  /** What the parcels weigh, or that nobody knows. */
  private sealed interface Packed {
    record Parcels(List<Parcel> parcels, List<String> remarks) implements Packed {}

    record Missing(Halt halt) implements Packed {}
  }

  private static Packed packed(Facts facts, FlagValues values) {
    return switch (values.packing()) {
      case FlagValues.Packing.Parcels(List<Parcel> given) -> new Packed.Parcels(given, List.of());
      case FlagValues.Packing.WeightNotGiven none ->
          switch (goodsWeight(facts, values.options().box())) {
            case GoodsWeight.Known(Weight total, List<String> remarks) ->
                byItems(facts, new Parcel(total, none.dimensions(), null), remarks);
            case GoodsWeight.Missing missing -> byDefault(facts, none, missing);
          };
    };
  }

  private static GoodsWeight goodsWeight(Facts facts, @Nullable String box) {
    FlagSettings flags = facts.settings().flags();
    List<InvoiceLine> lines = LineText.ofPeople(facts.invoice().lines());
    List<Goods> goods =
        Goods.among(lines, i -> Intake.isFlag(lines.get(i), flags), flags.shippingWords());
    return GoodsWeight.of(
        goods,
        facts.kept().items(),
        box == null ? null : flags.boxes().byName().get(box),
        flags.weights());
  }

  /** One parcel with all the goods; too heavy for one, a person says how they are packed. */
  private static Packed byItems(Facts facts, Parcel parcel, List<String> remarks) {
    FlagSettings.Weights weights = Intake.flagSettings(facts).weights();
    Optional<ReasonCode> objection = weights.objection(parcel.weight());
    return objection.isEmpty()
        ? new Packed.Parcels(List.of(parcel), remarks)
        : new Packed.Missing(
            Halt.of(
                objection.get(),
                "By the item table, the goods weigh "
                    + parcel.weight().show(weights.unit())
                    + " in one parcel. "
                    + FlagSentences.tooHeavy(objection.get(), parcel.weight(), weights),
                "Say how they are packed, for example 40lb / 30lb.",
                "Correct the item table."));
  }

  private static Packed byDefault(
      Facts facts, FlagValues.Packing.WeightNotGiven none, GoodsWeight.Missing missing) {
    // Only an operator's own default counts; the client's note joins in once he has allowed any.
    Optional<Weight> allowed = facts.settings().defaultWeight();
    if (allowed.isEmpty()) {
      return new Packed.Missing(
          Halt.of(
              ReasonCode.WEIGHT_UNKNOWN,
              missing.sentence(),
              "Enter the weight of each of these goods; it is kept in the item table.",
              "Say a weight for this invoice only, or add it to the flag, for example 2.5lb."));
    }
    Weight ofClient = none.clientDefault();
    Weight weight = ofClient == null ? allowed.get() : ofClient;
    return new Packed.Parcels(
        List.of(new Parcel(weight, none.dimensions(), null)),
        List.of("The weight is the default, not that of the goods."));
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
