package com.mlconnector.ups;

/** A shipment that UPS will not bill. */
public record Voided(String upsShipment) {}
