/**
 * The management port: health, metrics, and the door to the management API.
 *
 * <p>Owns nothing but the draining flag. Liveness never touches the database; readiness does, and
 * turns false first when the gateway drains.
 */
@NullMarked
package com.mlconnector.ops;

import org.jspecify.annotations.NullMarked;
