package com.mlconnector.verify;

import com.mlconnector.crash.CrashPoint;
import com.mlconnector.process.FreePorts;
import com.mlconnector.process.JavaProcess;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One node, as {@code ml-connector run} starts it. It may die and be started again; its ports and
 * its settings stay.
 */
public final class GatewayProcess implements AutoCloseable {
  /** What {@link CrashPoint} leaves behind, and what SIGKILL does. */
  public static final int KILLED = 137;

  private static final String HOST = "127.0.0.1";
  private static final String TOKEN = "the token of the ground";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Two or three of them share a small machine, and none lives long enough for more. */
  private static final List<String> SMALL =
      List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  /** How it ended. */
  public record Ended(int exitCode, Duration took) {}

  private final String name;
  private final Path folder;
  private final int port = FreePorts.one();
  private final int managementPort = FreePorts.one();
  private final Api management = new Api("http://" + HOST + ":" + managementPort, TOKEN);
  private final Path configuration;
  private @Nullable JavaProcess process;

  /**
   * @param settings keys of ml-connector.yaml in its nested form, but for this node's own ports
   */
  GatewayProcess(String name, Path folder, JsonObject settings) {
    this.name = name;
    this.folder = folder;
    this.configuration = folder.resolve(name + ".yaml");
    JsonObject own =
        new JsonObject()
            .put("http", new JsonObject().put("host", HOST).put("port", port))
            .put(
                "management",
                new JsonObject()
                    .put("host", HOST)
                    .put("port", managementPort)
                    .put("token", TOKEN)
                    // Operators here never sleep.
                    .put("calls-per-minute", 1_000_000)
                    .put("calls-per-minute-of-address", 1_000_000));
    try {
      // JSON is YAML.
      Files.writeString(configuration, settings.copy().mergeIn(own, true).encodePrettily());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String name() {
    return name;
  }

  public int port() {
    return port;
  }

  public String url() {
    return "http://" + HOST + ":" + port;
  }

  public String managementUrl() {
    return management.base();
  }

  /** Its management API and its health. */
  public Api management() {
    return management;
  }

  /** Starts it and waits until it is ready. */
  public GatewayProcess start() {
    begin();
    awaitReady();
    return this;
  }

  /** Starts it and does not wait; it dies at this pass of the point, the first being 1. */
  public GatewayProcess beginArmed(CrashPoint point, int pass) {
    return begin("-Dcrash.at=" + point.key() + ":" + pass);
  }

  /** Starts it and does not wait. */
  public GatewayProcess begin(String... options) {
    if (isAlive()) {
      throw new IllegalStateException(name + " is running");
    }
    List<String> all = new ArrayList<>(SMALL);
    all.addAll(List.of(options));
    try {
      process =
          JavaProcess.logged(
              log(), all, "com.mlconnector.Main", "run", "--config", configuration.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  public GatewayProcess awaitReady() {
    Waiting.until(
        PATIENCE,
        () -> name + " is ready; it says:\n" + lastWords(),
        () -> {
          if (!isAlive()) {
            throw new IllegalStateException(name + " has ended:\n" + lastWords());
          }
          return isReady();
        });
    return this;
  }

  public boolean isAlive() {
    return process != null && process.isAlive();
  }

  public boolean isReady() {
    return management.answers("/health/ready", 200);
  }

  /** SIGKILL. */
  public void killHard() {
    running().kill();
  }

  /** SIGTERM, as a supervisor ends it. */
  public Ended terminate(Duration patience) {
    long begin = System.nanoTime();
    running().terminate();
    int exitCode = awaitDeath(patience);
    return new Ended(exitCode, Duration.ofNanos(System.nanoTime() - begin));
  }

  /** SIGTERM, without waiting for what comes of it. */
  public void askToEnd() {
    running().terminate();
  }

  /** The exit code, once it has ended. */
  public int awaitDeath(Duration patience) {
    return running().awaitEnd(patience);
  }

  /** SIGSTOP: as a virtual machine that is moved, or a collector that takes its time. */
  public void pause() {
    running().pause();
  }

  public void resume() {
    running().resume();
  }

  /** Megabytes. */
  public long residentMegabytes() {
    return running().residentMegabytes();
  }

  public Path log() {
    return folder.resolve(name + ".log");
  }

  public String lastWords() {
    return process == null ? "nothing yet" : process.lastWords();
  }

  private JavaProcess running() {
    if (process == null) {
      throw new IllegalStateException(name + " was never started");
    }
    return process;
  }

  @Override
  public void close() {
    if (process != null && process.isAlive()) {
      // Nobody waits for its farewell, and one that is stopped would not hear of it.
      process.kill();
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
