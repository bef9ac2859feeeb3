package com.mlconnector.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelTest {
  @ParameterizedTest
  @CsvSource({
    "474946383961, GIF",
    "474946383761, GIF",
    "474946383061,",
    "89504e470d0a1a0a, PNG",
    "89504e47,",
    "255044462d312e34, PDF",
    "5e58415e464f3530, ZPL",
    "0a0a5e58415e464f, ZPL",
    "45504c320d0a,",
    "3c68746d6c3e,",
    "'',",
  })
  void an_image_is_what_its_first_bytes_say(String hex, Label.Format format) {
    assertThat(Label.Format.of(HexFormat.of().parseHex(hex)))
        .isEqualTo(Optional.ofNullable(format));
  }
}
