package com.mlconnector.domain;

import com.mlconnector.domain.ConnectionSettings.ShipWhen;
import com.mlconnector.domain.FlagOptions.Payer;
import com.mlconnector.domain.ShipmentOrder.Residential;
import com.mlconnector.domain.ShipmentOrder.Signature;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What one reading of an invoice means: leave it, wait, ask a person, or ship. Reads nothing and
 * stores nothing.
 */
public final class Intake {
  private static final Set<String> PAID = Set.of("paid", "autopaid");
  private static final Set<String> SENT =
      Set.of(
          "sent",
          "viewed",
          "partial",
          "paid",
          "autopaid",
          "success",
          "retry",
          "overdue",
          "deposit-partial",
          "deposit-paid");
  private static final Set<String> NOT_YET = Set.of("draft", "created");

  /** What is known when an invoice has been read. */
  public record Facts(
      Invoice invoice,
      Client client,
      ClientProfile profile,
      ConnectionSettings settings,
      Instant goLive,
      Instant now) {}

  /** The parts of a client's profile that decide; account numbers stay sealed. */
  public record ClientProfile(boolean hasAccount, Optional<Address> override) {
    public static final ClientProfile NONE = new ClientProfile(false, Optional.empty());
  }

  public sealed interface Verdict {

    /** Not ours to ship, as the invoice stands. */
    record Ignored(String reason) implements Verdict {}

    /**
     * Ours, but not yet.
     *
     * @param readAgain when time alone changes the verdict; otherwise an event will
     */
    record Waiting(String reason, Optional<Instant> readAgain) implements Verdict {
      Waiting(String reason) {
        this(reason, Optional.empty());
      }
    }

    record Halted(Halt halt) implements Verdict {}

    record Ready(ShipmentOrder order, Address shipTo) implements Verdict {}
  }

  private Intake() {}

  public static Verdict decide(Facts facts) {
    Invoice invoice = facts.invoice();
    if (invoice.visibility() != 0) {
      return new Verdict.Ignored(
          invoice.visibility() == 1 ? "The invoice is deleted." : "The invoice is archived.");
    }
    return switch (ShipFlag.read(sources(invoice, facts.client()), facts.settings().flags())) {
      case ShipFlag.NotFlagged none -> new Verdict.Ignored("The invoice carries no shipping flag.");
      case ShipFlag.NoShip(String reason) -> new Verdict.Ignored(reason);
      case ShipFlag.Held(LocalDate until, ShipFlag.Asked flag) ->
          until == null
              ? new Verdict.Waiting("The invoice says #hold.")
              : from(until, facts, "The invoice says #hold until " + until + ".", flag);
      case ShipFlag.Asked flag -> asked(facts, flag);
    };
  }

  /** Waits until that day begins in the shop's zone, then goes on by itself. */
  private static Verdict from(LocalDate day, Facts facts, String reason, ShipFlag.Asked flag) {
    Instant begin = day.atStartOfDay(facts.settings().zone()).toInstant();
    return facts.now().isBefore(begin)
        ? new Verdict.Waiting(reason, Optional.of(begin))
        : asked(facts, flag);
  }

  private static Verdict asked(Facts facts, ShipFlag.Asked asked) {
    return switch (asked) {
      case ShipFlag.Unclear(List<FlagProblem> problems, _) ->
          whenDue(facts, () -> new Verdict.Halted(unclear(problems)));
      case ShipFlag.Flagged flag -> whenDue(facts, () -> onItsDay(facts, flag));
    };
  }

  private static Verdict onItsDay(Facts facts, ShipFlag.Flagged flag) {
    LocalDate day = flag.values().options().shipDate();
    if (day != null) {
      Instant begin = day.atStartOfDay(facts.settings().zone()).toInstant();
      if (facts.now().isBefore(begin)) {
        return new Verdict.Waiting("The flag says date=" + day + ".", Optional.of(begin));
      }
    }
    return order(facts, flag.values(), flag.remarks());
  }

  private static FlagSources sources(Invoice invoice, Client client) {
    List<FlagSources.Line> lines =
        invoice.lines().stream()
            .map(line -> new FlagSources.Line(line.name(), line.description(), line.quantity()))
            .toList();
    return new FlagSources(
        lines, invoice.notes(), invoice.terms(), invoice.poNumber(), client.note());
  }

  private interface Next {
    Verdict verdict();
  }

  /** An old invoice, a draft or a disputed one is not halted for its flag either. */
  private static Verdict whenDue(Facts facts, Next next) {
    Invoice invoice = facts.invoice();
    if (invoice.createdAt().isBefore(facts.goLive())) {
      return new Verdict.Ignored("The invoice is older than this connection.");
    }
    String status = invoice.status();
    if (isReady(facts.settings().when(), status)) {
      return next.verdict();
    }
    if (NOT_YET.contains(status)) {
      return new Verdict.Waiting("The invoice is still a draft.");
    }
    return new Verdict.Waiting(
        SENT.contains(status)
            ? "The invoice is not paid yet."
            : "The invoice's status is '" + status + "'.");
  }

  /** A status that FreshBooks has not told us about is never ready. */
  private static boolean isReady(ShipWhen when, String status) {
    return switch (when) {
      case SENT -> SENT.contains(status);
      case PAID -> PAID.contains(status);
      case ANY -> SENT.contains(status) || NOT_YET.contains(status);
    };
  }

  private static Halt unclear(List<FlagProblem> problems) {
    FlagProblem first = problems.getFirst();
    String sentence = problems.stream().map(FlagProblem::sentence).collect(Collectors.joining(" "));
    String corrected = first.correctedLine();
    return corrected == null
        ? Halt.of(first.code(), sentence, "Correct the flag in the invoice.")
        : Halt.of(first.code(), sentence, "Put this into the invoice instead: " + corrected);
  }

  private static Verdict order(Facts facts, FlagValues values, List<Remark> remarks) {
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
    Destination destination =
        Destination.choose(
            facts.invoice(), facts.client(), facts.profile().override(), options.shipTo());
    return switch (destination) {
      case Destination.Unclear(Halt halt) -> new Verdict.Halted(halt);
      case Destination.Found(Address shipTo, ShipmentOrder.AddressSource source) ->
          order(facts, values, remarks, shipTo, source);
    };
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
            values.fingerprint(),
            told(options, remarks)),
        shipTo);
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
    boolean has = facts.profile().hasAccount();
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
