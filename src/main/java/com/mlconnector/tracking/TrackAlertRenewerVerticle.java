package com.mlconnector.tracking;

import com.mlconnector.audit.AuditTrail;
import com.mlconnector.bus.Hints;
import com.mlconnector.store.Connections;
import com.mlconnector.store.Database;
import com.mlconnector.store.Journal;
import com.mlconnector.store.Parcels;
import com.mlconnector.store.Shipments;
import com.mlconnector.store.Subscriptions;
import com.mlconnector.store.Work;
import com.mlconnector.ups.UpsClient;
import com.mlconnector.work.WorkLoop;
import com.mlconnector.work.WorkResult;
import com.mlconnector.work.Workbench;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Subscribes to parcels' events, renews the subscriptions, and applies the pushes. */
public final class TrackAlertRenewerVerticle extends VerticleBase {

  /**
   * @param pushUrl the public URL of our UPS webhook, for Track Alert v1; empty for v2
   */
  public record Settings(
      WorkLoop.Pace pace,
      Duration renewAfter,
      Duration lifetime,
      Duration staleAfter,
      Optional<String> pushUrl) {}

  /** What tracking stands on. */
  public record Parts(
      Database database,
      Connections connections,
      Shipments shipments,
      Parcels parcels,
      Subscriptions subscriptions,
      Journal journal,
      Work work,
      Workbench bench,
      AuditTrail audit,
      Hints hints,
      UpsClient ups,
      InstantSource clock) {}

  private final Settings settings;
  private final Parts parts;
  private final ParcelWatch watch;
  private List<WorkLoop> loops = List.of();

  public TrackAlertRenewerVerticle(Settings settings, Parts parts) {
    this.settings = settings;
    this.parts = parts;
    TrackingLog log =
        new TrackingLog(parts.journal, parts.parcels, parts.shipments, parts.work, parts.audit);
    this.watch =
        new ParcelWatch(
            new ParcelWatch.Settings(
                settings.renewAfter, settings.lifetime, settings.staleAfter, settings.pushUrl),
            parts.database,
            parts.connections,
            parts.parcels,
            parts.subscriptions,
            log,
            parts.work,
            parts.audit,
            parts.ups,
            parts.clock);
  }

  @Override
  public Future<?> start() {
    loops =
        List.of(
            parts.bench.loop(Work.Kind.SUBSCRIPTION, settings.pace, watch::watch),
            parts.bench.loop(Work.Kind.TRACKING, settings.pace, this::pushes));
    return Future.all(loops.stream().map(WorkLoop::start).toList());
  }

  @Override
  public Future<?> stop() {
    return Future.join(loops.stream().map(WorkLoop::stop).toList());
  }

  private WorkResult pushes(Work.Item item) {
    WorkResult result = watch.applyPushes(item);
    parts.hints.workDue(item.connection(), Work.Kind.WRITE_BACK.key());
    return result;
  }
}
