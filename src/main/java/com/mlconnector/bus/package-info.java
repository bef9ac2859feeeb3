/**
 * Hints between verticles: "there may be something for you". Every one of them may be lost.
 *
 * <p>Messages are ids and enums, never a secret, an address or a payload. Whoever receives one
 * looks into Postgres; whoever misses one finds the same thing at the next poll.
 */
@NullMarked
package com.mlconnector.bus;

import org.jspecify.annotations.NullMarked;
