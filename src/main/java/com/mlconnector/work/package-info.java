/**
 * The loop that every worker verticle runs: claim what is due, work on a bounded number at once,
 * say how it ended.
 *
 * <p>All state but the counters of one loop is in Postgres. Runs on a virtual-thread context:
 * handlers read like scripts and wait for what they call. What a handler throws is a bug; its work
 * is tried again, then set aside.
 */
@NullMarked
package com.mlconnector.work;

import org.jspecify.annotations.NullMarked;
