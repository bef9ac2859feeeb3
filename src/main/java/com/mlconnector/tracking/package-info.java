/**
 * Follows parcels from label to door: Track Alert subscriptions and their renewal, the pushes, and
 * plain tracking where pushes stay out.
 *
 * <p>State is in {@code parcel}, {@code tracking_event} and {@code subscription}. No shipment ever
 * waits for anything here. Runs on virtual threads; UPS being down postpones.
 */
@NullMarked
package com.mlconnector.tracking;

import org.jspecify.annotations.NullMarked;
