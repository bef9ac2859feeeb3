/**
 * The vendors' stand-ins: real HTTP servers that imitate FreshBooks and UPS as documented, odd
 * forms included.
 *
 * <p>They share no code with the gateway, so that a misreading on one side meets a different
 * reading on the other. State lives in memory and belongs to one event loop per stand-in; nothing
 * survives a restart.
 */
@NullMarked
package com.mlconnector.sandbox;

import org.jspecify.annotations.NullMarked;
