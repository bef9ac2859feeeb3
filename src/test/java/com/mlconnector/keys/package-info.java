@NullMarked
package com.mlconnector.keys;

import org.jspecify.annotations.NullMarked;
