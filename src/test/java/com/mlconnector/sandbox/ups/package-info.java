/** The UPS stand-in under test: over sockets, and against UPS's published schemas. */
@NullMarked
package com.mlconnector.sandbox.ups;

import org.jspecify.annotations.NullMarked;
