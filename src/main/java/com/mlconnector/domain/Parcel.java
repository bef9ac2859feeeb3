package com.mlconnector.domain;

import org.jspecify.annotations.Nullable;

/** One package to send; without dimensions UPS charges by weight until it measures. */
public record Parcel(Weight weight, @Nullable Dimensions dimensions, @Nullable String reference) {}
