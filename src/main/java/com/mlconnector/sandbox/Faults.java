package com.mlconnector.sandbox;

import io.vertx.core.json.JsonArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The faults that wait for their call. Belongs to the stand-in's event loop. */
final class Faults {
  private static final int MOST = 1_000;

  private static final class Waiting {
    final Fault fault;
    int toSkip;
    int left;

    Waiting(Fault fault) {
      this.fault = fault;
      this.toSkip = fault.skip();
      this.left = fault.times() == 0 ? Integer.MAX_VALUE : fault.times();
    }
  }

  private final List<Waiting> waiting = new ArrayList<>();

  void add(Fault fault) {
    if (waiting.size() >= MOST) {
      throw new IllegalArgumentException("There are " + MOST + " faults already; remove some.");
    }
    waiting.add(new Waiting(fault));
  }

  void clear() {
    waiting.clear();
  }

  /** The fault for this call, oldest first; its count goes down. */
  Optional<Fault> take(String operation) {
    for (Waiting candidate : List.copyOf(waiting)) {
      String wanted = candidate.fault.operation();
      if (!wanted.equals("*") && !wanted.equals(operation)) {
        continue;
      }
      if (candidate.toSkip > 0) {
        candidate.toSkip--;
        continue;
      }
      candidate.left--;
      if (candidate.left == 0) {
        waiting.remove(candidate);
      }
      return Optional.of(candidate.fault);
    }
    return Optional.empty();
  }

  JsonArray toJson() {
    JsonArray all = new JsonArray();
    waiting.forEach(w -> all.add(w.fault.toJson().put("skip", w.toSkip).put("times", w.left)));
    return all;
  }
}
