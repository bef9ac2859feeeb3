package com.mlconnector.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A Postgres that is stopped or killed comes back with what it has committed. */
@Timeout(120)
class PostgresServerIT {

  @Test
  void what_was_committed_is_there_after_a_stop_and_after_a_kill() throws Exception {
    try (PostgresServer server = PostgresServer.start()) {
      PostgresPlace place = server.database("keeps");
      execute(place, "create table paper (line int)");
      execute(place, "insert into paper values (1)");

      server.stop();
      assertThatThrownBy(place::connect).isInstanceOf(SQLException.class);
      server.startAgain();
      execute(place, "insert into paper values (2)");

      server.killHard();
      assertThatThrownBy(place::connect).isInstanceOf(SQLException.class);
      server.startAgain();

      try (Connection connection = place.connect();
          var found = connection.createStatement().executeQuery("select count(*) from paper")) {
        found.next();
        assertThat(found.getInt(1)).isEqualTo(2);
      }
    }
  }

  private static void execute(PostgresPlace place, String sql) throws SQLException {
    try (Connection connection = place.connect();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
