package com.mlconnector.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class VerifyCommandTest {
  private final StringWriter errors = new StringWriter();

  @Test
  void programs_are_shown_without_being_run() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int code = run(bytes, "--show", "--seeds", "2", "--seed", "40");
    assertThat(code).isZero();
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .contains("program 40", "program 41", "Issue");
  }

  @Test
  void nothing_can_be_verified_by_no_seeds() {
    int code = run(new ByteArrayOutputStream(), "--seeds", "0");
    assertThat(code).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(errors.toString()).contains("every number must be at least 1");
  }

  private int run(ByteArrayOutputStream bytes, String... arguments) {
    return new CommandLine(new VerifyCommand(new PrintStream(bytes, true, StandardCharsets.UTF_8)))
        .setErr(new PrintWriter(errors, true))
        .execute(arguments);
  }
}
