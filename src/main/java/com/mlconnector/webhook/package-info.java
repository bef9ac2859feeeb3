/**
 * The public door: webhooks of both vendors, verified, journalled and only then acknowledged.
 *
 * <p>Runs on event loops, one instance per core; an instance owns its batch. No query before the
 * sender is known to be genuine, no 2xx before the commit, 503 when full. Decides nothing about
 * invoices or parcels.
 */
@NullMarked
package com.mlconnector.webhook;

import org.jspecify.annotations.NullMarked;
