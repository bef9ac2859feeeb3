package com.mlconnector.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.support.Eventually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The network between the gateway and Postgres fails in each of its ways. Meanwhile nothing is
 * acknowledged that is not kept; afterwards no connection is stuck, and everything ships.
 */
@Timeout(Faults.LONGEST_SECONDS)
class NetworkTroubleIT {
  private static final Duration SHORT = Duration.ofSeconds(3);

  /** Invoices before the trouble as well as during it. */
  private static final int INVOICES = 3;

  @RegisterExtension static final OneNode one = new OneNode("Network trouble", Map.of());

  @AfterEach
  void fair_weather() {
    one.ground().wire().heal();
  }

  static Stream<Duration> lengths() {
    return Faults.full()
        ? Stream.of(SHORT, Duration.ofSeconds(30), Duration.ofMinutes(5))
        : Stream.of(SHORT);
  }

  @ParameterizedTest
  @MethodSource("lengths")
  void no_way_to_postgres(Duration length) {
    allShipsAfter(
        length,
        () -> {
          one.ground().wire().refuse();
          one.ground().wire().cut();
        },
        NetworkTroubleIT::isNotReady);
  }

  @ParameterizedTest
  @MethodSource("lengths")
  void connections_that_say_nothing_and_stay_open(Duration length) {
    allShipsAfter(length, () -> one.ground().wire().stall(), NetworkTroubleIT::isNotReady);
  }

  @Test
  void connections_that_are_reset() {
    List<String> before = backends();
    allShipsAfter(
        SHORT,
        () -> one.ground().wire().cut(),
        () -> {
          List<String> now = backends();
          return !now.isEmpty() && Collections.disjoint(before, now);
        });
  }

  @Test
  void three_hundred_milliseconds_in_each_direction() {
    Duration late = Duration.ofMillis(300);
    allShipsAfter(
        SHORT, () -> one.ground().wire().delay(late), () -> isSlower(late.multipliedBy(2)));
  }

  @Test
  void one_kilobyte_a_second() {
    allShipsAfter(
        SHORT, () -> one.ground().wire().throttle(1_000), () -> isSlower(Duration.ofMillis(80)));
  }

  private static void allShipsAfter(Duration length, Runnable trouble, BooleanSupplier isFelt) {
    List<Long> invoices = new ArrayList<>(one.aftermath().issue(INVOICES));
    long begin = System.nanoTime();
    trouble.run();
    invoices.addAll(one.aftermath().issue(INVOICES));
    Eventually.see("the trouble is felt", isFelt::getAsBoolean, felt -> felt);
    Eventually.see(
        length.multipliedBy(2),
        "the trouble is over",
        () -> Duration.ofNanos(System.nanoTime() - begin),
        passed -> passed.compareTo(length) > 0);

    one.ground().wire().heal();

    one.figures().fault(one.aftermath().isFine(invoices));
    assertThat(one.process().isReady()).isTrue();
    Aftermath.noConnectionIsLeftInUse(one.process());
  }

  private static boolean isNotReady() {
    return one.process().management().status("/health/ready") == 503;
  }

  /** A question to Postgres takes this long at least. */
  private static boolean isSlower(Duration than) {
    long begin = System.nanoTime();
    int _ = one.process().management().status("/health/ready");
    return System.nanoTime() - begin > than.toNanos();
  }

  /** The node's connections as Postgres counts them. */
  private static List<String> backends() {
    return one.ground()
        .rows()
        .texts(
            """
            select pid from pg_stat_activity
            where datname = current_database() and application_name = 'ml-connector'
            """);
  }
}
