package com.mlconnector.vendor;

import io.vertx.core.Future;

/** Sends one request to a vendor. The future never fails: what went wrong is an answer too. */
@FunctionalInterface
public interface VendorCall {
  Future<VendorAnswer> send(VendorRequest request);
}
