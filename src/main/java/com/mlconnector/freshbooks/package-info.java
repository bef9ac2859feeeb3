/**
 * FreshBooks as it is: its paths, its JSON, its errors, turned into our records and outcomes.
 *
 * <p>Stateless and thread-safe. Nothing here throws for what FreshBooks answers; what it may answer
 * is documented by FreshBooks or was seen in the wild, and the odd forms are all read.
 */
@NullMarked
package com.mlconnector.freshbooks;

import org.jspecify.annotations.NullMarked;
