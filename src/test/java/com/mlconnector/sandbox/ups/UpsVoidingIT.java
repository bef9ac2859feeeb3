package com.mlconnector.sandbox.ups;

import static com.mlconnector.sandbox.ups.UpsBodies.RECOVERY;
import static com.mlconnector.sandbox.ups.UpsBodies.SHIP;
import static com.mlconnector.sandbox.ups.UpsBodies.VOID;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Parcels of one shipment, voided one by one. */
class UpsVoidingIT {
  @RegisterExtension private final RunningUps running = new RunningUps("2026-06-11T16:01:14Z");

  private final UpsCaller ups = running.ups;

  @Test
  void one_package_of_several_can_be_voided() {
    List<String> numbers = ship();

    JsonObject answer =
        ups.delete(VOID + numbers.getFirst() + "?trackingnumber=" + numbers.get(1))
            .body()
            .getJsonObject("VoidShipmentResponse");

    assertThat(summary(answer)).isEqualTo("1");
    assertThat(answer.getJsonArray("PackageLevelResult")).hasSize(1);
    assertThat(
            ups.post(RECOVERY, UpsBodies.recovery("SHP-1"))
                .body()
                .getJsonObject("LabelRecoveryResponse")
                .getJsonArray("LabelResults"))
        .hasSize(2);
    assertThat(live()).isEqualTo(1);
  }

  @Test
  void a_parcel_in_ups_hands_stands_and_the_others_are_voided() {
    List<String> numbers = ship();
    ups.advance(numbers.get(1), Step.PICKED_UP);

    assertThat(ups.delete(VOID + numbers.getFirst()).errorCode()).isEqualTo("190102");
    JsonObject answer = some(numbers.getFirst(), numbers);

    assertThat(summary(answer)).isEqualTo("0");
    assertThat(codes(answer)).containsExactly("1", "0", "1");
    assertThat(codes(some(numbers.getFirst(), List.of(numbers.get(2), "1Z0"))))
        .containsExactly("1", "0");
    assertThat(live()).isEqualTo(1);
  }

  @Test
  void a_shipment_is_dead_when_its_last_parcel_is() {
    List<String> numbers = ship();
    ups.set(Setting.VOID_GARBAGE, true);
    assertThat(codes(some(numbers.getFirst(), numbers))).containsOnly("1&#xD;");
    assertThat(live()).isZero();
    assertThat(ups.delete(VOID + numbers.getFirst()).status()).isEqualTo(400);
    assertThat(ups.post(RECOVERY, UpsBodies.recovery("SHP-1")).errorCode()).isEqualTo("9801040");
  }

  private List<String> ship() {
    return ups
        .post(SHIP, UpsBodies.ship("SHP-1", 3))
        .body()
        .getJsonObject("ShipmentResponse")
        .getJsonObject("ShipmentResults")
        .getJsonArray("PackageResults")
        .stream()
        .map(parcel -> ((JsonObject) parcel).getString("TrackingNumber"))
        .toList();
  }

  private JsonObject some(String shipment, List<String> numbers) {
    String list = URLEncoder.encode(new JsonArray(numbers).encode(), StandardCharsets.UTF_8);
    return ups.delete(VOID + shipment + "?trackingnumber=" + list)
        .body()
        .getJsonObject("VoidShipmentResponse");
  }

  private int live() {
    return ups.look("/references")
        .getJsonObject("references")
        .getJsonObject("SHP-1")
        .getInteger("live");
  }

  private static String summary(JsonObject answer) {
    return answer.getJsonObject("SummaryResult").getJsonObject("Status").getString("Code");
  }

  private static List<String> codes(JsonObject answer) {
    return answer.getJsonArray("PackageLevelResult").stream()
        .map(result -> ((JsonObject) result).getJsonObject("Status").getString("Code"))
        .toList();
  }
}
