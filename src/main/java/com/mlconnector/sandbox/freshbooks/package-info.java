/**
 * FreshBooks as documented and as observed: consent, invoices, clients, callbacks, webhooks.
 *
 * <p>A server over real sockets, odd behaviour included; everything undocumented has a default and
 * a {@link com.mlconnector.sandbox.freshbooks.Setting}. All state is in memory, belongs to the
 * event loop of the server and is only touched there. What a caller sends may be wrong, and gets
 * FreshBooks' own error; a failure of the stand-in itself is a bug and answers 500.
 */
@NullMarked
package com.mlconnector.sandbox.freshbooks;

import org.jspecify.annotations.NullMarked;
