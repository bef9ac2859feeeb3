/**
 * What the gateway decides, as pure functions over plain values: is an invoice flagged, where does
 * it go, what comes next for a shipment, what does a tracking code mean.
 *
 * <p>Imports nothing but {@code java.*}: no JSON, no SQL, no clock, no threads. Everything is
 * immutable; nothing here fails except by a bug.
 */
@NullMarked
package com.mlconnector.domain;

import org.jspecify.annotations.NullMarked;
