/**
 * UPS as it is: its paths, its JSON, its errors, turned into our records and outcomes.
 *
 * <p>Stateless and thread-safe. Nothing here throws for what UPS answers, and nothing here repeats
 * a purchase: an answer that cannot be read is {@code Unknown}, to be asked about by reference.
 */
@NullMarked
package com.mlconnector.ups;

import org.jspecify.annotations.NullMarked;
