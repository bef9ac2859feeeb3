/**
 * Postgres, the only truth: one class per aggregate, SQL beside the method that runs it, rows as
 * records at once.
 *
 * <p>Methods that take a {@link com.mlconnector.store.Tx} belong to the caller's transaction and
 * wait for their result: they run on virtual threads (and in tests), never on an event loop. Leases
 * are judged by the database's clock. What fails here is the database itself, as an exception.
 */
@NullMarked
package com.mlconnector.store;

import org.jspecify.annotations.NullMarked;
