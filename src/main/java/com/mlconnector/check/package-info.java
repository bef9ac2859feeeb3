/**
 * "Does it fit?": asks database and vendors, one thing after the other, and says in words what is
 * missing, whose it is, and what to do.
 *
 * <p>Buys and writes nothing, except where a dry shipment is asked for. Owns no state but the runs
 * under way on this node. Blocks, so it belongs on a plain or virtual thread; whatever fails is a
 * line of the report.
 */
@NullMarked
package com.mlconnector.check;

import org.jspecify.annotations.NullMarked;
