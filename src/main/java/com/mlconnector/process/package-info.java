/**
 * This program once more, as a process of its own, for whoever measures or torments it from
 * outside.
 *
 * <p>Ends only what it started: when told to, and whatever is left with the end of this program.
 * Nothing in the product depends on this package. A process that can't be started is an exception.
 */
@NullMarked
package com.mlconnector.process;

import org.jspecify.annotations.NullMarked;
