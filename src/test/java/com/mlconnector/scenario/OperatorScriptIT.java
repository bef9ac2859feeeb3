package com.mlconnector.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.mlconnector.support.RunningGateway;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The operators' script of the README does what it says. */
class OperatorScriptIT {
  @RegisterExtension static final RunningGateway gateway = new RunningGateway();

  @TempDir Path folder;

  @Test
  void every_halt_of_the_tour_is_resolved_by_the_script_alone() throws Exception {
    assumeTrue(runs("curl", "--version") && runs("jq", "--version"), "curl and jq are needed");
    Path script = Files.writeString(folder.resolve("operator.sh"), script());
    Path out = folder.resolve("out.txt");

    Process process =
        process("bash", "-eu", script.toString())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();

    String told = Files.readString(out);
    assertThat(process.exitValue()).as(told).isZero();
    assertThat(told)
        .contains(
            "ADDRESS_AMBIGUOUS: UPS knows 3 addresses like this one.",
            "FLAG_UNKNOWN_WORD: \"gruond\" (word 2 of the notes flag) is not a service or option.",
            "WEIGHT_UNKNOWN: No weight in the flag and none known for \"Stoneware bowl\".",
            "ADDRESS_PO_BOX: UPS does not deliver to PO boxes.");
    List<String> sentOn =
        told.lines()
            .filter(line -> line.endsWith(" goes on"))
            .map(line -> line.strip().substring(0, 36))
            .toList();
    assertThat(sentOn).hasSize(4);
    for (String shipment : sentOn) {
      gateway.awaitShipment(shipment, "bought");
    }
  }

  private static String script() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    int begin = readme.indexOf("```bash\n") + 8;
    return readme.substring(begin, readme.indexOf("```", begin));
  }

  private static ProcessBuilder process(String... command) {
    ProcessBuilder process = new ProcessBuilder(command);
    process.environment().put("MANAGEMENT", gateway.management().base());
    process.environment().put("TOKEN", RunningGateway.TOKEN);
    process.environment().put("FRESHBOOKS", gateway.freshBooks().url());
    return process;
  }

  private static boolean runs(String... command) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      var _ = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0;
    } catch (IOException notThere) {
      return false;
    }
  }
}
