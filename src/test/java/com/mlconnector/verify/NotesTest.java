package com.mlconnector.verify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NotesTest {
  private static final String BLOCK = block("0042");

  @Test
  void what_people_wrote_and_what_we_did() {
    Notes notes = Notes.of("Thanks!\n#ship ground 2lb\n\n" + BLOCK, "0042");
    assertThat(notes.human()).isEqualTo("Thanks!\n#ship ground 2lb");
    assertThat(notes.blocks()).containsExactly(BLOCK);
  }

  @Test
  void notes_without_a_word_of_people() {
    assertThat(Notes.of(BLOCK, "0042").human()).isEmpty();
    assertThat(Notes.of("", "0042").blocks()).isEmpty();
  }

  @Test
  void a_block_that_came_with_a_copy_is_no_words_of_ours() {
    String text = "Thanks!\n\n" + block("0041");
    assertThat(Notes.of(text, "0042").human()).isEqualTo(text);
    assertThat(Notes.of(text + "\n\n" + BLOCK, "0042").human()).isEqualTo(text);
  }

  @Test
  void two_blocks_are_two() {
    assertThat(Notes.of(BLOCK + "\n\n" + BLOCK, "0042").blocks()).hasSize(2);
  }

  @Test
  void a_block_that_does_not_end_is_text() {
    String text = BLOCK.substring(0, BLOCK.length() - 3);
    assertThat(Notes.of(text, "0042").human()).isEqualTo(text);
  }

  @Test
  void other_words_keep_our_block() {
    Notes notes = Notes.of("Thanks!\n\n" + BLOCK, "0042");
    assertThat(notes.with("Bye")).isEqualTo("Bye\n\n" + BLOCK);
    assertThat(notes.with("")).isEqualTo(BLOCK);
    assertThat(Notes.of("Thanks!", "0042").with("Bye")).isEqualTo("Bye");
  }

  private static String block(String number) {
    return "--- UPS shipment for invoice "
        + number
        + " (kept up to date automatically) ---\n1Z\n--- end of UPS shipment ---";
  }
}
