package com.mlconnector.domain;

import java.util.Optional;

/**
 * One of the services a shipment could go by.
 *
 * @param code UPS's own
 * @param service empty for one that the gateway does not buy
 */
public record RatedService(String code, Optional<Service> service, RateQuote quote) {}
