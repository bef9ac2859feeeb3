package com.mlconnector.ups;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.domain.TrackingEvent;
import com.mlconnector.domain.TrackingEvent.Source;
import com.mlconnector.domain.TrackingStatus;
import com.mlconnector.support.HostileJson;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrackAlertPushTest {
  private static final Instant RECEIVED = Instant.parse("2026-06-17T20:00:00Z");
  private static final String DELIVERED =
      """
      {"trackingNumber": "1ZA1B2C30300001011",
       "localActivityDate": "20260617", "localActivityTime": "143012",
       "activityLocation": {"city": "BUFFALO", "stateProvince": "NY", "postalCode": "14222",
                            "country": "US"},
       "activityStatus": {"type": "D", "code": "FS", "description": "Delivered",
                          "descriptionCode": "011"},
       "gmtActivityDate": "20260617", "gmtActivityTime": "183012", "gmtOffset": "-04.00"}
      """;

  @Test
  void the_documented_example_is_read_in_full() {
    TrackingEvent event = read(DELIVERED);
    assertThat(event)
        .isEqualTo(
            new TrackingEvent(
                "1ZA1B2C30300001011",
                Instant.parse("2026-06-17T18:30:12Z"),
                "D",
                "FS",
                "011",
                "Delivered",
                "BUFFALO, NY",
                Source.TRACK_ALERT));
    assertThat(event.status()).contains(TrackingStatus.DELIVERED);
  }

  @Test
  void number_and_status_are_enough_and_then_the_arrival_is_the_time() {
    assertThat(
            read("{\"trackingNumber\":\"1ZA1B2C30300001011\",\"activityStatus\":{\"type\":\"M\"}}"))
        .isEqualTo(
            new TrackingEvent(
                "1ZA1B2C30300001011", RECEIVED, "M", "", "", "", "", Source.TRACK_ALERT));
  }

  @Test
  void blank_strings_mean_the_same_as_missing_members() {
    String blank =
        """
        {"trackingNumber": " 1za1b2c30300001011", "localActivityDate": "", "localActivityTime": "",
         "activityLocation": {"city": "", "stateProvince": " ", "postalCode": "", "country": ""},
         "activityStatus": {"type": "M", "code": "MP", "description": "", "descriptionCode": ""},
         "gmtActivityDate": "", "gmtActivityTime": " ", "gmtOffset": ""}
        """;
    assertThat(read(blank))
        .isEqualTo(
            new TrackingEvent(
                "1ZA1B2C30300001011", RECEIVED, "M", "MP", "", "", "", Source.TRACK_ALERT));
  }

  @ParameterizedTest
  @CsvSource({
    "'\"183012\"', 18:30:12",
    "'\"18:30:12\"', 18:30:12",
    "'\"83012\"', 08:30:12",
    "'83012', 08:30:12",
    "'\"512\"', 00:05:12",
    "'0', 00:00:00",
  })
  void leading_zeros_of_the_time_may_be_missing(String written, String time) {
    JsonObject event = new JsonObject(DELIVERED);
    event.put("gmtActivityTime", new JsonObject("{\"t\":" + written + "}").getValue("t"));
    assertThat(read(event.encode()).at()).isEqualTo("2026-06-17T" + time + "Z");
  }

  @ParameterizedTest
  @CsvSource({
    "-04.00, 18:30:12",
    "-04:00, 18:30:12",
    "+05.30, 09:00:12",
    "Z,      14:30:12",
  })
  void without_the_gmt_pair_local_time_and_offset_count(String offset, String time) {
    JsonObject event = new JsonObject(DELIVERED).put("gmtOffset", offset);
    event.remove("gmtActivityDate");
    assertThat(read(event.encode()).at()).isEqualTo("2026-06-17T" + time + "Z");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "4", "-99.00", "-04.0", "-04.00.00.00", "EDT"})
  void a_local_time_without_a_usable_offset_is_no_time(String offset) {
    JsonObject event = new JsonObject(DELIVERED).put("gmtOffset", offset);
    event.remove("gmtActivityTime");
    assertThat(read(event.encode()).at()).isEqualTo(RECEIVED);
  }

  @ParameterizedTest
  @CsvSource({
    "20260631, 183012",
    "20260617, 246060",
    "2026-06-17, 183012",
    "x, y",
    "20260617, 1830123"
  })
  void a_date_that_there_is_not_gives_way_to_the_local_one(String date, String time) {
    JsonObject event = new JsonObject(DELIVERED);
    event.put("gmtActivityDate", date).put("gmtActivityTime", time).put("gmtOffset", "-05.00");
    assertThat(read(event.encode()).at()).isEqualTo("2026-06-17T19:30:12Z");
  }

  @Test
  void an_unquoted_status_number_is_read_too() {
    JsonObject event = new JsonObject(DELIVERED);
    event.getJsonObject("activityStatus").put("descriptionCode", 11);
    assertThat(read(event.encode()).status()).contains(TrackingStatus.DELIVERED);
  }

  @ParameterizedTest
  @CsvSource({"BUFFALO, '', BUFFALO", "'', NY, NY", "BUFFALO, NY, 'BUFFALO, NY'"})
  void the_place_is_what_there_is_of_it(String city, String state, String place) {
    JsonObject event = new JsonObject(DELIVERED);
    event.getJsonObject("activityLocation").put("city", city).put("stateProvince", state);
    assertThat(read(event.encode()).place()).isEqualTo(place);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "1",
        "{",
        "{}",
        "{\"trackingNumber\":\"1ZA1B2C30300001011\"}",
        "{\"activityStatus\":{}}",
        "{\"trackingNumber\":\" \",\"activityStatus\":{}}",
        "{\"trackingNumber\":{},\"activityStatus\":{}}",
        "{\"trackingNumber\":\"1Z\",\"activityStatus\":\"D\"}",
      })
  void a_body_that_is_no_event_is_none(String body) {
    assertThat(TrackAlertPush.read(Buffer.buffer(body), RECEIVED)).isEmpty();
  }

  @Test
  void a_damaged_push_is_read_or_not_but_never_throws() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 1_000; i++) {
      Buffer body = HostileJson.damaged(DELIVERED, random);
      @Nullable TrackingEvent event = TrackAlertPush.read(body, RECEIVED).orElse(null);
      if (event != null) {
        assertThat(event.status()).as("seed %s: %s", seed, body).isNotNull();
      }
    }
  }

  private static TrackingEvent read(String body) {
    return TrackAlertPush.read(Buffer.buffer(body), RECEIVED).orElseThrow();
  }
}
