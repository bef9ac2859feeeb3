package com.mlconnector.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.sandbox.ups.UpsSandbox;
import com.mlconnector.support.HttpApi;
import com.mlconnector.support.RunningGateway;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A shop leaves: nothing of it can be read or used any more but what accountants need. */
class DeleteConnectionIT {
  private static final String HARBOR = "/api/connections/" + RunningGateway.CONNECTION;

  @RegisterExtension static final RunningGateway gateway = new RunningGateway();

  @Test
  void a_deleted_connection_leaves_costs_and_its_audit_trail() {
    long client = gateway.freshBooks().newClient();
    gateway.putProfile(
        client, new JsonObject().put("upsAccount", UpsSandbox.PAYING_ACCOUNTS.getFirst()));
    String parcel =
        ShippedOnce.check(gateway, gateway.freshBooks().issueWithNotes(client, "#ship ground 2lb"))
            .parcel();
    long waiting = gateway.freshBooks().issueWithNotes(client, "#ship gruond 2lb");
    gateway.awaitHalted(waiting, "FLAG_UNKNOWN_WORD");
    assertThat(gateway.freshBooks().callbacks()).isNotEmpty();

    assertThat(delete("{}").status()).isEqualTo(400);
    assertThat(delete("{\"confirm\": \"quay\"}").status()).isEqualTo(400);
    gateway
        .database()
        .sql("update shipment set state = 'purchase-unknown' where invoice_id = " + waiting);
    HttpApi.Reply tooEarly = delete("{\"confirm\": \"harbor\"}");
    assertThat(tooEarly.status()).isEqualTo(409);
    assertThat(tooEarly.text()).contains("1 purchase");
    assertThat(gateway.freshBooks().callbacks()).isNotEmpty();
    gateway.database().sql("update shipment set state = 'halted' where invoice_id = " + waiting);

    HttpApi.Reply gone = delete("{\"confirm\": \"harbor\"}");

    assertThat(gone.status()).as(gone.text()).isEqualTo(200);
    assertThat(gone.json().getInteger("webhooksLeft")).isZero();
    assertThat(gateway.freshBooks().callbacks()).isEmpty();
    for (String path : new String[] {"", "/shipments", "/halts", "/parcels/" + parcel + "/label"}) {
      assertThat(gateway.management().call("GET", HARBOR + path, null).status()).isEqualTo(404);
    }
    assertThat(gateway.management().get("/api/connections").getJsonArray("connections")).isEmpty();
    assertThat(delete("{\"confirm\": \"harbor\"}").status()).isEqualTo(404);
    assertThat(gateway.management().get(HARBOR + "/audit").encode())
        .contains(
            "connection-deleted", "data-key-destroyed", "shipment-cancelled", "purchase-answered");

    for (String table : new String[] {"work", "token", "callback", "client_profile"}) {
      assertThat(gateway.count(table)).as(table).isZero();
    }
    assertThat(gateway.count("data_key where wrapped is not null")).isZero();
    assertThat(gateway.count("shipment where state = 'bought' and charged > 0")).isEqualTo(1);
    assertThat(gateway.count("shipment where state = 'cancelled'")).isEqualTo(1);
  }

  @Test
  void its_name_is_not_given_to_another_one() {
    JsonObject quay = gateway.connection().put("id", "quay");
    assertThat(open(quay).status()).isEqualTo(201);
    HttpApi.Reply gone =
        gateway
            .management()
            .call("DELETE", "/api/connections/quay", new JsonObject().put("confirm", "quay"));
    assertThat(gone.status()).isEqualTo(200);

    assertThat(open(quay).status()).isEqualTo(409);
    assertThat(gateway.management().call("GET", "/api/connections/quay", null).status())
        .isEqualTo(404);
  }

  private static HttpApi.Reply open(JsonObject connection) {
    return gateway.management().call("POST", "/api/connections", connection);
  }

  private static HttpApi.Reply delete(String body) {
    return gateway.management().call("DELETE", HARBOR, "application/json", body);
  }
}
