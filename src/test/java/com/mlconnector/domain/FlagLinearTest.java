package com.mlconnector.domain;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.domain.FoundFlag.Strangers;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading looks at each character a bounded number of times, however hostile the text. */
class FlagLinearTest {
  private static final FlagSettings SETTINGS = FlagSettings.standard(Weight.Unit.POUND);

  /** Counts how often anybody looks at a character. */
  private static final class Counted implements CharSequence {
    private final CharSequence text;
    private long looks;

    Counted(CharSequence text) {
      this.text = text;
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      looks++;
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      looks += end - start;
      return text.subSequence(start, end);
    }

    @Override
    public String toString() {
      looks += text.length();
      return text.toString();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "1 ",
        "1,",
        "1.",
        "1x",
        "1 x ",
        "1lb ",
        "1lb1",
        "1lb 1oz ",
        "x",
        " ",
        "/",
        "1/",
        "=",
        "a=",
        "ground ",
        "ups ",
        "2 day ",
        "next day air ",
        "-",
        ".",
        "#",
        "\"",
        "1\"x",
        "(",
        "by ",
        "1 by ",
        "10x8x4 ",
        "10x8x4/",
        "blah ",
        "blah 2lb ",
        "2lb / "
      })
  void ten_times_the_text_costs_ten_times_the_looks(String scrap) {
    long looks = looks(scrap, 2_000);
    assertThat(looks(scrap, 20_000)).isLessThan(11 * looks);
  }

  private static long looks(String scrap, int length) {
    String text = "#ship " + scrap.repeat(length / scrap.length());
    Counted counted = new Counted(text);
    int[] origin = IntStream.rangeClosed(0, text.length()).toArray();
    FlagText watched = new FlagText(FlagField.NOTES, -1, text, counted, text, origin);
    Span line = new Span(0, text.length());
    FoundFlag flag =
        new FoundFlag(watched, line, new Span(5, text.length()), Strangers.PROBLEMS, false);
    FlagGrammar.read(
        flag, SETTINGS, FlagIgnored.NOTHING, new FlagDraft(SETTINGS), new FlagReport());
    return counted.looks;
  }

  /** Processor time, since the machine may be busy; the best of several runs. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "#shi ",
        "#ship",
        "\n#ship",
        "\n#reship gruond",
        "\nship:",
        "[ship ",
        "\n[ship",
        "#hold ",
        "#hold until ",
        "#no",
        "\n#ship 2lb 3lb",
        "\n#ship 1lb / ",
        "\nups",
        "\n2lb ups",
        "&#35;ship ",
        "&amp;",
        "\n> ",
        "---\n",
        "\n--- UPS shipment for invoice 7 (kept up to date automatically) ---\n",
        "bill= ",
        "bill=1A2B3C ",
        "\n#ship bill= 1A2B3C",
        "1Z999AA10123456784\n",
        "\u00e9",
        "\u200b"
      })
  void twice_the_text_costs_about_twice_the_work(String scrap) {
    long once = Long.MAX_VALUE;
    long twice = Long.MAX_VALUE;
    // A cold or busy machine disturbs a few rounds; quadratic work would show in all of them.
    for (int round = 0; round < 20 && (round < 2 || twice > 5 * once); round++) {
      once = Math.min(once, nanos(scrap, 10_000));
      twice = Math.min(twice, nanos(scrap, 20_000));
    }
    assertThat(twice).isLessThan(5 * once);
  }

  private static long nanos(String scrap, int length) {
    String text = "#ship " + scrap.repeat(length / scrap.length());
    FlagSources everywhere =
        new FlagSources(
            List.of(new FlagSources.Line("UPS Ground " + text, text)), text, text, text, text);
    FlagAdvice advice = new FlagAdvice(text, Set.of(scrap), false, "");
    ThreadMXBean thread = ManagementFactory.getThreadMXBean();
    long best = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      long start = thread.getCurrentThreadCpuTime();
      assertThat(ShipFlag.read(everywhere, SETTINGS, advice)).isNotNull();
      best = Math.min(best, thread.getCurrentThreadCpuTime() - start);
    }
    return best;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "#ship ground 2lb\n", "#ship 1x1x1/", "#ship gruond\n", "--- UPS shipment for invoice ",
        "#hold until 2026-08-15 ", "> #ship\n", "[ship ", "&#10;#ship "
      })
  void twenty_thousand_hostile_characters_are_read_in_every_field(String scrap) {
    String text = scrap.repeat(20_000 / scrap.length());
    FlagSources everywhere =
        new FlagSources(
            List.of(new FlagSources.Line("UPS Ground " + text, text)), text, text, text, text);
    assertThat(ShipFlag.read(everywhere, SETTINGS)).isNotInstanceOf(ShipFlag.NotFlagged.class);
  }
}
