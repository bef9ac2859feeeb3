package com.mlconnector.shipping;

import com.mlconnector.domain.Finding;
import com.mlconnector.domain.Label;
import com.mlconnector.domain.Outcome;
import com.mlconnector.domain.PurchasedShipment;
import com.mlconnector.domain.PurchasedShipment.PurchasedParcel;
import com.mlconnector.domain.Secret;
import com.mlconnector.ups.Recovery;
import com.mlconnector.ups.Traced;
import com.mlconnector.ups.UpsCaller;
import com.mlconnector.ups.UpsClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks UPS what it knows of a purchase; free of side effects. */
final class Inquiring {
  /** More candidates than a shipment has parcels are not one shipment: no need to ask for all. */
  private static final int MOST_CANDIDATES = 20;

  private final Label.Format format;
  private final UpsClient ups;

  Inquiring(Label.Format format, UpsClient ups) {
    this.format = format;
    this.ups = ups;
  }

  /**
   * @param heldBack UPS was not asked
   */
  record Told(String transId, Finding finding, boolean heldBack) {}

  /**
   * @param parcels that were ordered: an answer with fewer labels is not the whole shipment yet
   */
  Told byReference(UpsCaller caller, Secret account, String reference, int parcels) {
    Traced<Recovery> answer = ups.recoverByReference(caller, reference, account, format).await();
    return new Told(
        answer.transId(),
        finding(caller, answer.outcome(), parcels),
        answer.outcome().isHeldBack());
  }

  Finding byNumber(UpsCaller caller, String trackingNumber) {
    return finding(
        caller, ups.recoverByNumber(caller, trackingNumber, format).await().outcome(), 1);
  }

  private Finding finding(UpsCaller caller, Outcome<Recovery> outcome, int parcels) {
    return switch (outcome) {
      case Outcome.Done<Recovery>(Recovery recovery) ->
          switch (recovery) {
            case Recovery.Found(PurchasedShipment shipment) -> whole(shipment, parcels);
            case Recovery.NotFound none -> new Finding.Nothing();
            case Recovery.Voided voided -> new Finding.TakenBack();
            case Recovery.Candidates(List<String> numbers) -> oneOf(caller, numbers, parcels);
          };
      default -> new Finding.NoWord(outcome.summary());
    };
  }

  private static Finding whole(PurchasedShipment shipment, int parcels) {
    int labels = shipment.parcels().size();
    return labels >= parcels
        ? new Finding.Sold(shipment)
        : new Finding.NoWord("labels of " + labels + " parcels where " + parcels + " were ordered");
  }

  /**
   * UPS lists tracking numbers instead of labels. Voided ones apart, they may be the parcels of one
   * shipment.
   */
  private Finding oneOf(UpsCaller caller, List<String> numbers, int parcels) {
    if (numbers.size() > MOST_CANDIDATES) {
      return new Finding.Several(numbers);
    }
    List<PurchasedShipment> live = new ArrayList<>();
    for (String number : numbers) {
      switch (byNumber(caller, number)) {
        case Finding.Sold(PurchasedShipment shipment) -> live.add(shipment);
        case Finding.TakenBack takenBack -> {}
        case Finding.Nothing nothing -> {
          return new Finding.NoWord("UPS lists " + number + " and does not know it yet");
        }
        case Finding.NoWord noWord -> {
          return noWord;
        }
        case Finding.Several several -> {
          return several;
        }
      }
    }
    if (live.isEmpty()) {
      return new Finding.TakenBack();
    }
    return oneShipment(live)
        .map(shipment -> whole(shipment, parcels))
        .orElseGet(() -> new Finding.Several(numbers));
  }

  private static Optional<PurchasedShipment> oneShipment(List<PurchasedShipment> live) {
    String number = live.getFirst().upsShipment();
    if (!live.stream().allMatch(shipment -> shipment.upsShipment().equals(number))) {
      return Optional.empty();
    }
    List<PurchasedParcel> parcels = new ArrayList<>();
    for (PurchasedShipment part : live) {
      for (PurchasedParcel parcel : part.parcels()) {
        if (parcels.stream().noneMatch(p -> p.trackingNumber().equals(parcel.trackingNumber()))) {
          parcels.add(parcel);
        }
      }
    }
    return Optional.of(new PurchasedShipment(number, parcels, Optional.empty(), List.of()));
  }
}
