package com.mlconnector.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A flag understood, with the defaults filled in.
 *
 * @param reshipKey what the {@code #reship} lines of the invoice mean, if there are any: another
 *     text when a person asks for something else, or once more
 * @param fingerprint equal for flags that mean the same; of what was said of this invoice, so that
 *     a changed default does not look like a changed invoice
 */
public record FlagValues(
    ServiceChoice service,
    Packing packing,
    FlagOptions options,
    @Nullable String reshipKey,
    String fingerprint) {

  /** A second label is asked for; on an invoice never shipped it means nothing more. */
  public boolean reship() {
    return reshipKey != null;
  }

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
