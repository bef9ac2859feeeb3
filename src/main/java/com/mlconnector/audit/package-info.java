/**
 * The audit trail: one row for each step, written in the transaction of the change it records.
 *
 * <p>The gateway's database role can add rows and read them, and nothing else. Stateless; fails
 * only with the database. Entries hold ids, codes and references, never a secret or an address.
 */
@NullMarked
package com.mlconnector.audit;

import org.jspecify.annotations.NullMarked;
