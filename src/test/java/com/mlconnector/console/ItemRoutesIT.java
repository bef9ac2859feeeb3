package com.mlconnector.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.support.HttpApi;
import com.mlconnector.support.RunningGateway;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ItemRoutesIT {
  private static final String BASE = "/api/connections/" + RunningGateway.CONNECTION;
  private static final String ITEMS = BASE + "/items";
  private static final String BOXES = BASE + "/boxes";
  private static final String HEADER = "name,sku,weight,unit\n";
  private static final String BOX_HEADER =
      "name,length,width,height,unit,tare,tare_unit,standard\n";

  @RegisterExtension static final RunningGateway gateway = new RunningGateway();

  @BeforeEach
  void an_empty_table() {
    assertThat(send("PUT", ITEMS, HEADER).status()).isEqualTo(200);
  }

  @Test
  void a_table_is_stored_changed_shown_and_taken_out_again() {
    HttpApi.Reply stored = send("PUT", ITEMS, HEADER + "Blue mug,MUG-B,2.50,lb\nWrap,,0,g\n");
    assertThat(stored.json().getInteger("rows")).isEqualTo(2);
    assertThat(
            send("POST", ITEMS, "name;sku;weight;unit\r\nBLUE MUG;mug-b;1,2;kg\r\nCup;;3;oz")
                .status())
        .isEqualTo(200);
    HttpApi.Reply table = gateway.management().call("GET", ITEMS, null);
    assertThat(table.mediaType()).isEqualTo("text/csv; charset=utf-8");
    assertThat(table.text())
        .isEqualToNormalizingNewlines(HEADER + "BLUE MUG,mug-b,1.2,kg\nCup,,3,oz\nWrap,,0,g\n");

    assertThat(gateway.management().call("DELETE", ITEMS + "?name=cup", null).status())
        .isEqualTo(204);
    assertThat(gateway.management().call("DELETE", ITEMS + "?sku=MUG-B", null).status())
        .isEqualTo(204);
    assertThat(gateway.management().call("DELETE", ITEMS + "?name=cup", null).status())
        .isEqualTo(404);
    assertThat(gateway.count("item")).isEqualTo(1);
    assertThat(gateway.audit())
        .filteredOn(step -> step.getString("action").equals("items-changed"))
        .hasSizeGreaterThanOrEqualTo(4);
  }

  @Test
  void one_bad_line_stores_nothing() {
    HttpApi.Reply reply = send("PUT", ITEMS, HEADER + "Mug,,1,lb\nCup,,x,lb\n");
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.mediaType()).isEqualTo("application/problem+json");
    assertThat(reply.json().getJsonArray("errors"))
        .containsExactly("Line 3: 'weight' must be a number, not 'x'.");
    assertThat(gateway.count("item")).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "PUT, text/plain, 415",
    "PUT, application/json, 415",
    "PUT, text/csv, 400",
    "POST, text/csv;charset=utf-8, 400",
  })
  void what_is_no_table_is_refused(String method, String type, int status) {
    for (String body : new String[] {"", "\u0000", "\"", "{}", "a,b\n\"" + "x".repeat(100_000)}) {
      HttpApi.Reply reply = gateway.management().call(method, ITEMS, type, body);
      assertThat(reply.status()).isEqualTo(status);
      assertThat(reply.mediaType()).isEqualTo("application/problem+json");
      assertThat(reply.text()).doesNotContain("siegmar", "Exception");
    }
  }

  @Test
  void a_file_may_have_five_megabytes_and_nothing_else_may() {
    String row = "x".repeat(400) + ",,1,lb\n";
    assertThat(send("PUT", ITEMS, HEADER + row.repeat(14_000)).status()).isEqualTo(413);
    assertThat(gateway.management().call("DELETE", ITEMS, null).status()).isEqualTo(400);
    assertThat(gateway.management().call("DELETE", ITEMS + "?name=--", null).status())
        .isEqualTo(400);
    assertThat(gateway.management().call("GET", "/api/connections/nobody/items", null).status())
        .isEqualTo(404);
  }

  @Test
  void fifty_thousand_rows_are_stored_in_seconds() {
    StringBuilder file = new StringBuilder(HEADER);
    for (int i = 0; i < 50_000; i++) {
      file.append("Mug number ").append(i).append(",MUG-").append(i).append(",1.5,lb\n");
    }
    long begin = System.nanoTime();
    assertThat(send("PUT", ITEMS, file.toString()).status()).isEqualTo(200);
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    assertThat(gateway.count("item")).isEqualTo(50_000);
    assertThat(took).isLessThan(Duration.ofSeconds(25));
    assertThat(gateway.management().call("GET", ITEMS, null).text().lines()).hasSize(50_001);
  }

  @Test
  void a_shipment_without_a_weight_is_looked_at_again() {
    long invoice =
        gateway.freshBooks().issueWithNotes(gateway.freshBooks().newClient(), "#ship ground");
    gateway.awaitHalted(invoice, "WEIGHT_UNKNOWN");
    assertThat(
            send("POST", ITEMS, HEADER + "Anything,,1,lb\n").json().getInteger("invoicesReadAgain"))
        .isPositive();
  }

  @Test
  void boxes_go_into_the_settings_and_come_out_as_they_went_in() {
    String file = BOX_HEADER + "big,40.5,30,30,cm,,,\nsmall,10,8,4,in,4,oz,yes\n";
    assertThat(send("PUT", BOXES, file).json().getInteger("rows")).isEqualTo(2);
    assertThat(gateway.management().call("GET", BOXES, null).text())
        .isEqualToNormalizingNewlines(file);
    HttpApi.Reply wrong = send("PUT", BOXES, BOX_HEADER + "small,0,8,4,in,,,\n");
    assertThat(wrong.status()).isEqualTo(400);
    assertThat(wrong.json().getJsonArray("errors").getString(0))
        .startsWith("'boxes.small.sides[0]'");
    assertThat(gateway.management().call("GET", BOXES, null).text())
        .isEqualToNormalizingNewlines(file);
  }

  private static HttpApi.Reply send(String method, String path, String file) {
    return gateway.management().call(method, path, "text/csv", file);
  }
}
