/**
 * What operators and programs may see and do with shipments, as JSON over the management port.
 *
 * <p>Owns no state. Handlers run on virtual threads and read Postgres; addresses are shown to those
 * who may ask, secrets to nobody.
 */
@NullMarked
package com.mlconnector.console;

import org.jspecify.annotations.NullMarked;
