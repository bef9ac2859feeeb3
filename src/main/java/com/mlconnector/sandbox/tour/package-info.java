/**
 * The tour: what a person would do and look at on a first day, done and shown by a program.
 *
 * <p>Talks HTTP to the gateway and to the stand-ins like anybody else, and imports nothing of
 * either. Blocking, on plain threads. A step that does not come out as it should is named and ends
 * the tour's success.
 */
@NullMarked
package com.mlconnector.sandbox.tour;

import org.jspecify.annotations.NullMarked;
