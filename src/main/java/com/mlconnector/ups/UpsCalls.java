package com.mlconnector.ups;

import com.mlconnector.vendor.Effect;
import com.mlconnector.vendor.VendorCall;
import com.mlconnector.vendor.VendorJson;
import com.mlconnector.vendor.VendorRequest;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Function;
import java.util.function.Supplier;

/** One call to UPS: traced, with the merchant named where that is set up, and classified. */
record UpsCalls(
    VendorCall call,
    String baseUrl,
    MerchantIdMode merchantIds,
    Supplier<String> transIds,
    InstantSource clock) {

  VendorRequest request(
      UpsCaller caller, String operation, HttpMethod method, String path, Duration deadline) {
    return new VendorRequest(caller.subject(), operation, method, baseUrl + path, deadline);
  }

  <T> Future<Traced<T>> send(
      UpsCaller caller, VendorRequest request, Effect effect, Function<VendorJson, T> reader) {
    String transId = transIds.get();
    VendorRequest signed =
        request.withHeader("transId", transId).withHeader("transactionSrc", "ml-connector");
    if (merchantIds == MerchantIdMode.EVERY_CALL && !caller.merchantId().isEmpty()) {
      signed = signed.withHeader("x-merchant-id", caller.merchantId().reveal());
    }
    return call.send(signed)
        .map(answer ->
            new Traced<>(
                answer.wasSent() ? transId : "",
                answer.settle(
                    effect,
                    answered -> UpsFault.settle(answered, effect, clock.instant(), reader))));
  }

  /** For a path as for a query: a blank as {@code +} would only do for the latter. */
  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
