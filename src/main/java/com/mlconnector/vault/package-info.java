/**
 * Encryption of what must not be read in the database: tokens, account numbers, addresses, labels.
 *
 * <p>A sealed value opens only for the connection and the field it was sealed for, with that
 * connection's {@link com.mlconnector.vault.DataKey}. Data keys are stored wrapped by the
 * operator's {@link com.mlconnector.vault.MasterKeys}, which are read once, at the start, and may
 * themselves be encrypted by a key management service: see {@link com.mlconnector.vault.Kms}.
 * Everything is immutable and may be used from any thread; sealing a few kilobytes takes
 * microseconds. Opening fails with {@link com.mlconnector.vault.SealBroken}, never with a wrong
 * value.
 */
@NullMarked
package com.mlconnector.vault;

import org.jspecify.annotations.NullMarked;
