package com.mlconnector.ups;

import static com.mlconnector.ups.AnsweringUps.CALLER;
import static com.mlconnector.ups.AnsweringUps.done;
import static com.mlconnector.ups.AnsweringUps.summary;
import static com.mlconnector.ups.UpsClientTest.NUMBER;
import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.domain.Secret;
import com.mlconnector.domain.TrackingEvent;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class UpsTrackingTest {
  private final AnsweringUps answering = new AnsweringUps();
  private final UpsClient ups = answering.client;

  @Test
  void scans_come_in_the_order_of_their_utc_time_after_the_manifest() {
    answering.answers(UpsClientTest.TRACKED);
    List<TrackingEvent> events = done(ups.track(CALLER, NUMBER));
    assertThat(events).extracting(TrackingEvent::code).containsExactly("MP", "OT", "FS");
    assertThat(events)
        .extracting(TrackingEvent::at)
        .containsExactly(
            Instant.parse("2026-06-18T19:01:14Z"),
            Instant.parse("2026-06-17T12:31:45Z"),
            Instant.parse("2026-06-17T18:30:12Z"));
    assertThat(events.getLast())
        .isEqualTo(
            new TrackingEvent(
                NUMBER,
                Instant.parse("2026-06-17T18:30:12Z"),
                "D",
                "FS",
                "011",
                "DELIVERED",
                "BUFFALO, NY, US",
                TrackingEvent.Source.TRACKING));
    assertThat(answering.asked())
        .startsWith("GET /api/track/v1/details/" + NUMBER + "?locale=en_US");
  }

  @Test
  void a_number_without_news_is_no_error() {
    answering.answers(
        """
        {"trackResponse":{"shipment":[{"inquiryNumber":"1Z","warnings":[{"code":"TW0001"}]}]}}
        """);
    assertThat(done(ups.track(CALLER, "1Z"))).isEmpty();
    answering.refuses(404, "404");
    assertThat(done(ups.track(CALLER, "1Z"))).isEmpty();
    answering.refuses(400, "TV1002");
    assertThat(summary(ups.track(CALLER, "1Z")))
        .isEqualTo("refused: UPS answered 400 TV1002 (words)");
  }

  @Test
  void the_parcels_of_a_reference_are_found_with_and_without_scans() {
    answering.answers(
        """
        {"trackResponse":{"shipment":[
          {"inquiryNumber":"FB-1-1","package":[{"trackingNumber":"1ZA1B2C30300001011","activity":[
            {"status":{"type":"M","code":"MP"},"gmtDate":"20260616","gmtTime":"19:01:14"}]},
            {"trackingNumber":"1ZA1B2C30300001020 "}]},
          {"inquiryNumber":"FB-1-1","package":{"trackingNumber":"1ZA1B2C30300001039"}}]}}
        """);
    List<TrackedParcel> parcels = done(byReference("FB 1/1"));
    assertThat(parcels)
        .extracting(TrackedParcel::trackingNumber)
        .containsExactly(NUMBER, "1ZA1B2C30300001020", "1ZA1B2C30300001039");
    assertThat(parcels).extracting(it -> it.events().size()).containsExactly(1, 0, 0);
    assertThat(answering.asked())
        .isEqualTo(
            "GET /api/track/v1/reference/details/FB%201%2F1?locale=en_US&refNumType=SmallPackage"
                + "&shipperNum=A1B2C3&fromPickUpDate=20260603&toPickUpDate=20260617");
  }

  @Test
  void a_reference_without_parcels_is_no_error() {
    answering.answers(
        """
        {"trackResponse":{"shipment":{"inquiryNumber":"FB-1-1","warnings":{"code":"TW0001"}}}}
        """);
    assertThat(done(byReference("FB-1-1"))).isEmpty();
    answering.refuses(404, "404");
    assertThat(done(byReference("FB-1-1"))).isEmpty();
    answering.answers("{}");
    assertThat(summary(byReference("FB-1-1")))
        .isEqualTo("unavailable: unreadable answer: trackResponse is missing");
  }

  private Future<Traced<List<TrackedParcel>>> byReference(String reference) {
    return ups.trackByReference(
        CALLER,
        reference,
        new Secret("A1B2C3"),
        LocalDate.parse("2026-06-03"),
        LocalDate.parse("2026-06-17"));
  }
}
