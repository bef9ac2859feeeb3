package com.mlconnector.domain;

import java.util.List;
import java.util.Optional;

/**
 * What a shipment would cost.
 *
 * @param negotiated absent where the account gets no negotiated rates
 * @param alerts UPS's warnings, "code text" each
 */
public record RateQuote(Money published, Optional<Money> negotiated, List<String> alerts) {
  private static final String NOT_QUALIFIED = "120900 ";

  public RateQuote {
    alerts = List.copyOf(alerts);
  }

  /** UPS's words for a negotiated price that it was asked for and did not give. */
  public Optional<String> whyNotNegotiated() {
    return negotiated.isPresent()
        ? Optional.empty()
        : alerts.stream().filter(alert -> alert.startsWith(NOT_QUALIFIED)).findFirst();
  }
}
