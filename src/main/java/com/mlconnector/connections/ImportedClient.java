package com.mlconnector.connections;

import com.mlconnector.http.JsonFields;

/**
 * One client of an import.
 *
 * @param place where it stands, such as {@code line 3}
 * @param tellErrors after reading: brings what is wrong with {@code fields} to where all of the
 *     import's errors are
 */
record ImportedClient(String place, JsonFields fields, Runnable tellErrors) {}
