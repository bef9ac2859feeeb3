/** What tests share. Nothing here is part of the product. */
@NullMarked
package com.mlconnector.support;

import org.jspecify.annotations.NullMarked;
