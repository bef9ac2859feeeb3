/**
 * Vendors that are left alone for a while: after a 429, while they are down, while they do not let
 * us in.
 *
 * <p>State is in {@code vendor_gate}, where all nodes see it; each node remembers it for a tenth of
 * a second, and counts failures for itself. Thread-safe. Without the database, what was last seen
 * there holds.
 */
@NullMarked
package com.mlconnector.gates;

import org.jspecify.annotations.NullMarked;
