/**
 * The keys that secrets are sealed with: making, rotating, counting and removing them.
 *
 * <p>A rotation is ordinary work of its connection, so that another node goes on with it. Owns
 * nothing but that work; the keys are {@link com.mlconnector.store.DataKeys}'s. Runs on virtual
 * threads. Fails only with the database.
 */
@NullMarked
package com.mlconnector.keys;

import org.jspecify.annotations.NullMarked;
