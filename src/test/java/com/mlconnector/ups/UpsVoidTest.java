package com.mlconnector.ups;

import static com.mlconnector.ups.AnsweringUps.CALLER;
import static com.mlconnector.ups.AnsweringUps.done;
import static com.mlconnector.ups.AnsweringUps.summary;
import static com.mlconnector.ups.UpsClientTest.NUMBER;
import static com.mlconnector.ups.UpsClientTest.VOIDED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpsVoidTest {
  static final String PARTLY =
      """
      {"VoidShipmentResponse":{"Response":{"ResponseStatus":{"Code":"1"}},
        "SummaryResult":{"Status":{"Code":"0&#xD;","Description":"Not Voided&#xD;"}},
        "PackageLevelResult":[
          {"TrackingNumber":"1ZA1B2C30300001011","Status":{"Code":"1 &#xD;","Description":"Voided"}},
          {"TrackingNumber":"1Z2","Status":{"Code":"0","Description":"In transit"}}]}}
      """;

  private final AnsweringUps answering = new AnsweringUps();
  private final UpsClient ups = answering.client;

  @Test
  void a_void_succeeds_by_its_own_status() {
    answering.answers(VOIDED);
    assertThat(done(ups.voidShipment(CALLER, NUMBER))).isEqualTo(new Voided(NUMBER));
    assertThat(answering.asked()).isEqualTo("DELETE /api/shipments/v2409/void/cancel/" + NUMBER);
    answering.answers(VOIDED.replace("1&#xD;", "0").replace("Voided", "Not voided"));
    assertThat(summary(ups.voidShipment(CALLER, NUMBER)))
        .isEqualTo("refused: UPS answered 200 0 (Not voided)");
    answering.refuses(400, "190102");
    assertThat(summary(ups.voidShipment(CALLER, NUMBER)))
        .isEqualTo("refused: UPS answered 400 190102 (words)");
  }

  /** Summary code, parcel codes, and what they mean for the whole shipment and for both parcels. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1 |     |     | done                                    | 1Z1 1Z2 /
          0 |     |     | refused: UPS answered 200 0 (of all)    | refused: UPS answered 200 0 (of all)
          1 | 1   | 1   | done                                    | 1Z1 1Z2 /
          1 | 1   | 0   | unknown: UPS voided 1 of 2 parcels      | 1Z1 / 1Z2
          0 | 1   | 0   | unknown: UPS voided 1 of 2 parcels      | 1Z1 / 1Z2
          0 | 0   | 0   | refused: UPS answered 200 0 (of all)    | refused: UPS answered 200 0 (of all)
          1 | 0   | 0   | refused: UPS answered 200 0 (of first)  | refused: UPS answered 200 0 (of first)
          0 | 1   | 1   | unknown: UPS voided each parcel, and says it did not | unknown: UPS voided each parcel, and says it did not
          1 | 1   |     | done                                    | unknown: UPS does not speak of each parcel
          1 | 1   | ?   | unknown: UPS voided 1 of 2 parcels      | 1Z1 / 1Z2
          """)
  void summary_and_parcels_are_both_heard(
      String summary, String first, String second, String whole, String each) {
    for (String name : List.of("PackageLevelResult", "PackageLevelResults")) {
      String parcels = result("1Z1", first, "of first") + result("1Z2", second, "of second");
      String list = parcels.isEmpty() ? "\"\"" : "[" + parcels.substring(1) + "]";
      String body =
          """
          {"VoidShipmentResponse":{"SummaryResult":{"Status":{"Code":"%s","Description":"of all"}},
            "%s":%s}}
          """
              .formatted(summary, name, list);
      for (String form : List.of(body, one(body))) {
        answering.answers(form);
        assertThat(summary(ups.voidShipment(CALLER, "1Z1"))).isEqualTo(whole);
        var answer = ups.voidParcels(CALLER, "1Z1", List.of("1Z1", "1Z2"));
        assertThat(each.contains("/") ? words(done(answer)) : summary(answer)).isEqualTo(each);
      }
    }
  }

  @Test
  void parcels_are_named_in_one_parameter() {
    answering.answers(PARTLY);
    assertThat(done(ups.voidParcels(CALLER, NUMBER, List.of(NUMBER, "1Z2"))))
        .isEqualTo(new VoidedParcels(List.of(NUMBER), List.of("1Z2")));
    assertThat(answering.asked())
        .isEqualTo(
            "DELETE /api/shipments/v2409/void/cancel/"
                + NUMBER
                + "?trackingnumber=%5B%221ZA1B2C30300001011%22%2C%221Z2%22%5D");
    done(ups.voidParcels(CALLER, NUMBER, List.of(NUMBER)));
    assertThat(answering.asked()).endsWith("/" + NUMBER + "?trackingnumber=" + NUMBER);
  }

  @Test
  void twenty_parcels_are_the_most() {
    answering.answers(VOIDED);
    assertThat(done(ups.voidParcels(CALLER, NUMBER, Collections.nCopies(20, "1Z"))).voided())
        .hasSize(20);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ups.voidParcels(CALLER, NUMBER, Collections.nCopies(21, "1Z")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ups.voidParcels(CALLER, NUMBER, List.of()));
    assertThat(answering.sent).hasSize(1);
  }

  private static String result(String number, String code, String words) {
    return code == null
        ? ""
        : ",{\"TrackingNumber\":\"%s\",\"Status\":{\"Code\":\"%s\",\"Description\":\"%s\"}}"
            .formatted(number, code, words);
  }

  /** A list of one may come as the one. */
  private static String one(String body) {
    return body.contains("},{") ? body : body.replace("[", "").replace("]", "");
  }

  private static String words(VoidedParcels parcels) {
    return (String.join(" ", parcels.voided()) + " / " + String.join(" ", parcels.standing()))
        .strip();
  }
}
