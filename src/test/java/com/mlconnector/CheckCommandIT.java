package com.mlconnector;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.support.RunningGateway;
import com.mlconnector.vault.Vault;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The check as an engineer runs it. */
@Timeout(180)
class CheckCommandIT {
  @RegisterExtension static final RunningGateway gateway = new RunningGateway();

  @TempDir Path folder;

  @Test
  void it_fits_where_all_is_right() throws IOException {
    CommandRun run = check(Map.of());

    assertThat(run.exit()).as(run.out() + run.err()).isZero();
    assertThat(run.out())
        .doesNotContainPattern("(?m)^(failed|not tried|warning)")
        .containsPattern("(?m)^ok +UPS account +UPS ships for account ")
        .endsWith("25 ok." + System.lineSeparator());
    assertThat(gateway.ups().requests("ship")).isEmpty();
  }

  @Test
  void a_product_that_the_app_lacks_is_named_with_its_owner_and_the_way_to_get_it()
      throws IOException {
    gateway.ups().set("missingProducts", new JsonArray().add("track-alert"));
    try {
      CommandRun run = check(Map.of());

      assertThat(run.exit()).isEqualTo(1);
      assertThat(run.out())
          .containsPattern("(?m)^failed +UPS Track Alert +UPS gave the app a token, and does not")
          .contains("→ UPS: Add the product \"Track Alert\" to the app")
          .endsWith("24 ok, 1 failed." + System.lineSeparator());
    } finally {
      gateway.ups().set("missingProducts", new JsonArray());
    }
  }

  @Test
  void a_dry_shipment_is_one_label_bought_and_voided() throws IOException {
    int before = gateway.ups().shipments().size();

    CommandRun run = check(Map.of(), "--dry-ship");

    assertThat(run.exit()).as(run.out() + run.err()).isZero();
    assertThat(run.out()).contains("A label was bought: 1Z", "is voided.");
    List<JsonObject> sold = gateway.ups().shipments();
    assertThat(sold).hasSize(before + 1);
    assertThat(sold.getLast().getString("state")).isEqualTo("voided");
    assertThat(sold.getLast().getJsonArray("references").getString(0)).startsWith("CHECK-");
  }

  /** As UPS's own test host is. */
  @Test
  void a_host_that_forgets_what_it_sells_leaves_nothing_to_void() throws IOException {
    gateway.ups().set("cieMode", true);
    try {
      CommandRun run = check(Map.of(), "--dry-ship");

      assertThat(run.exit()).as(run.out() + run.err()).isZero();
      assertThat(run.out())
          .contains("A label was bought: 1ZXXXXXXXXXXXXXXXX")
          .containsPattern("(?m)^warning +dry shipment voided +UPS finds no 1ZX");
    } finally {
      gateway.ups().set("cieMode", false);
    }
  }

  @Test
  void every_mistake_in_the_configuration_is_told_and_nothing_else_is_tried() throws IOException {
    CommandRun run = check(Map.of("http.port", "99999", "ups.merchant-id", "sometimes"));

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out())
        .contains("http.port", "ups.merchant-id", "because \"configuration\" failed")
        .contains("1 failed, 24 not tried.")
        .doesNotContain("Exception");
  }

  @Test
  void a_database_that_is_not_there_is_named_without_its_password() throws IOException {
    CommandRun run =
        check(Map.of("database.port", "1", "database.password", "not to be seen by anybody"));

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out())
        .containsPattern("(?m)^failed +database +The database at ml_gateway@\\S+:1/")
        .contains("→ gateway: Compare database.host")
        .doesNotContain("not to be seen");
  }

  @Test
  void another_master_key_opens_no_connection() throws IOException {
    CommandRun run = check(Map.of("vault.master-key", Vault.newMasterKey()));

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out())
        .containsPattern("(?m)^failed +connection ")
        .contains("Give vault.master-key the key that the connections were stored with.");
  }

  @Test
  void a_connection_that_is_not_there_is_told_with_those_that_are() throws IOException {
    CommandRun run = check(Map.of(), "--connection", "harbour");

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out()).contains("There is no connection 'harbour'.", "Name one of: harbor.");
  }

  @Test
  void a_public_address_that_leads_nowhere_is_the_gateways_own_problem() throws IOException {
    CommandRun run = check(Map.of("http.public-url", "http://127.0.0.1:1"), "--json");

    JsonObject report = new JsonObject(run.out());
    assertThat(run.exit()).isEqualTo(1);
    assertThat(report.getJsonArray("lines").stream().map(JsonObject.class::cast))
        .filteredOn(line -> line.getString("result").equals("failed"))
        .extracting(line -> line.getString("line"))
        // FreshBooks tells the address that was registered, which is another one.
        .containsExactly("webhooks", "public-address");
  }

  @Test
  void a_sandbox_fits() {
    CommandRun run = CommandRun.of("check", "--sandbox", "--dry-ship", "--json");

    assertThat(run.exit()).as(run.out() + run.err()).isZero();
    assertThat(new JsonObject(run.out()).getJsonArray("lines").stream())
        .hasSize(27)
        .allSatisfy(line -> assertThat(((JsonObject) line).getString("result")).isEqualTo("ok"));
  }

  private CommandRun check(Map<String, String> others, String... more) throws IOException {
    Path file = Files.writeString(folder.resolve("ml-connector.yaml"), gateway.asFile(others));
    List<String> args = new ArrayList<>(List.of("check", "--config", file.toString()));
    args.addAll(List.of(more));
    return CommandRun.of(args.toArray(String[]::new));
  }
}
