@NullMarked
package com.mlconnector.access;

import org.jspecify.annotations.NullMarked;
