package com.mlconnector;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.vault.DataKey;
import com.mlconnector.vault.MasterKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  @Test
  void help_names_every_command() {
    CommandRun run = CommandRun.of("--help");

    assertThat(run.exit()).isZero();
    assertThat(run.out()).contains("run ", "migrate ", "keys ", "sandbox ", "flag ");
  }

  @Test
  void the_version_is_one_line() {
    CommandRun run = CommandRun.of("--version");

    assertThat(run.exit()).isZero();
    assertThat(run.out()).startsWith("ml-connector ").hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--nonsense", "nonsense"})
  void an_unknown_word_is_named_with_the_usage_or_the_nearest_command(String word) {
    CommandRun run = CommandRun.of(word);

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err())
        .contains(word)
        .containsAnyOf("Usage: ml-connector", "Did you mean: ml-connector");
  }

  @Test
  void no_command_shows_the_usage() {
    CommandRun run = CommandRun.of();

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("Usage: ml-connector").doesNotContain("Exception");
  }

  @Test
  void keys_prints_a_key_that_wraps() {
    CommandRun run = CommandRun.of("keys");

    assertThat(run.exit()).isZero();
    MasterKeys master = MasterKeys.read(run.out().strip());
    DataKey key = DataKey.generate();
    assertThat(master.unwrap("harbor", master.wrap("harbor", key)).ids()).isEqualTo(key.ids());
  }

  @Test
  void two_keys_are_two() {
    assertThat(CommandRun.of("keys").out()).isNotEqualTo(CommandRun.of("keys").out());
  }
}
