package com.mlconnector.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mlconnector.support.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationsIT {
  // Roles belong to the whole server, so each test has its own.
  private final String role = "ml_role_" + UUID.randomUUID().toString().replace("-", "");
  private final TestDatabase place = TestDatabase.empty();

  @AfterEach
  void leave_nothing() {
    place.close();
    // Only now nothing depends on the role any more.
    try (TestDatabase elsewhere = TestDatabase.empty()) {
      elsewhere.sql("drop role if exists " + role);
    }
  }

  @Test
  void the_second_run_has_nothing_to_do() throws SQLException {
    assertThat(Migrations.run(place.owner(), role, "secret")).isPositive();
    assertThat(Migrations.run(place.owner(), role, "secret")).isZero();
  }

  @Test
  void the_role_is_made_and_may_log_in_even_with_a_quote_in_its_password() throws SQLException {
    String password = "o'clock \\ $1 \"x\"";
    Migrations.run(place.owner(), role, password);
    try (Connection gateway = DriverManager.getConnection(place.owner().jdbcUrl(), role, password);
        var statement = gateway.createStatement();
        var found = statement.executeQuery("select count(*) from connection")) {
      assertThat(found.next()).isTrue();
    }
  }

  @Test
  void nodes_that_start_together_may_all_migrate() throws Exception {
    List<java.util.concurrent.Future<Integer>> runs = new ArrayList<>();
    try (ExecutorService nodes = Executors.newFixedThreadPool(4)) {
      for (int i = 0; i < 4; i++) {
        runs.add(nodes.submit(() -> Migrations.run(place.owner(), role, "secret")));
      }
    }
    int applied = 0;
    for (var run : runs) {
      applied += run.get();
    }
    assertThat(applied).isPositive();
    assertThat(Migrations.run(place.owner(), role, "secret")).isZero();
  }

  @Test
  void what_the_journal_held_before_it_had_months_is_all_there_and_numbers_go_on()
      throws Exception {
    Flyway.configure()
        .dataSource(place.owner().jdbcUrl(), place.owner().user(), place.owner().password())
        .placeholders(Map.of("gateway_role", "current_user"))
        .target("2")
        .load()
        .migrate();
    place.sql(
        "insert into delivery (connection_id, source, event, object_id, received_at, body)"
            + " select 'shop', 'ups', 'e', n::text, at, 'body'"
            + " from unnest(array['1970-01-01', '2024-02-29 23:59:59.999999+00', now(),"
            + " '2999-01-01']::timestamptz[]) with ordinality as t(at, n)");
    Migrations.run(place.owner(), role, "secret");
    place.sql(
        "insert into delivery (connection_id, source, event, object_id, received_at, body)"
            + " values ('shop', 'ups', 'e', '5', now(), 'body')");
    try (Connection owner = place.connect();
        var statement = owner.createStatement();
        var found =
            statement.executeQuery(
                "select string_agg(id || '=' || object_id, ' ' order by id), journal_strays()"
                    + " from delivery")) {
      found.next();
      assertThat(found.getString(1)).isEqualTo("1=1 2=2 3=3 4=4 5=5");
      assertThat(found.getLong(2)).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Gateway", "a b", "x; drop table audit", "1abc", "a-b", "a\"b"})
  void what_is_no_role_name_never_reaches_the_database(String nonsense) {
    assertThatThrownBy(() -> Migrations.run(place.owner(), nonsense, "secret"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_wrong_password_is_told_as_it_is() {
    Migrations.Owner owner = place.owner();
    Migrations.Owner stranger = new Migrations.Owner(owner.jdbcUrl(), "nobody_at_all", "wrong");
    assertThatThrownBy(() -> Migrations.run(stranger, role, "secret"))
        .isInstanceOf(Migrations.Failed.class);
  }
}
