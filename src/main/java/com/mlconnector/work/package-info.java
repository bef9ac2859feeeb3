/**
 * The loop that every worker verticle runs: claim what is due, work on a bounded number at once,
 * say how it ended.
 *
 * <p>All state but what is in hand just now is in Postgres. A loop lives on a virtual-thread
 * context, each handler on a virtual thread of its own: it reads like a script and waits for what
 * it calls. What a handler throws is a bug; its work is tried again, then set aside. One that hangs
 * is given up.
 */
@NullMarked
package com.mlconnector.work;

import org.jspecify.annotations.NullMarked;
