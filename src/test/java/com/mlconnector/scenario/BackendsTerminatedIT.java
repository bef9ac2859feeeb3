package com.mlconnector.scenario;

import com.mlconnector.support.Eventually;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Somebody terminates the gateway's sessions in Postgres, two a second, whatever they are at.
 * Everything that was offered meanwhile is completed, once.
 */
@Timeout(Faults.LONGEST_SECONDS)
class BackendsTerminatedIT {
  private static final int SESSIONS = Faults.number(20, 600);
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final int AT_A_TIME = 2;

  @RegisterExtension static final OneNode one = new OneNode("Terminated sessions", Map.of());

  @Test
  void whatever_was_offered_meanwhile_ships_once() throws SQLException {
    List<Long> invoices = new ArrayList<>();
    int terminated = 0;
    while (terminated < SESSIONS) {
      long begin = System.nanoTime();
      invoices.addAll(one.aftermath().issue(AT_A_TIME));
      terminated += terminateOne();
      Eventually.see(
          "half a second is over",
          () -> Duration.ofNanos(System.nanoTime() - begin),
          passed -> passed.compareTo(PAUSE) > 0);
    }

    one.figures().faults(terminated, one.aftermath().isFine(invoices));
    Aftermath.noConnectionIsLeftInUse(one.process());
  }

  /**
   * The one that began its last statement last: it is most likely at work. As the gateway's own
   * role, which may do this to its sessions, and past the wire.
   */
  private static int terminateOne() throws SQLException {
    PostgresPlace place = one.ground().database();
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
