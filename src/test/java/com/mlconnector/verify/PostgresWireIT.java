package com.mlconnector.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mlconnector.support.TestDatabase;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Transaction;
import io.vertx.sqlclient.Tuple;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a client sees of Postgres over the wire, and what Postgres has done. */
@Timeout(60)
class PostgresWireIT {
  private static final String INSERT = "insert into paper values ($1)";

  private static final TestDatabase database = TestDatabase.empty();
  private static final Vertx vertx = Vertx.vertx();
  private static PostgresWire wire;
  private static Pool pool;

  @BeforeAll
  static void open() {
    PostgresPlace place = database.place();
    wire = PostgresWire.to(place.host(), place.port());
    PgConnectOptions options = new PgConnectOptions();
    options
        .setHost("127.0.0.1")
        .setPort(wire.port())
        .setDatabase(place.name())
        .setUser(place.owner())
        .setPassword(place.ownerPassword());
    options.setCachePreparedStatements(true);
    pool =
        PgBuilder.pool()
            .with(new PoolOptions().setMaxSize(2).setConnectionTimeout(5))
            .connectingTo(options)
            .using(vertx)
            .build();
    database.sql("create table paper (line int)");
  }

  @AfterAll
  static void close() throws TimeoutException {
    wire.close();
    vertx.close().await(10, TimeUnit.SECONDS);
    database.close();
  }

  @BeforeEach
  void a_blank_sheet() {
    database.sql("truncate paper");
  }

  @AfterEach
  void fair_weather() {
    wire.heal();
  }

  @Test
  void nothing_is_changed_that_is_not_meant_to_be() throws Exception {
    await(pool.preparedQuery(INSERT).execute(Tuple.of(1)));
    await(pool.preparedQuery(INSERT).execute(Tuple.of(2)));
    try (Connection jdbc = overTheWire()) {
      jdbc.setAutoCommit(false);
      jdbc.createStatement().execute("insert into paper values (3)");
      jdbc.commit();
    }

    assertThat(lines()).isEqualTo(3);
    assertThat(wire.lost()).isZero();
  }

  @Test
  void the_answer_of_a_commit_is_lost_and_the_commit_is_not() throws Exception {
    SqlConnection connection = await(pool.getConnection());
    Transaction transaction = await(connection.begin());
    await(connection.preparedQuery(INSERT).execute(Tuple.of(1)));
    wire.loseNext(1, Statement::commits);
    int lostBefore = wire.lost();

    assertThatThrownBy(() -> await(transaction.commit())).isInstanceOf(Exception.class);

    assertThat(lines()).isEqualTo(1);
    assertThat(wire.lost()).isEqualTo(lostBefore + 1);
    // Only that connection is gone.
    await(pool.preparedQuery(INSERT).execute(Tuple.of(2)));
    assertThat(lines()).isEqualTo(2);
  }

  @Test
  void a_statement_outside_of_a_transaction_is_a_commit_as_well() throws Exception {
    await(pool.preparedQuery(INSERT).execute(Tuple.of(1)));
    wire.loseNext(1, Statement::commits);

    assertThatThrownBy(() -> await(pool.preparedQuery(INSERT).execute(Tuple.of(2))))
        .isInstanceOf(Exception.class);

    assertThat(lines()).isEqualTo(2);
  }

  @Test
  void a_statement_of_a_transaction_whose_answer_is_lost_is_rolled_back() throws Exception {
    SqlConnection connection = await(pool.getConnection());
    await(connection.begin());
    wire.loseNext(1, Statement.containing("insert into paper"));

    assertThatThrownBy(() -> await(connection.preparedQuery(INSERT).execute(Tuple.of(1))))
        .isInstanceOf(Exception.class);

    assertThat(lines()).isZero();
  }

  @Test
  void the_answer_of_a_jdbc_commit_can_be_lost_too() throws Exception {
    try (Connection jdbc = overTheWire()) {
      jdbc.setAutoCommit(false);
      jdbc.createStatement().execute("insert into paper values (1)");
      wire.loseNext(1, Statement::commits);

      assertThatThrownBy(jdbc::commit).isInstanceOf(SQLException.class);
    }
    assertThat(lines()).isEqualTo(1);
  }

  @Test
  void what_is_sent_into_a_stall_arrives_after_it() throws Exception {
    await(pool.query("select 1").execute());
    wire.stall();
    Future<RowSet<Row>> insert = pool.preparedQuery(INSERT).execute(Tuple.of(1));

    assertThatThrownBy(() -> insert.await(300, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
    assertThat(lines()).isZero();
    wire.heal();

    await(insert);
    assertThat(lines()).isEqualTo(1);
  }

  @Test
  void a_delay_is_felt_in_both_directions() throws Exception {
    await(pool.query("select 1").execute());
    wire.delay(Duration.ofMillis(100));
    long begin = System.nanoTime();

    await(pool.query("select 1").execute());

    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .isGreaterThanOrEqualTo(Duration.ofMillis(200));
  }

  @Test
  void a_slow_line_is_slow() throws Exception {
    await(pool.query("select 1").execute());
    wire.throttle(10_000);
    long begin = System.nanoTime();

    await(pool.query("select repeat('x', 3000)").execute());

    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .isGreaterThanOrEqualTo(Duration.ofMillis(300));
  }

  @Test
  void whoever_is_cut_off_may_come_again_unless_refused() throws Exception {
    SqlConnection connection = await(pool.getConnection());
    wire.cut();
    assertThatThrownBy(() -> await(connection.query("select 1").execute()))
        .isInstanceOf(Exception.class);
    // Not by the pool, which may hand out one more of the connections that were cut.
    overTheWire().close();

    wire.refuse();
    wire.cut();
    assertThatThrownBy(PostgresWireIT::overTheWire).isInstanceOf(SQLException.class);

    wire.heal();
    overTheWire().close();
  }

  private static Connection overTheWire() throws SQLException {
    PostgresPlace place = database.place();
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + wire.port() + "/" + place.name() + "?sslmode=prefer",
        place.owner(),
        place.ownerPassword());
  }

  private static int lines() throws SQLException {
    try (Connection connection = database.connect();
        var found = connection.createStatement().executeQuery("select count(*) from paper")) {
      found.next();
      return found.getInt(1);
    }
  }

  private static <T> T await(Future<T> future) throws TimeoutException {
    return future.await(10, TimeUnit.SECONDS);
  }
}
