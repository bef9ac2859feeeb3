package com.mlconnector.scenario;

import com.mlconnector.support.Eventually;
import com.mlconnector.support.TestDatabase;
import com.mlconnector.verify.GatewayProcess;
import com.mlconnector.verify.Ground;
import com.mlconnector.verify.PostgresPlace;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Somebody terminates the gateway's sessions in Postgres, two a second, whatever they are at.
 * Everything that was offered meanwhile is completed, once.
 */
@Timeout(Faults.LONGEST_SECONDS)
class BackendsTerminatedIT {
  private static final int SESSIONS = Faults.number(20, 600);
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final int AT_A_TIME = 2;

  private static TestDatabase database;
  private static Ground ground;
  private static GatewayProcess node;
  private static Aftermath aftermath;
  private static final Figures figures = new Figures("Terminated sessions");

  @BeforeAll
  static void open() {
    database = TestDatabase.fresh();
    ground =
        Ground.open(database.place(), Map.of("shipping.lost-answer-schedule", "0s, 300ms, 1s"));
    node = ground.node("only").start();
    ground.connect();
    aftermath = new Aftermath(ground, figures);
  }

  @AfterAll
  static void close() {
    figures.print();
    ground.close();
    database.close();
  }

  @Test
  void whatever_was_offered_meanwhile_ships_once() throws SQLException {
    List<Long> invoices = new ArrayList<>();
    int terminated = 0;
    while (terminated < SESSIONS) {
      long begin = System.nanoTime();
      invoices.addAll(aftermath.issue(AT_A_TIME));
      terminated += terminateOne();
      Eventually.see(
          "half a second is over",
          () -> Duration.ofNanos(System.nanoTime() - begin),
          passed -> passed.compareTo(PAUSE) > 0);
    }

    figures.faults(terminated, aftermath.isFine(invoices));
    Aftermath.noConnectionIsLeftInUse(node);
  }

  /**
   * The one that began its last statement last: it is most likely at work. As the gateway's own
   * role, which may do this to its sessions, and past the wire.
   */
  private static int terminateOne() throws SQLException {
    PostgresPlace place = ground.database();
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:postgresql://" + place.host() + ":" + place.port() + "/" + place.name(),
                place.user(),
                place.password());
        Statement statement = connection.createStatement();
        ResultSet ended =
            statement.executeQuery(
                """
                select pg_terminate_backend(pid) from pg_stat_activity
                where datname = current_database() and application_name = 'ml-connector'
                order by query_start desc nulls last limit 1
                """)) {
      return ended.next() && ended.getBoolean(1) ? 1 : 0;
    }
  }
}
