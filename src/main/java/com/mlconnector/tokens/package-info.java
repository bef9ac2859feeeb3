/**
 * Access tokens of both vendors: issued, kept sealed, refreshed early and once at a time over all
 * nodes.
 *
 * <p>State is owned by the {@code token} table. A refresh whose answer is lost is a state, not an
 * error.
 */
@NullMarked
package com.mlconnector.tokens;

import org.jspecify.annotations.NullMarked;
