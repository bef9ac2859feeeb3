/**
 * Everything that reads invoices, and the one thing that writes into them.
 *
 * <p>Level-triggered: an invoice is read again when there is a reason to, and only its last state
 * counts. Work and leases are in Postgres; runs on virtual threads. FreshBooks being down
 * postpones, nothing is lost.
 */
@NullMarked
package com.mlconnector.poller;

import org.jspecify.annotations.NullMarked;
