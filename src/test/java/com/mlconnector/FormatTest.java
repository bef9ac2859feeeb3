package com.mlconnector;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A test and no Maven plugin, because plugins run on Maven's own JVM, and that may be too old to
 * parse Java 25. {@code mvn test -Dtest=FormatTest -Dformat=write} formats instead of complaining.
 */
class FormatTest {
  private static final boolean WRITE = "write".equals(System.getProperty("format"));

  private final Formatter formatter = new Formatter();

  @Test
  void every_source_file_is_formatted() throws Exception {
    List<Path> unformatted = new ArrayList<>();
    for (Path file : sources()) {
      String source = Files.readString(file);
      String formatted = formatted(file, source);
      if (!source.equals(formatted)) {
        unformatted.add(file);
        if (WRITE) {
          Files.writeString(file, formatted);
        }
      }
    }

    if (!WRITE) {
      assertThat(unformatted)
          .as("Files to format; mvn test -Dtest=FormatTest -Dformat=write does it")
          .isEmpty();
    }
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }

  private String formatted(Path file, String source) {
    try {
      return formatter.formatSourceAndFixImports(source);
    } catch (FormatterException unparseable) {
      throw new AssertionError(file.toString(), unparseable);
    }
  }
}
