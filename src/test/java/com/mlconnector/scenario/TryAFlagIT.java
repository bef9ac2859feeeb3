package com.mlconnector.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.support.HttpApi;
import com.mlconnector.support.RunningGateway;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Anybody can see how a text would be read, before it stands in an invoice. */
class TryAFlagIT {
  private static final String PATH = "/api/connections/" + RunningGateway.CONNECTION + "/flag";

  @RegisterExtension static final RunningGateway gateway = new RunningGateway();

  @Test
  void a_misspelt_flag_comes_back_with_its_correction() {
    JsonObject read =
        gateway.management().post(PATH, new JsonObject().put("notes", "#ship gruond 2lb"));

    assertThat(read.getString("result")).isEqualTo("unclear");
    assertThat(read.getJsonArray("problems").getJsonObject(0).getString("correctedLine"))
        .isEqualTo("#ship ground 2lb");
  }

  @Test
  void an_invoice_line_is_read_with_its_description() {
    JsonObject line =
        new JsonObject().put("name", "Shipping: UPS Ground").put("description", "2.5 lb 10x8x4");

    JsonObject read =
        gateway.management().post(PATH, new JsonObject().put("lines", new JsonArray().add(line)));

    assertThat(read.getString("result")).isEqualTo("flagged");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"note\": \"#ship\"}",
        "{\"lines\": {}}",
        "{\"lines\": [7]}",
        "{\"lines\": [{\"name\": 7}]}",
        "{\"lines\": [{\"quantity\": \"many\"}]}"
      })
  void wrong_fields_are_named(String body) {
    HttpApi.Reply reply = gateway.management().call("POST", PATH, new JsonObject(body));

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.json().getJsonArray("errors")).hasSize(1);
  }
}
