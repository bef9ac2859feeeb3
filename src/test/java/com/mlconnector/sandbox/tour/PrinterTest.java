package com.mlconnector.sandbox.tour;

import static com.mlconnector.sandbox.tour.Printer.Tone.BAD;
import static com.mlconnector.sandbox.tour.Printer.Tone.PLAIN;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PrinterTest {
  private final Paper paper = Paper.utf8();

  @Test
  void long_texts_go_on_within_their_columns() {
    paper
        .printer(false, false)
        .event(PLAIN, "gateway", "halts", "UPS knows three addresses that are very much like this");

    assertThat(paper.events())
        .containsExactly(
            "gateway               halts                                   "
                + "UPS knows three addresses that are very much",
            " ".repeat(62) + "like this");
  }

  @Test
  void a_word_is_never_broken() {
    String url = "http://127.0.0.1:8081/api/connections/harbor/shipments?state=halted";
    paper.printer(false, false).event(PLAIN, "sandbox", url, url);

    assertThat(paper.text()).hasLineCount(1).contains(url + "  " + url);
  }

  @Test
  void only_who_wants_colours_gets_them() {
    paper.printer(true, false).line(BAD, "plain");
    paper.printer(true, true).line(BAD, "red");

    assertThat(paper.text()).isEqualTo("plain\n\u001b[31mred\u001b[0m\n");
  }

  @Test
  void signs_of_life_are_dots_on_a_terminal_and_lines_in_a_pipe() {
    Printer terminal = paper.printer(true, false);
    terminal.progress("2 s");
    terminal.progress("4 s");
    terminal.line("up");
    paper.printer(false, false).progress("2 s");

    assertThat(paper.text()).isEqualTo("..\nup\n2 s\n");
  }

  @Test
  void where_arrows_cannot_be_written_they_are_spelled() {
    Paper ascii = new Paper(StandardCharsets.US_ASCII);
    ascii.printer(false, false).event(PLAIN, "gateway → UPS", "ship", "…");

    assertThat(ascii.text()).contains("gateway -> UPS", "...").doesNotContain("?");
  }

  @Test
  void a_muted_printer_is_silent() {
    Printer printer = paper.printer(true, false);
    printer.progress("");
    printer.mute();
    printer.line("too late");

    assertThat(paper.text()).isEqualTo(".\n");
  }
}
