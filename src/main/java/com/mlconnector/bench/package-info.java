/**
 * Measures the ingress from outside: real processes, real HTTP, a real Postgres that syncs.
 *
 * <p>A sender in a process of its own writes down what was acknowledged; afterwards the journal is
 * compared with that. Nothing in the product depends on this package, and nothing here decides
 * anything for a running gateway. Fails loudly: a measurement that went wrong prints no figures.
 */
@NullMarked
package com.mlconnector.bench;

import org.jspecify.annotations.NullMarked;
