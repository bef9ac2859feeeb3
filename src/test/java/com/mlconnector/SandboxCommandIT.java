package com.mlconnector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sandbox as a stranger starts it, on ports that nobody uses. */
@Timeout(180)
class SandboxCommandIT {
  private static final String SHIP_REFUSED =
      "{\"operation\":\"ship\",\"kind\":\"status\",\"status\":400,\"times\":0}";

  @TempDir Path folder;

  @Test
  void the_tour_comes_out_as_it_should_and_says_so_step_by_step() throws Exception {
    CommandRun run = tour();

    assertThat(run.exit()).as(run.out()).isZero();
    for (String step : List.of("0", "a", "b", "c", "d", "e", "f", "g", "h", "i", "j")) {
      assertThat(run.out()).containsOnlyOnce("(" + step + ") ");
      assertThat(run.out()).containsOnlyOnce("step " + step + " is as it should be");
      assertThat(run.out()).containsPattern("(?m)^" + step + " .* ok +[0-9]+[.][0-9]$");
    }
    // Long sentences are broken into the lines of their column.
    assertThat(run.out().replaceAll("\\s+", " "))
        .contains(
            "\"gruond\" (word 2 of the notes flag) is not a service or option. Did you mean"
                + " ground?",
            "No weight in the flag and none known for \"Blue mug\".",
            "UPS does not deliver to PO boxes.");
    assertThat(callsTo("FreshBooks", run.out()))
        .startsWith("browser oauth.authorize", "gateway oauth.token");
    assertThat(callsTo("UPS", run.out()))
        .startsWith("gateway token", "gateway address-validation", "gateway rate", "gateway ship");
    try (Stream<Path> labels = Files.list(folder)) {
      assertThat(labels).hasSize(8);
    }
  }

  @Test
  void a_step_that_fails_is_named_with_what_was_seen() {
    CommandRun run = tour("--ups-fault", SHIP_REFUSED);

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out())
        .contains("STEP a FAILED: An invoice with a line \"Shipping: UPS Ground\" ships")
        .contains("UPS_REFUSED", "gateway → UPS: ship 400  (fault: status)")
        .containsPattern("(?m)^a .* FAILED ")
        .containsPattern("(?m)^b .* not reached$")
        .doesNotContain("(b) ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          nonsense                                 | a JSON object
          {"operation":"shipp","kind":"reset"}     | UPS has no operation 'shipp'. Known: address-validation
          {"operation":"ship","kind":"explode"}    | not 'explode'
          {"operation":"ship","kind":"delay","skip":"x"} | wrong type
          """)
  void a_fault_that_makes_no_sense_shows_the_usage(String fault, String why) {
    CommandRun run = tour("--ups-fault", fault);

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains(why, "Usage: ml-connector sandbox").doesNotContain("\tat ");
  }

  @Test
  void a_port_in_use_is_named_with_the_option_that_changes_it() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());

      CommandRun run = CommandRun.of("sandbox", "--once", "--port", "0", "--ups-port", port);

      assertThat(run.exit()).isEqualTo(1);
      assertThat(run.out()).hasLineCount(1).contains(port, "the UPS stand-in", "--ups-port");
    }
  }

  @Test
  void vendors_only_serves_until_it_is_told_to_end() throws Exception {
    try (Child sandbox = new Child("sandbox", "--vendors-only", "--free-ports")) {
      List<String> urls =
          sandbox.linesUntil("Ctrl-C ends it.").stream()
              .filter(line -> line.contains("http://"))
              .map(line -> line.substring(line.indexOf("http://")))
              .toList();

      assertThat(urls).hasSize(2);
      for (String url : urls) {
        assertThat(status(url + "/_control/requests")).isEqualTo(200);
      }
      assertThat(sandbox.ended()).isTrue();
    }
  }

  @Test
  void told_to_end_while_postgres_starts_it_leaves_none_behind() throws Exception {
    try (Child sandbox =
        new Child("-Djava.io.tmpdir=" + folder, "sandbox", "--once", "--free-ports")) {
      sandbox.linesUntil("Postgres is unpacked and started");

      assertThat(sandbox.ended()).isTrue();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(files).noneMatch(file -> file.endsWith("postmaster.pid"));
    }
  }

  private CommandRun tour(String... more) {
    List<String> args =
        new ArrayList<>(List.of("sandbox", "--once", "--free-ports", "--labels", "" + folder));
    args.addAll(List.of(more));
    return CommandRun.of(args.toArray(String[]::new));
  }

  private static Stream<String> callsTo(String vendor, String out) {
    return out.lines()
        .filter(line -> line.matches(".{14}(gateway|browser) → " + vendor + " .*"))
        .map(line -> line.substring(14, 22) + line.substring(36, 74).strip());
  }

  private static int status(String url) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(10)).build();
      return client.send(request, BodyHandlers.discarding()).statusCode();
    }
  }

  /** The program in a JVM of its own, for what only a signal can tell. */
  private static final class Child implements AutoCloseable {
    private final Process process;
    private final BufferedReader out;

    Child(String... args) throws IOException {
      List<String> command =
          new ArrayList<>(
              List.of(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path")));
      Stream.of(args).filter(arg -> arg.startsWith("-D")).forEach(command::add);
      command.add(Main.class.getName());
      Stream.of(args).filter(arg -> !arg.startsWith("-D")).forEach(command::add);
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
      out = process.inputReader();
    }

    List<String> linesUntil(String last) throws IOException {
      List<String> lines = new ArrayList<>();
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        lines.add(line);
        if (line.contains(last)) {
          return lines;
        }
      }
      throw new AssertionError("It ended with: " + String.join("\n", lines));
    }

    /** By SIGTERM, as a service manager does it. */
    boolean ended() throws InterruptedException {
      process.destroy();
      return process.waitFor(20, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }
}
