package com.mlconnector.sandbox.tour;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TrafficTest {
  private static final Instant LONG_AGO = Paper.NOW.minusSeconds(60);

  private final Paper paper = Paper.utf8();
  private final List<Sight> log = new ArrayList<>();
  private final Traffic traffic =
      new Traffic(paper.printer(false, false), InstantSource.fixed(Paper.NOW), () -> log);

  @AfterEach
  void stop() {
    traffic.close();
  }

  @Test
  void lines_come_in_the_order_in_which_they_began() {
    log.add(sight("reading", 2, true));
    traffic.tell(LONG_AGO, "clerk", "issues", "");
    log.add(sight("webhook", 1, true));

    traffic.settle();

    assertThat(what()).containsExactly("issues", "webhook", "reading");
  }

  @Test
  void no_line_comes_twice() {
    log.add(sight("webhook", 1, true));
    traffic.settle();
    log.add(sight("reading", 2, true));
    traffic.settle();

    assertThat(what()).containsExactly("webhook", "reading");
  }

  @Test
  void an_open_line_waits_for_its_outcome() {
    log.add(sight("ship", 1, false));
    traffic.settle();
    assertThat(what()).isEmpty();

    log.set(0, sight("ship", 1, true));
    traffic.settle();
    assertThat(what()).containsExactly("ship");
  }

  @Test
  void what_did_not_go_well_is_told_once_each() {
    log.add(bad("1"));
    log.add(bad("2"));

    assertThat(traffic.settle()).containsExactly("gateway → UPS: ship 503");
    assertThat(traffic.settle()).isEmpty();
  }

  private List<String> what() {
    return paper.events().stream().map(line -> line.substring(22).strip()).toList();
  }

  private static Sight sight(String what, int second, boolean settled) {
    return new Sight(
        what, LONG_AGO.plusSeconds(second), Printer.Tone.DIM, "gateway", what, "", settled);
  }

  private static Sight bad(String key) {
    return new Sight(key, LONG_AGO, Printer.Tone.BAD, "gateway → UPS", "ship", "503", true);
  }
}
