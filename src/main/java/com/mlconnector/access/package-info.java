/**
 * Who may call the management API: access tokens, people who log in, and how often.
 *
 * <p>Tokens and sessions live in Postgres, as hashes; what is counted for the limits lives in the
 * node. Handlers run on virtual threads and wait for the database. Without the database nobody is
 * let in. What an operation needs is not decided here but stands in the contract.
 */
@NullMarked
package com.mlconnector.access;

import org.jspecify.annotations.NullMarked;
