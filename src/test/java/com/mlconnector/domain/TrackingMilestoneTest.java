package com.mlconnector.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TrackingMilestoneTest {
  private static final TrackingEvent LABEL = event(1, "M", "MP");
  private static final TrackingEvent PICKED_UP = event(2, "I", "PU");
  private static final TrackingEvent FIRST_SCAN = event(3, "I", "DP");
  private static final TrackingEvent LATER_SCAN = event(4, "I", "AR");
  private static final TrackingEvent DELIVERED = event(6, "D", "FS");

  @Test
  void a_parcel_that_nobody_told_of_has_none() {
    assertThat(TrackingMilestone.of(List.of())).isEqualTo(TrackingState.UNKNOWN);
  }

  @Test
  void the_first_scan_is_one_and_a_later_scan_on_the_way_is_none() {
    TrackingState first = TrackingMilestone.of(List.of(LABEL, FIRST_SCAN));
    assertThat(first).isEqualTo(new TrackingState(TrackingStatus.IN_TRANSIT, FIRST_SCAN.at()));
    assertThat(TrackingMilestone.of(List.of(LABEL, FIRST_SCAN, LATER_SCAN))).isEqualTo(first);
  }

  @Test
  void after_the_pick_up_no_scan_on_the_way_is_one() {
    assertThat(TrackingMilestone.of(List.of(LABEL, PICKED_UP, FIRST_SCAN, LATER_SCAN)))
        .isEqualTo(new TrackingState(TrackingStatus.PICKED_UP, PICKED_UP.at()));
  }

  @Test
  void the_order_in_which_they_came_in_does_not_matter() {
    List<TrackingEvent> events =
        new ArrayList<>(List.of(LABEL, PICKED_UP, FIRST_SCAN, LATER_SCAN, DELIVERED));
    for (long seed = 0; seed < 50; seed++) {
      Collections.shuffle(events, new Random(seed));
      assertThat(TrackingMilestone.of(events))
          .as("seed %d", seed)
          .isEqualTo(new TrackingState(TrackingStatus.DELIVERED, DELIVERED.at()));
    }
  }

  private static TrackingEvent event(int day, String type, String code) {
    return new TrackingEvent(
        "1Z999AA10123456784",
        Instant.parse("2026-08-0" + day + "T12:00:00Z"),
        type,
        code,
        "",
        "",
        "",
        TrackingEvent.Source.TRACKING);
  }
}
