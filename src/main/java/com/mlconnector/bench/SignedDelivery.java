package com.mlconnector.bench;

import com.mlconnector.sandbox.freshbooks.CanonicalForm;
import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * One delivery as FreshBooks sends it, ready for the wire.
 *
 * @param number tells it from all others; sent as {@code user_id}, which FreshBooks always sends
 *     and the gateway does not interpret
 */
record SignedDelivery(long number, long invoice, Buffer request) {
  private static final long FIRST_INVOICE = 900_001;

  static SignedDelivery of(LoadPlan plan, long number) {
    long invoice = FIRST_INVOICE + number % plan.invoices();
    SequencedMap<String, String> fields = new LinkedHashMap<>();
    fields.put("name", "invoice.update");
    fields.put("object_id", Long.toString(invoice));
    fields.put("account_id", plan.account());
    fields.put("business_id", "771200");
    fields.put("identity_id", "771000");
    fields.put("user_id", Long.toString(number));
    String body = CanonicalForm.body(fields);
    String request =
        """
        POST %s HTTP/1.1
        host: 127.0.0.1:%d
        content-type: application/x-www-form-urlencoded
        x-freshbooks-hmac-sha256: %s
        content-length: %d

        """
            .formatted(
                plan.path(),
                plan.port(),
                CanonicalForm.signature(plan.verifier(), fields),
                body.length());
    return new SignedDelivery(number, invoice, Buffer.buffer(request.replace("\n", "\r\n") + body));
  }
}
