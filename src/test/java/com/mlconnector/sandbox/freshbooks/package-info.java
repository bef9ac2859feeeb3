/** The stand-in is held against the vendor's documented behaviour, not against our client. */
@NullMarked
package com.mlconnector.sandbox.freshbooks;

import org.jspecify.annotations.NullMarked;
