package com.mlconnector.connections;

import com.mlconnector.audit.AuditTrail;
import com.mlconnector.bus.Hints;
import com.mlconnector.freshbooks.FreshBooksClient;
import com.mlconnector.store.CallbackOffers;
import com.mlconnector.store.Callbacks;
import com.mlconnector.store.Connections;
import com.mlconnector.store.Database;
import com.mlconnector.store.Work;
import com.mlconnector.work.WorkLoop;
import com.mlconnector.work.Workbench;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Looks after the webhook registrations of all connections. */
public final class ConnectionsVerticle extends VerticleBase {
  private final WorkLoop.Pace pace;
  private final Workbench bench;
  private final CallbackRegistrar registrar;
  private @Nullable WorkLoop loop;

  /**
   * @param webhookUrl the public address of our FreshBooks webhook, without the connection's name
   */
  public ConnectionsVerticle(
      WorkLoop.Pace pace,
      String webhookUrl,
      Database database,
      Connections connections,
      Callbacks callbacks,
      CallbackOffers offers,
      FreshBooksClient freshBooks,
      Work work,
      Workbench bench,
      AuditTrail audit,
      Hints hints) {
    this.pace = pace;
    this.bench = bench;
    this.registrar =
        new CallbackRegistrar(
            webhookUrl, database, connections, callbacks, offers, freshBooks, work, audit, hints);
  }

  @Override
  public Future<?> start() {
    WorkLoop starting = bench.loop(Work.Kind.CALLBACK, pace, registrar::handle);
    loop = starting;
    return starting.start();
  }

  @Override
  public Future<?> stop() {
    return Objects.requireNonNull(loop).stop();
  }
}
