/** Tests of the tormentor itself: whoever breaks things on purpose must know what he breaks. */
package com.mlconnector.verify;
