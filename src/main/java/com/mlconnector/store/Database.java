package com.mlconnector.store;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Transaction;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/** The pool of the gateway's own role, and the one way to open a transaction. */
public final class Database {
  private final Pool pool;

  private Database(Pool pool) {
    this.pool = pool;
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
            .build());
  }

  /** Runs {@code work} in one transaction and waits for its commit. Not for event loops. */
  public <T> T transact(Function<Tx, T> work) {
    SqlConnection connection = pool.getConnection().await();
    try {
      Transaction transaction = connection.begin().await();
      T result;
      try {
        Tx tx = new Tx(connection);
        result = work.apply(tx);
        tx.end();
      } catch (Throwable failure) {
        try {
          transaction.rollback().await();
        } catch (Exception rollback) {
          failure.addSuppressed(rollback);
        }
        throw failure;
      }
      transaction.commit().await();
      return result;
    } finally {
      var _ = connection.close();
    }
  }

  public void transactVoid(Consumer<Tx> work) {
    transact(tx -> {
      work.accept(tx);
      return true;
    });
  }

  /** A statement of its own, without waiting: for event loops. */
  Pool pool() {
    return pool;
  }

  /** Answers when the database does. */
  public Future<Void> ping() {
    return pool.query("select 1").execute().mapEmpty();
  }

  public Future<Void> close() {
    return pool.close();
  }
}
