package com.mlconnector.ups;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.domain.Label;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpsLabelTest {
  @ParameterizedTest
  @CsvSource({
    "R0lGODlhAQ==, ZPL, GIF",
    "iVBORw0KGgo=, gif, PNG",
    "JVBERi0xLjQ=, GIF, PDF",
    "XlhBXkZPNTA=, epl, ZPL",
    "CgpeWEFeRk8=, '', ZPL",
    "AAECAwQFBgc=, png, PNG",
    "AAECAwQFBgc=, EPL,",
    "not base64!, GIF,",
    "'', GIF,",
  })
  void a_label_is_what_its_first_bytes_say(String base64, String declared, Label.Format format) {
    assertThat(UpsLabel.read(base64, declared).map(Label::format))
        .isEqualTo(Optional.ofNullable(format));
  }
}
