/**
 * One call to a vendor: sent once, bounded in time, answered as a value.
 *
 * <p>Stateless; small classes that wrap each other (gate, bearer token, log, deadline). Nothing
 * here throws for what a vendor does.
 */
@NullMarked
package com.mlconnector.vendor;

import org.jspecify.annotations.NullMarked;
