/**
 * Torments real gateways from outside, and looks whether they kept their promises.
 *
 * <p>Starts nodes as processes of their own, kills and pauses them, cuts their way to Postgres,
 * loses the answers of commits. Owns nothing but what it has started, and stops all of that.
 * Blocks, so it belongs on plain or virtual threads. Nothing in the product depends on this
 * package.
 */
@NullMarked
package com.mlconnector.verify;

import org.jspecify.annotations.NullMarked;
