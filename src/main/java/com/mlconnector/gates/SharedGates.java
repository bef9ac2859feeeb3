package com.mlconnector.gates;

import com.mlconnector.audit.AuditEntry.Action;
import com.mlconnector.audit.AuditTrail;
import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.Gate;
import com.mlconnector.domain.Gate.Pause;
import com.mlconnector.domain.Gate.Reason;
import com.mlconnector.domain.Gate.Sign;
import com.mlconnector.domain.Lane;
import com.mlconnector.store.Database;
import com.mlconnector.store.Tx;
import com.mlconnector.store.VendorGates;
import com.mlconnector.store.VendorGates.Closed;
import com.mlconnector.vendor.Gates;
import com.mlconnector.work.Scripts;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gates of all connections, shared by all nodes through Postgres. A call on the healthy path
 * writes nothing, and reads at most ten times a second for the whole node.
 */
public final class SharedGates implements Gates {
  private static final Logger LOG = LoggerFactory.getLogger(SharedGates.class);

  /** A trial may need a token first, and repeat itself with a fresh one. */
  private static final Duration TRIAL_GRACE = Duration.ofSeconds(30);

  /** A trial that told nothing, or that somebody else makes just now. */
  private static final Duration A_MOMENT = Duration.ofSeconds(1);

  private final Vertx vertx;
  private final Database database;
  private final VendorGates rows;
  private final AuditTrail audit;
  private final ClosedGates closed;
  private final Map<Key, Integer> troubles = new HashMap<>();

  public SharedGates(Vertx vertx, Database database, VendorGates rows, AuditTrail audit) {
    this.vertx = vertx;
    this.database = database;
    this.rows = rows;
    this.audit = audit;
    this.closed = new ClosedGates(vertx, rows::closed);
  }

  private record Key(ConnectionId connection, Lane lane) {
    @Override
    public String toString() {
      return "vendor=" + lane.vendor().key() + " lane=" + lane.key() + " connection=" + connection;
    }
  }

  @Override
  public Future<Boolean> isOpen(ConnectionId connection, Lane lane) {
    return closed.find(connection, lane).map(Optional::isEmpty);
  }

  @Override
  public Future<Pass> ask(ConnectionId connection, Lane lane, Duration deadline) {
    return closed
        .find(connection, lane)
        .compose(found -> {
          if (found.isEmpty()) {
            return Future.succeededFuture(new Pass.Free());
          }
          Closed gate = found.get();
          return gate.left().isPositive()
              ? Future.succeededFuture(new Pass.Shut(gate.left(), sentence(gate)))
              : rows.tryOne(connection, lane, deadline.plus(TRIAL_GRACE))
                  .map(closings -> onTrial(closings, gate))
                  .otherwise(failure -> new Pass.Shut(A_MOMENT, sentence(gate)));
        });
  }

  private static Pass onTrial(Optional<Integer> closings, Closed gate) {
    return closings.isPresent()
        ? new Pass.Trial(closings.get())
        : new Pass.Shut(A_MOMENT, sentence(gate));
  }

  private static String sentence(Closed gate) {
    return gate.lane().vendor().title() + " is left alone for a while: " + gate.why();
  }

  @Override
  public Future<Void> tell(ConnectionId connection, Lane lane, Pass.Admitted pass, Sign sign) {
    Key key = new Key(connection, lane);
    return switch (pass) {
      case Pass.Free _ ->
          counted(key, sign)
              .pause()
              .map(pause -> change(tx -> close(tx, key, pause)))
              .orElseGet(Future::succeededFuture);
      case Pass.Trial(int closings) ->
          change(tx -> tried(tx, key, Gate.onTrial(closings).after(sign, dice())));
    };
  }

  /** Failures count until one call goes well, on this node: nobody writes for a single one. */
  private Gate counted(Key key, Sign sign) {
    synchronized (troubles) {
      Gate gate = Gate.open(troubles.getOrDefault(key, 0)).after(sign, dice());
      if (gate.troubles() == 0) {
        troubles.remove(key);
      } else {
        troubles.put(key, gate.troubles());
      }
      return gate;
    }
  }

  private List<String> tried(Tx tx, Key key, Gate gate) {
    if (gate.isOpen()) {
      return open(tx, key);
    }
    if (gate.pause().isEmpty()) {
      rows.tryIn(tx, key.connection(), List.of(key.lane()), A_MOMENT);
      return List.of();
    }
    rows.closeAgain(tx, key.connection(), key.lane(), gate.pause().get(), gate.closings());
    // A vendor that is busy now was perhaps only failing before, and other lanes are open.
    return gate.pause().get().reason() == Reason.BUSY
        ? close(tx, key, gate.pause().get())
        : List.of();
  }

  /** Who is busy is so on all lanes; who fails may do so on one. */
  private List<String> close(Tx tx, Key key, Pause pause) {
    List<String> told = new ArrayList<>();
    for (Lane lane :
        pause.reason() == Reason.BUSY ? Lane.of(key.lane().vendor()) : List.of(key.lane())) {
      if (rows.close(tx, key.connection(), lane, pause)) {
        audit.add(
            tx,
            key.connection(),
            Action.VENDOR_GATE_CLOSED,
            Map.of(
                "vendor", lane.vendor().key(),
                "lane", lane.key(),
                "reason", pause.reason().key(),
                "why", pause.why(),
                "seconds", Long.toString(pause.length().toSeconds())));
        told.add(
            new Key(key.connection(), lane)
                + " gate closed for "
                + pause.length().toMillis()
                + " ms: "
                + pause.reason().key()
                + ". "
                + pause.why());
      }
    }
    return told;
  }

  private List<String> open(Tx tx, Key key) {
    List<String> told = new ArrayList<>();
    for (Closed gate : rows.open(tx, key.connection(), key.lane())) {
      audit.add(
          tx,
          gate.connection(),
          Action.VENDOR_GATE_OPENED,
          Map.of(
              "vendor", gate.lane().vendor().key(),
              "lane", gate.lane().key(),
              "closed-since", gate.since().toString()));
      told.add(
          new Key(gate.connection(), gate.lane())
              + " gate open again, closed since "
              + gate.since());
    }
    return told;
  }

  /** What was not stored is decided anew by the calls to come. */
  private Future<Void> change(Function<Tx, List<String>> change) {
    return Scripts.run(vertx, () -> database.transact(change))
        .onSuccess(told -> told.forEach(line -> LOG.info("{}", line)))
        .onFailure(failure -> LOG.warn("A gate stays as it was: {}", failure.toString()))
        .transform(done -> {
          closed.forget();
          return Future.succeededFuture();
        });
  }

  private static double dice() {
    return ThreadLocalRandom.current().nextDouble();
  }
}
