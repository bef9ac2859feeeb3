package com.mlconnector.store;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Transaction;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The pool of the gateway's own role, and the one way to open a transaction. */
public final class Database {
  /** The pool has its own time limit, which some of its races forget; ours comes just after. */
  private static final Duration SPARE = Duration.ofSeconds(2);

  private static final Duration LONGEST_STATEMENT = Duration.ofSeconds(60);

  private static final int FIRST_TRIES = 5;
  private static final long BETWEEN_TRIES_MILLIS = 500;

  private static final int LONGEST_CACHED = 16 * 1024;

  private final Pool pool;
  private final Duration patience;

  private Database(Pool pool, Duration patience) {
    this.pool = pool;
    this.patience = patience;
  }

  /**
   * Where the database is and how much of it we take.
   *
   * @param ssl {@code disable}, {@code prefer}, {@code require} or {@code verify-full}
   * @param queue callers that may wait for a connection; one more fails at once
   */
  public record Place(
      String host,
      int port,
      String name,
      String user,
      String password,
      String ssl,
      int poolSize,
      int queue,
      Duration connectTimeout) {

    @Override
    public String toString() {
      return user + "@" + host + ":" + port + "/" + name;
    }

    PgConnectOptions options() {
      PgConnectOptions options = new PgConnectOptions();
      options.setHost(host).setPort(port).setDatabase(name).setUser(user).setPassword(password);
      options.setSslMode(SslMode.of(ssl));
      options.setCachePreparedStatements(true);
      // A transaction that is one statement is a long one.
      options.setPreparedStatementCacheSqlLimit(LONGEST_CACHED);
      options.setMetricsName("gateway");
      options.getProperties().put("application_name", "ml-connector");
      return options;
    }
  }

  public static Database open(Vertx vertx, Place place) {
    int seconds = Math.max(1, (int) place.connectTimeout().toSeconds());
    return new Database(
        PgBuilder.pool()
            .with(
                new PoolOptions()
                    .setMaxSize(place.poolSize())
                    .setMaxWaitQueueSize(place.queue())
                    .setConnectionTimeout(seconds)
                    .setConnectionTimeoutUnit(TimeUnit.SECONDS)
                    .setName("gateway"))
            .connectingTo(place.options())
            .using(vertx)
            .build(),
        place.connectTimeout().plus(SPARE));
  }

  /**
   * Runs {@code work} in one transaction and waits for its commit. Not for event loops.
   *
   * <p>Where all of it is put off to the end it is one statement, which commits by itself.
   * Otherwise BEGIN travels with the first statement, and COMMIT with the last: the server takes
   * them in order, and a transaction in which one of them fails can't be committed.
   */
  public <T> T transact(Function<Tx, T> work) {
    Session session = new Session();
    try {
      Tx tx = new Tx(session::begun);
      T result;
      try {
        result = work.apply(tx);
      } catch (Throwable failure) {
        session.rollback(failure);
        throw failure;
      }
      session.commit(tx);
      return result;
    } finally {
      session.close();
    }
  }

  /** A connection with a transaction begun on it, once it is asked for. */
  private final class Session {
    private @Nullable SqlConnection connection;
    private @Nullable Future<Transaction> transaction;

    SqlClient begun() {
      if (connection == null) {
        connection = connection();
        transaction = connection.begin();
      }
      return connection;
    }

    void commit(Tx tx) {
      if (transaction == null) {
        tx.await(tx.end(pool));
        return;
      }
      Future<?> ended = tx.end(begun());
      Future<?> committed = transaction.compose(Transaction::commit);
      await(Future.join(ended, committed).transform(both -> Future.succeededFuture()));
      tx.await(ended);
      await(committed);
    }

    void rollback(Throwable failure) {
      if (transaction != null) {
        try {
          await(transaction.compose(Transaction::rollback));
        } catch (Exception rollback) {
          failure.addSuppressed(rollback);
        }
      }
    }

    void close() {
      if (connection != null) {
        var _ = connection.close();
      }
    }
  }

  private SqlConnection connection() {
    Future<SqlConnection> asked = pool.getConnection();
    try {
      return await(asked, patience);
    } catch (Throwable e) { // interrupted as well: a connection that comes late must go back
      asked.onSuccess(late -> late.close());
      throw e;
    }
  }

  /** A network that swallows everything must not hold a caller for ever. */
  static <T> T await(Future<T> answer) {
    return await(answer, LONGEST_STATEMENT);
  }

  /**
   * The future itself times out, and is waited for as long as it takes: {@code await} with a limit
   * leaves a virtual-thread context dead for ever when the answer comes after all.
   */
  static <T> T await(Future<T> answer, Duration longest) {
    return answer
        .timeout(longest.toMillis(), TimeUnit.MILLISECONDS)
        .recover(e ->
            Future.failedFuture(
                e instanceof TimeoutException
                    ? new IllegalStateException("No answer from the database within " + longest, e)
                    : e))
        .await();
  }

  public void transactVoid(Consumer<Tx> work) {
    transact(tx -> {
      work.accept(tx);
      return true;
    });
  }

  /**
   * Statements that each stand for themselves, and commit by themselves: reads above all, which
   * would not see the same moment in a transaction either. Costs no BEGIN and no COMMIT. Not for
   * event loops.
   */
  public <T> T autocommit(Function<Tx, T> work) {
    Tx tx = new Tx(() -> pool);
    T result = work.apply(tx);
    tx.nothingPutOff();
    return result;
  }

  /**
   * One statement, which commits by itself: it costs no BEGIN and no COMMIT. Not for event loops.
   */
  <T> List<T> all(String sql, Tuple values, Function<Row, T> read) {
    return autocommit(tx -> tx.all(sql, values, read));
  }

  /** Like {@link #all}; the number of rows it touched. */
  int run(String sql, Tuple values) {
    return autocommit(tx -> tx.run(sql, values));
  }

  /** A statement of its own, without waiting: for event loops. */
  Pool pool() {
    return pool;
  }

  /** Answers once the database does: a busy machine may take long to connect for the first time. */
  public Future<Void> reach(Vertx vertx) {
    return reach(vertx, FIRST_TRIES);
  }

  private Future<Void> reach(Vertx vertx, int tries) {
    return tries == 1
        ? ping()
        : ping()
            .recover(e ->
                vertx
                    .timer(BETWEEN_TRIES_MILLIS, TimeUnit.MILLISECONDS)
                    .compose(later -> reach(vertx, tries - 1)));
  }

  /** Answers when the database does. */
  public Future<Void> ping() {
    return pool.query("select 1").execute().mapEmpty();
  }

  public Future<Void> close() {
    return pool.close();
  }
}
