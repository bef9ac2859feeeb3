package com.mlconnector.keys;

import com.mlconnector.audit.AuditTrail;
import com.mlconnector.store.DataKeys;
import com.mlconnector.store.Database;
import com.mlconnector.store.KeyRing;
import com.mlconnector.store.SealedColumns;
import com.mlconnector.store.Work;
import com.mlconnector.work.WorkLoop;
import com.mlconnector.work.Workbench;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Brings sealed values under the newest key of their connection. */
public final class KeysVerticle extends VerticleBase {
  private final WorkLoop.Pace pace;
  private final Workbench bench;
  private final Resealing resealing;
  private @Nullable WorkLoop loop;

  public KeysVerticle(
      WorkLoop.Pace pace,
      Database database,
      DataKeys keys,
      KeyRing ring,
      Work work,
      Workbench bench,
      AuditTrail audit) {
    this.pace = pace;
    this.bench = bench;
    this.resealing =
        new Resealing(database, keys, ring, new SealedColumns(ring.vault()), work, audit);
  }

  @Override
  public Future<?> start() {
    WorkLoop starting = bench.loop(Work.Kind.RESEAL, pace, resealing::handle);
    loop = starting;
    return starting.start();
  }

  @Override
  public Future<?> stop() {
    return Objects.requireNonNull(loop).stop();
  }
}
