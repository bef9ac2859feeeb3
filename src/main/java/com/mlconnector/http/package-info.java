/**
 * What all our HTTP doors share: the one error shape, and server options that refuse too much of
 * anything.
 *
 * <p>Stateless. A stack trace or an unknown exception's message never leaves through here.
 */
@NullMarked
package com.mlconnector.http;

import org.jspecify.annotations.NullMarked;
