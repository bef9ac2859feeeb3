package com.mlconnector.ups;

import com.mlconnector.domain.AddressVerdict;
import com.mlconnector.domain.AddressVerdict.Candidate;
import com.mlconnector.domain.AddressVerdict.Classification;
import com.mlconnector.domain.Label;
import com.mlconnector.domain.Money;
import com.mlconnector.domain.PurchasedShipment;
import com.mlconnector.domain.PurchasedShipment.PurchasedParcel;
import com.mlconnector.domain.RateQuote;
import com.mlconnector.vendor.VendorJson;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** UPS's JSON as our records. */
final class UpsAnswers {
  private UpsAnswers() {}

  /** What UPS says of a void: {@code 1} is success, whatever the HTTP status. */
  record VoidStatus(String code, String description) {
    boolean isVoided() {
      return code.equals("1");
    }
  }

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
    VendorJson rated = body.need("RateResponse").need("RatedShipment");
    return new RateQuote(
        money(rated, "TotalCharges")
            .orElseThrow(() -> rated.unreadable("TotalCharges", "is no amount")),
        money(rated.at("NegotiatedRateCharges"), "TotalCharge"));
  }

  /**
   * An answer with fewer labels than parcels is unreadable: what was bought must then be recovered.
   */
  static PurchasedShipment purchase(VendorJson body, int parcels) {
    VendorJson answer = body.need("ShipmentResponse");
    VendorJson results = answer.need("ShipmentResults");
    List<PurchasedParcel> bought =
        results.needEach("PackageResults").stream()
            .map(parcel -> parcel(parcel, parcel.at("ShippingLabel"), "ImageFormat"))
            .toList();
    if (bought.size() != parcels) {
      throw results.unreadable("PackageResults", "has " + bought.size() + " of " + parcels);
    }
    return new PurchasedShipment(
        shipmentNumber(results, bought),
        bought,
        money(results.at("NegotiatedRateCharges"), "TotalCharge")
            .or(() -> money(results.at("ShipmentCharges"), "TotalCharges")),
        answer.at("Response").each("Alert").stream()
            .map(alert -> clean(alert.text("Code") + " " + alert.text("Description")))
            .toList());
  }

  static Recovery recovery(VendorJson body) {
    VendorJson answer = body.need("LabelRecoveryResponse");
    List<VendorJson> labels = answer.each("LabelResults");
    if (!labels.isEmpty()) {
      List<PurchasedParcel> parcels =
          labels.stream()
              .map(label -> parcel(label, label.at("LabelImage"), "LabelImageFormat"))
              .toList();
      return new Recovery.Found(
          new PurchasedShipment(
              shipmentNumber(answer, parcels), parcels, Optional.empty(), List.of()));
    }
    return new Recovery.Candidates(
        answer.needEach("TrackingCandidate").stream()
            .map(candidate -> clean(candidate.needText("TrackingNumber")))
            .toList());
  }

  static VoidStatus voidStatus(VendorJson body) {
    VendorJson status = body.need("VoidShipmentResponse").need("SummaryResult").need("Status");
    return new VoidStatus(clean(status.needText("Code")), clean(status.text("Description")));
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

  private static PurchasedParcel parcel(VendorJson parcel, VendorJson image, String formatName) {
    Label label =
        UpsLabel.read(image.text("GraphicImage"), clean(image.at(formatName).text("Code")))
            .orElseThrow(() -> image.unreadable("GraphicImage", "is no label"));
    return new PurchasedParcel(clean(parcel.needText("TrackingNumber")), label);
  }

  /** The first parcel's tracking number, by UPS's own definition. */
  private static String shipmentNumber(VendorJson owner, List<PurchasedParcel> parcels) {
    String number = clean(owner.text("ShipmentIdentificationNumber"));
    return number.isEmpty() ? parcels.getFirst().trackingNumber() : number;
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
