package com.mlconnector.support;

import com.mlconnector.domain.ConnectionId;
import com.mlconnector.store.DataKeys;
import com.mlconnector.store.Database;
import com.mlconnector.store.KeyRing;
import com.mlconnector.store.Tx;
import com.mlconnector.vault.DataKey;
import com.mlconnector.vault.DataKeySource;
import com.mlconnector.vault.KeyId;
import com.mlconnector.vault.MasterKeys;
import com.mlconnector.vault.Vault;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;

/** A fresh database, opened as the gateway opens it, with what a test wants to do to it. */
public final class TestStore implements AutoCloseable {
  private final TestDatabase place;
  private final Vertx vertx;
  private final Database database;
  private final DataKeys keys = new DataKeys(MasterKeys.generate());
  private final KeyRing ring;

  private TestStore(TestDatabase place) {
    this.place = place;
    this.vertx = Vertx.vertx();
    this.database = Database.open(vertx, place.gateway());
    this.ring = new KeyRing(database, keys.master());
  }

  public static TestStore open() {
    return new TestStore(TestDatabase.fresh());
  }

  public TestDatabase place() {
    return place;
  }

  public Vertx vertx() {
    return vertx;
  }

  public Database database() {
    return database;
  }

  public DataKeys keys() {
    return keys;
  }

  public KeyRing ring() {
    return ring;
  }

  /** Whatever connection a test speaks of has a data key. */
  public Vault vault() {
    return new Vault(
        keys.master(),
        new DataKeySource() {
          @Override
          public Optional<DataKey> toSeal(String connection) {
            run(tx -> keys.create(tx, new ConnectionId(connection), true));
            return ring.toSeal(connection);
          }

          @Override
          public Optional<DataKey> toOpen(String connection, KeyId sealedWith) {
            return ring.toOpen(connection, sealedWith);
          }
        });
  }

  /** One transaction of the gateway's. */
  public <T> T in(Function<Tx, T> work) {
    return database.transact(work);
  }

  public void run(Consumer<Tx> work) {
    database.transactVoid(work);
  }

  /** One statement of the owner's. */
  public void sql(String statement) {
    place.sql(statement);
  }

  /** One value, read by the owner; empty text for NULL. */
  public String value(String query) {
    try (Connection connection = place.connect();
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(query)) {
      if (!found.next()) {
        throw new AssertionError("No row: " + query);
      }
      String value = found.getString(1);
      return value == null ? "" : value;
    } catch (SQLException e) {
      throw new IllegalStateException(query, e);
    }
  }

  /** Looks until the value is there, or it has taken too long. */
  public void awaitValue(String query, String expected) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!value(query).equals(expected)) {
      if (System.nanoTime() > end) {
        throw new AssertionError("Not " + expected + " within 20 seconds: " + query);
      }
      Thread.onSpinWait();
    }
  }

  public long count(String table) {
    return Long.parseLong(value("select count(*) from " + table));
  }

  public static <T> T await(Future<T> future) {
    try {
      return future.await(20, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("Not within 20 seconds", e);
    }
  }

  @Override
  public void close() {
    await(database.close());
    await(vertx.close());
    place.close();
  }
}
