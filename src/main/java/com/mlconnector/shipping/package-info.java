/**
 * Everything between a complete order and a stored label: the address check, the quote, the one purchase call, and what
 * happens when its answer is lost.
 *
 * <p>State is in the {@code shipment} row; each step is one transaction, and only the purchase has an effect outside of
 * our database, which has a state of its own. Runs on virtual threads. UPS being down postpones.
 */
@NullMarked
package com.mlconnector.shipping;

import org.jspecify.annotations.NullMarked;
