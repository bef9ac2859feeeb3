package com.mlconnector.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** This very program once more: same Java, same options, same class path, another main. */
public final class JavaProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

  static {
    // Whoever ends this program with Ctrl-C has not asked for processes that stay behind.
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> RUNNING.forEach(Process::destroyForcibly), "children"));
  }

  private final Process process;
  private final Path log;

  private JavaProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
    RUNNING.add(process);
    var _ = process.onExit().thenAccept(RUNNING::remove);
  }

  /** What it prints is added to the log. */
  public static JavaProcess logged(Path log, List<String> options, String main, String... arguments)
      throws IOException {
    Redirect end = Redirect.appendTo(log.toFile());
    return new JavaProcess(builder(log, options, main, arguments).redirectOutput(end).start(), log);
  }

  /** Standard input and output stay in our hands. */
  public static JavaProcess piped(Path log, String main, String... arguments) throws IOException {
    return new JavaProcess(builder(log, List.of(), main, arguments).start(), log);
  }

  /** Variables that would configure a gateway are gone. */
  private static ProcessBuilder builder(
      Path log, List<String> options, String main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> !option.startsWith("-agentlib") && !option.startsWith("-javaagent"))
        .forEach(command::add);
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(Redirect.appendTo(log.toFile()));
    builder.environment().keySet().removeIf(name -> name.startsWith("ML_"));
    return builder;
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public BufferedReader output() {
    return process.inputReader();
  }

  public Writer input() {
    return process.outputWriter();
  }

  public Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Megabytes in memory; 0 where there is no {@code /proc} to ask. */
  public long residentMegabytes() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException notLinux) {
      return 0;
    }
  }

  /** SIGKILL: no hook runs, nothing is said to anyone. */
  public void kill() {
    process.destroyForcibly();
    int _ = awaitEnd(PATIENCE);
  }

  /** SIGTERM. */
  public void terminate() {
    process.destroy();
  }

  /** SIGSTOP: it is there, and does nothing. */
  public void pause() {
    Signals.send("STOP", process.pid());
  }

  public void resume() {
    Signals.send("CONT", process.pid());
  }

  /** Its exit code: 128 more than the signal, if one ended it. */
  public int awaitEnd(Duration patience) {
    try {
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException(
            "It has not ended within " + patience + ":\n" + lastWords());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** For the person who wonders what went wrong. */
  public String lastWords() {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    } catch (IOException unreadable) {
      return log.toString();
    }
  }

  /** Asks it to end, and insists after a while. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
