/**
 * What all our HTTP doors share: the one error shape, and server options that refuse too much of
 * anything.
 *
 * <p>Keeps nothing but the moment at which each open connection runs out of time, on its server's
 * context. A stack trace or an unknown exception's message never leaves through here.
 */
@NullMarked
package com.mlconnector.http;

import org.jspecify.annotations.NullMarked;
