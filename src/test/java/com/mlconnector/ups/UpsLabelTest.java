package com.mlconnector.ups;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.domain.Label;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpsLabelTest {
  @ParameterizedTest
  @CsvSource({
    "R0lGODlhAQ==, GIF",
    "iVBORw0KGgo=, PNG",
    "'JVBE\nRi0xLjQ= ', PDF",
    "XlhBXkZPNTA=, ZPL",
    "AAECAwQFBgc=,",
    "not base64!,",
    "'',",
  })
  void a_label_is_base64_of_something_printable(String base64, Label.Format format) {
    assertThat(UpsLabel.read(base64).map(Label::format)).isEqualTo(Optional.ofNullable(format));
  }
}
