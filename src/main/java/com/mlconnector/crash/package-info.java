/**
 * Places where a test may end this very process, as {@code kill -9} would, and work that it may
 * poison.
 *
 * <p>No state; any thread may pass. In production nothing is armed, and the compiler removes what
 * is left of a point: a comparison with a constant.
 */
@NullMarked
package com.mlconnector.crash;

import org.jspecify.annotations.NullMarked;
