/** The tour's lines, without anything running. */
@NullMarked
package com.mlconnector.sandbox.tour;

import org.jspecify.annotations.NullMarked;
