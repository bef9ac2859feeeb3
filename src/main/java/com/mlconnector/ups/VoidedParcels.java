package com.mlconnector.ups;

import java.util.List;

/**
 * Which of the parcels asked for UPS will not bill; a partial success is normal.
 *
 * @param voided now or before
 * @param standing still to be paid, UPS having them in its hands for example
 */
public record VoidedParcels(List<String> voided, List<String> standing) {
  public VoidedParcels {
    voided = List.copyOf(voided);
    standing = List.copyOf(standing);
  }
}
