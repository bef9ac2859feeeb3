package com.mlconnector.verify;

import com.mlconnector.crash.CrashPoint;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Starts again whatever has died, as a container platform does, and knows who is to die. */
final class Supervisor implements AutoCloseable {
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  /**
   * A start takes seconds, or minutes on a machine that has other things to do; who is not ready by
   * then never will be. How long it took is part of the recovery that is reported.
   */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final List<GatewayProcess> nodes;
  private final Set<GatewayProcess> armed = new HashSet<>();
  private volatile boolean closed;

  Supervisor(List<GatewayProcess> nodes) {
    this.nodes = List.copyOf(nodes);
    Thread.ofPlatform().daemon().name("supervisor").start(this::watch);
  }

  private void watch() {
    while (!closed) {
      startDead();
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  private synchronized void startDead() {
    for (GatewayProcess node : nodes) {
      if (!closed && !node.isAlive()) {
        armed.remove(node);
        node.begin();
      }
    }
  }

  /** False: it was dead already. */
  synchronized boolean kill(int node) {
    GatewayProcess it = nodes.get(node);
    if (!it.isAlive()) {
      return false;
    }
    it.killHard();
    return true;
  }

  synchronized boolean crash(int node, CrashPoint point, int pass) {
    GatewayProcess it = nodes.get(node);
    if (!kill(node)) {
      return false;
    }
    it.beginArmed(point, pass);
    armed.add(it);
    return true;
  }

  synchronized boolean terminate(int node) {
    if (!nodes.get(node).isAlive()) {
      return false;
    }
    nodes.get(node).askToEnd();
    return true;
  }

  synchronized boolean pause(int node) {
    if (!nodes.get(node).isAlive()) {
      return false;
    }
    nodes.get(node).pause();
    return true;
  }

  synchronized void resume(int node) {
    try {
      nodes.get(node).resume();
    } catch (IllegalStateException gone) {
      // Killed meanwhile.
    }
  }

  /** Nobody is to die any more, and all are ready. */
  void heal() {
    synchronized (this) {
      for (GatewayProcess node : Set.copyOf(armed)) {
        if (node.isAlive()) {
          node.killHard();
        }
      }
    }
    Waiting.until(
        PATIENCE,
        () -> "All nodes are ready: " + lastWords(),
        () -> nodes.stream().allMatch(node -> node.isAlive() && node.isReady()));
  }

  String lastWords() {
    StringBuilder words = new StringBuilder();
    nodes.forEach(
        node -> words.append(node.name()).append(":\n").append(node.lastWords()).append('\n'));
    return words.toString();
  }

  @Override
  public void close() {
    closed = true;
    // Whoever is just being started is there before the nodes are closed.
    startDead();
  }
}
