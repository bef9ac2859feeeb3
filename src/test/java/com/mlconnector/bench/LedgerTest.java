package com.mlconnector.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
  private final Ledger ledger = new Ledger();

  @BeforeEach
  void three_deliveries_of_which_the_last_saw_no_200() {
    ledger.add(
        Stream.of(
            new Ledger.Line(1, 901, true),
            new Ledger.Line(2, 902, true),
            new Ledger.Line(3, 901, false)));
  }

  private Ledger.Comparison with(Ledger.Row... journal) {
    return ledger.compare(List.of(journal));
  }

  @Test
  void every_acknowledged_delivery_once_is_clean() {
    Ledger.Comparison comparison = with(new Ledger.Row(2, 902), new Ledger.Row(1, 901));

    assertThat(comparison).isEqualTo(new Ledger.Comparison(2, 2, 0, 0, 0, 0));
    assertThat(comparison.isClean()).isTrue();
  }

  @Test
  void what_was_stored_but_not_acknowledged_is_counted_and_no_fault() {
    Ledger.Comparison comparison =
        with(new Ledger.Row(1, 901), new Ledger.Row(2, 902), new Ledger.Row(3, 901));

    assertThat(comparison.unacknowledged()).isEqualTo(1);
    assertThat(comparison.isClean()).isTrue();
  }

  @Test
  void an_acknowledged_delivery_that_is_not_there_is_lost() {
    Ledger.Comparison comparison = with(new Ledger.Row(1, 901), new Ledger.Row(3, 901));

    assertThat(comparison.lost()).isEqualTo(1);
    assertThat(comparison.isClean()).isFalse();
  }

  @Test
  void a_second_row_of_one_delivery_is_doubled_and_hides_no_loss() {
    Ledger.Comparison comparison = with(new Ledger.Row(1, 901), new Ledger.Row(1, 901));

    assertThat(comparison.doubled()).isEqualTo(1);
    assertThat(comparison.lost()).isEqualTo(1);
    assertThat(comparison.isClean()).isFalse();
  }

  @Test
  void a_row_that_nobody_sent_is_foreign() {
    Ledger.Comparison comparison =
        with(new Ledger.Row(1, 901), new Ledger.Row(2, 902), new Ledger.Row(77, 901));

    assertThat(comparison.foreign()).isEqualTo(1);
    assertThat(comparison.isClean()).isFalse();
  }

  @Test
  void a_row_about_another_invoice_is_foreign_and_the_delivery_lost() {
    Ledger.Comparison comparison = with(new Ledger.Row(1, 902), new Ledger.Row(2, 902));

    assertThat(comparison.foreign()).isEqualTo(1);
    assertThat(comparison.lost()).isEqualTo(1);
  }

  @Test
  void a_ledger_is_read_as_it_was_written(@TempDir Path folder) throws IOException {
    List<Ledger.Line> lines =
        List.of(new Ledger.Line(7, 900_001, true), new Ledger.Line(8, 900_002, false));
    Path file = folder.resolve("ledger.txt");

    Ledger.write(file, lines.stream());

    assertThat(Ledger.read(file)).containsExactlyElementsOf(lines);
  }
}
