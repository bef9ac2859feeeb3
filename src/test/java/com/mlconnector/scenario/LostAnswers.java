package com.mlconnector.scenario;

import com.mlconnector.verify.Ground;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * What a person does about purchases that UPS knows nothing of, and the time that passes until
 * then.
 */
record LostAnswers(Ground ground) {

  /**
   * The next question is asked now; where the last one was asked, a person has looked.
   *
   * @return what the person has said
   */
  List<String> settle() {
    ground
        .rows()
        .change(
            """
            update work set due_at = now()
            where kind = 'shipment' and due_at > now() and lease_until is null and key in
              (select id::text from shipment where state = 'purchase-unknown')
            """);
    List<String> notBought =
        ground
            .rows()
            .texts(
                """
                select id || ' ' || reference from shipment
                where state = 'purchase-unknown' and reason_code is not null
                """);
    notBought.forEach(this::declareNotBought);
    return notBought;
  }

  private void declareNotBought(String shipment) {
    String[] idAndReference = shipment.split(" ", 2);
    ground
        .someNode()
        .management()
        .post(
            "/api/connections/"
                + Ground.CONNECTION
                + "/shipments/"
                + idAndReference[0]
                + "/declare-not-bought",
            new JsonObject()
                .put("reference", idAndReference[1])
                .put("reason", "It is not in our UPS account."));
  }
}
