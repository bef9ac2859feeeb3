/**
 * The UPS stand-in: OAuth, Address Validation, Rating, Shipping, Label Recovery, Tracking, Track
 * Alert and Quantum View, with the vendor's refusals and odd forms.
 *
 * <p>{@link com.mlconnector.sandbox.ups.UpsSandbox} wires one class per API around shared state:
 * apps and tokens, accounts, shipments. All of it lives in memory on the server's event loop, so
 * nothing is locked and nothing survives a restart. Bad input is answered in UPS's error envelope
 * and never fails.
 */
@NullMarked
package com.mlconnector.sandbox.ups;

import org.jspecify.annotations.NullMarked;
