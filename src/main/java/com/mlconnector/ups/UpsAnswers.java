package com.mlconnector.ups;

import com.mlconnector.domain.AddressVerdict;
import com.mlconnector.domain.AddressVerdict.Candidate;
import com.mlconnector.domain.AddressVerdict.Classification;
import com.mlconnector.domain.Label;
import com.mlconnector.domain.Money;
import com.mlconnector.domain.PurchasedShipment;
import com.mlconnector.domain.PurchasedShipment.PurchasedParcel;
import com.mlconnector.domain.RateQuote;
import com.mlconnector.domain.RatedService;
import com.mlconnector.domain.Service;
import com.mlconnector.vendor.VendorJson;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** UPS's JSON as our records. */
final class UpsAnswers {
  private UpsAnswers() {}

  static AddressVerdict verdict(VendorJson body) {
    VendorJson answer = body.need("XAVResponse");
    List<Candidate> candidates =
        answer.each("Candidate").stream().map(c -> candidate(c, answer)).toList();
    boolean valid = answer.has("ValidAddressIndicator");
    boolean ambiguous = answer.has("AmbiguousAddressIndicator");
    boolean none = answer.has("NoCandidatesIndicator");
    if (Stream.of(valid, ambiguous, none).filter(set -> set).count() != 1) {
      return new AddressVerdict.Inconclusive();
    }
    if (none) {
      return new AddressVerdict.Invalid();
    }
    if (ambiguous || candidates.size() > 1) {
      return new AddressVerdict.Ambiguous(candidates);
    }
    return candidates.isEmpty()
        ? new AddressVerdict.Inconclusive()
        : new AddressVerdict.Valid(candidates.getFirst());
  }

  static RateQuote quote(VendorJson body) {
    VendorJson answer = body.need("RateResponse");
    return quote(answer.need("RatedShipment"), alerts(answer));
  }

  static List<RatedService> services(VendorJson body) {
    VendorJson answer = body.need("RateResponse");
    List<String> alerts = alerts(answer);
    return answer.needEach("RatedShipment").stream()
        .map(rated -> {
          String code = clean(rated.need("Service").needText("Code"));
          return new RatedService(code, Service.byCode(code), quote(rated, alerts));
        })
        .toList();
  }

  /** Alerts stand with the answer as a whole or with one service. */
  private static RateQuote quote(VendorJson rated, List<String> alerts) {
    return new RateQuote(
        money(rated, "TotalCharges")
            .orElseThrow(() -> rated.unreadable("TotalCharges", "is no amount")),
        money(rated.at("NegotiatedRateCharges"), "TotalCharge"),
        Stream.concat(alerts.stream(), texts(rated.each("RatedShipmentAlert")).stream())
            .distinct()
            .toList());
  }

  /**
   * An answer with fewer labels than parcels is unreadable: what was bought must then be recovered.
   */
  static PurchasedShipment purchase(VendorJson body, int parcels) {
    VendorJson answer = body.need("ShipmentResponse");
    VendorJson results = answer.need("ShipmentResults");
    List<PurchasedParcel> bought =
        results.needEach("PackageResults").stream()
            .map(parcel -> parcel(parcel, parcel.at("ShippingLabel")))
            .toList();
    if (bought.size() != parcels) {
      throw results.unreadable("PackageResults", "has " + bought.size() + " of " + parcels);
    }
    return new PurchasedShipment(
        shipmentNumber(results, bought),
        bought,
        money(results.at("NegotiatedRateCharges"), "TotalCharge")
            .or(() -> money(results.at("ShipmentCharges"), "TotalCharges")),
        alerts(answer));
  }

  static Recovery recovery(VendorJson body) {
    VendorJson answer = body.need("LabelRecoveryResponse");
    List<VendorJson> labels = answer.each("LabelResults");
    if (!labels.isEmpty()) {
      List<PurchasedParcel> parcels =
          labels.stream().map(label -> parcel(label, label.at("LabelImage"))).toList();
      return new Recovery.Found(
          new PurchasedShipment(
              shipmentNumber(answer, parcels), parcels, Optional.empty(), List.of()));
    }
    return new Recovery.Candidates(
        answer.needEach("TrackingCandidate").stream()
            .map(candidate -> clean(candidate.needText("TrackingNumber")))
            .toList());
  }

  static VoidAnswer voidAnswer(VendorJson body) {
    VendorJson answer = body.need("VoidShipmentResponse");
    Map<String, VoidAnswer.Status> parcels = new HashMap<>();
    // The specification has the plural, recorded answers the singular.
    for (String name : List.of("PackageLevelResult", "PackageLevelResults")) {
      for (VendorJson parcel : answer.each(name)) {
        parcels.put(clean(parcel.needText("TrackingNumber")), status(parcel));
      }
    }
    return new VoidAnswer(status(answer.need("SummaryResult")), parcels);
  }

  private static VoidAnswer.Status status(VendorJson owner) {
    VendorJson status = owner.need("Status");
    return new VoidAnswer.Status(clean(status.needText("Code")), clean(status.text("Description")));
  }

  /** Zero instead of one is Quantum View's way to refuse with a 200. */
  static Boolean hasEvents(VendorJson body) {
    return body.need("QuantumViewResponse")
        .need("Response")
        .needText("ResponseStatusCode")
        .equals("1");
  }

  static Subscribed subscribed(VendorJson body) {
    if (!body.has("validTrackingNumbers") && !body.has("invalidTrackingNumbers")) {
      throw body.unreadable("validTrackingNumbers", "is missing");
    }
    return new Subscribed(
        numbers(body, "validTrackingNumbers"), numbers(body, "invalidTrackingNumbers"));
  }

  /** Values come with trailing blanks and, on the test host, with a literal line end. */
  static String clean(String text) {
    return text.replace("&#xD;", "").strip();
  }

  private static Candidate candidate(VendorJson candidate, VendorJson answer) {
    VendorJson address = candidate.at("AddressKeyFormat");
    VendorJson owner = candidate.has("AddressClassification") ? candidate : answer;
    return new Candidate(
        address.each("AddressLine").stream().map(line -> clean(line.text())).toList(),
        clean(address.text("PoliticalDivision2")),
        clean(address.text("PoliticalDivision1")),
        clean(address.text("PostcodePrimaryLow")),
        clean(address.text("PostcodeExtendedLow")),
        clean(address.text("CountryCode")),
        classification(owner.at("AddressClassification").text("Code")));
  }

  private static Classification classification(String code) {
    return switch (clean(code)) {
      case "1" -> Classification.COMMERCIAL;
      case "2" -> Classification.RESIDENTIAL;
      default -> Classification.UNCLASSIFIED;
    };
  }

  private static PurchasedParcel parcel(VendorJson parcel, VendorJson image) {
    Label label =
        UpsLabel.read(image.text("GraphicImage"))
            .orElseThrow(() -> image.unreadable("GraphicImage", "is no label"));
    return new PurchasedParcel(clean(parcel.needText("TrackingNumber")), label);
  }

  /** The first parcel's tracking number, by UPS's own definition. */
  private static String shipmentNumber(VendorJson owner, List<PurchasedParcel> parcels) {
    String number = clean(owner.text("ShipmentIdentificationNumber"));
    return number.isEmpty() ? parcels.getFirst().trackingNumber() : number;
  }

  private static List<String> alerts(VendorJson answer) {
    return texts(answer.at("Response").each("Alert"));
  }

  private static List<String> texts(List<VendorJson> alerts) {
    return alerts.stream()
        .map(alert -> clean(clean(alert.text("Code")) + " " + clean(alert.text("Description"))))
        .toList();
  }

  private static Optional<Money> money(VendorJson owner, String name) {
    VendorJson money = owner.at(name);
    String currency = clean(money.text("CurrencyCode"));
    return currency.isEmpty()
        ? Optional.empty()
        : money.decimal("MonetaryValue").map(amount -> new Money(amount, currency));
  }

  private static List<String> numbers(VendorJson body, String name) {
    return body.each(name).stream()
        .map(number -> clean(number.text()))
        .filter(number -> !number.isEmpty())
        .toList();
  }
}
