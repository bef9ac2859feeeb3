/**
 * Encryption of what must not be read in the database: tokens, account numbers, addresses, labels.
 *
 * <p>A sealed value opens only for the connection and the field it was sealed for. The key set is
 * the operator's; it is read once and belongs to the {@link com.mlconnector.vault.Vault}.
 * Everything is immutable and may be used from any thread; sealing a few kilobytes takes
 * microseconds. Opening fails with {@link com.mlconnector.vault.SealBroken}, never with a wrong
 * value.
 */
@NullMarked
package com.mlconnector.vault;

import org.jspecify.annotations.NullMarked;
