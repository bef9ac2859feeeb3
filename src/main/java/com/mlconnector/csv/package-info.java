/**
 * Tables as files that spreadsheets read and write.
 *
 * <p>Owns no state; for any thread. Whatever is wrong with a file is collected, line by line, in
 * sentences for the person who made it.
 */
@NullMarked
package com.mlconnector.csv;

import org.jspecify.annotations.NullMarked;
