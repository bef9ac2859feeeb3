package com.mlconnector.domain;

/** Our app at a vendor, by which token requests prove themselves. */
public record App(String clientId, Secret secret) {}
