package com.mlconnector.domain;

import java.util.Optional;

/**
 * What a shipment would cost.
 *
 * @param negotiated absent where the account gets no negotiated rates
 */
public record RateQuote(Money published, Optional<Money> negotiated) {}
