package com.mlconnector.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A flag understood, with the defaults filled in.
 *
 * @param reship a second label is asked for; on an invoice never shipped it means nothing more
 * @param fingerprint equal for flags that mean the same; of the invoice's own words only, so that a
 *     changed default does not look like a changed invoice
 */
public record FlagValues(
    ServiceChoice service,
    Packing packing,
    FlagOptions options,
    boolean reship,
    String fingerprint) {

  /** How the goods are packed, as far as the flag says. */
  public sealed interface Packing {

    /** At least one parcel, each with its weight. */
    record Parcels(List<Parcel> parcels) implements Packing {
      public Parcels {
        parcels = List.copyOf(parcels);
      }
    }

    /**
     * One parcel whose weight has to come from the item table.
     *
     * @param clientDefault from the client's note; a last resort that an operator must have allowed
     */
    record WeightNotGiven(@Nullable Dimensions dimensions, @Nullable Weight clientDefault)
        implements Packing {}
  }
}
