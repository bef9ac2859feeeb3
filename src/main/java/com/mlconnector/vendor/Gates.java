package com.mlconnector.vendor;

import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.Gate;
import com.mlconnector.domain.Lane;
import io.vertx.core.Future;
import java.time.Duration;

/** Whether a vendor may be called just now: asked before each call, and told what came of it. */
public interface Gates {

  /**
   * May a call pass?
   *
   * @param deadline of the call
   */
  Future<Pass> ask(ConnectionId connection, Lane lane, Duration deadline);

  /** To be told before the answer goes to the caller: the calls after it are to know. */
  Future<Void> tell(ConnectionId connection, Lane lane, Pass.Admitted pass, Gate.Sign sign);

  /** Wide open: neither closed nor on trial. For whoever is about to begin what costs something. */
  Future<Boolean> isOpen(ConnectionId connection, Lane lane);

  sealed interface Pass {
    sealed interface Admitted extends Pass {}

    /** The gate is open. */
    record Free() implements Admitted {}

    /**
     * The one call after a pause, which decides.
     *
     * @param closings pauses so far
     */
    record Trial(int closings) implements Admitted {}

    /** Closed, for about so long. */
    record Shut(Duration left, String why) implements Pass {}
  }
}
