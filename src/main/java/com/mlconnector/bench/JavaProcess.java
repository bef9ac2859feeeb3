package com.mlconnector.bench;

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
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** This very program once more: same Java, same options, same class path, another main. */
final class JavaProcess implements AutoCloseable {
  private final Process process;
  private final Path log;

  private JavaProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** What it prints goes to the log, and the variables that would configure a gateway are gone. */
  static JavaProcess logged(Path log, String main, String... arguments) throws IOException {
    return new JavaProcess(builder(log, main, arguments).redirectOutput(log.toFile()).start(), log);
  }

  /** Standard input and output stay in our hands. */
  static JavaProcess piped(Path log, String main, String... arguments) throws IOException {
    return new JavaProcess(builder(log, main, arguments).start(), log);
  }

  private static ProcessBuilder builder(Path log, String main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> !option.startsWith("-agentlib") && !option.startsWith("-javaagent"))
        .forEach(command::add);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(Redirect.appendTo(log.toFile()));
    builder.environment().keySet().removeIf(name -> name.startsWith("ML_"));
    return builder;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  BufferedReader output() {
    return process.inputReader();
  }

  Writer input() {
    return process.outputWriter();
  }

  Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Megabytes in memory; 0 where there is no {@code /proc} to ask. */
  long residentMegabytes() {
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

  /** For the person who wonders what went wrong. */
  String lastWords() {
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
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
