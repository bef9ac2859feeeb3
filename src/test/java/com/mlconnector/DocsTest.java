package com.mlconnector;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.domain.Move;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the documents say of the code is true of the code. */
final class DocsTest {
  private static final Path SOURCES = Path.of("src/main/java/com/mlconnector");
  private static final Pattern NAME = Pattern.compile("`([a-z/]*[A-Z][A-Za-z]+)`");
  private static final Pattern ARROW = Pattern.compile(" *([A-Z_]+) --> ([A-Z_]+): ([a-z ]+)");
  private static final Pattern STATE = Pattern.compile("`([A-Z_]+)`");

  @Test
  void architecture_begins_with_the_table_of_features() throws IOException {
    List<String> lines = architecture();
    assertThat(lines.get(0)).isEqualTo("# Architecture");
    assertThat(lines.get(2)).startsWith("| You want to know");
  }

  @Test
  void every_class_in_the_table_of_features_is_there() throws IOException {
    List<String> missing = new ArrayList<>();
    List<String> named = namesIn(table(architecture(), "| You want to know"));
    for (String name : named) {
      if (!Files.exists(SOURCES.resolve(name + ".java"))) {
        missing.add(name);
      }
    }
    assertThat(missing).isEmpty();
    assertThat(named).hasSizeGreaterThan(40);
  }

  @Test
  void every_verticle_is_in_the_table_of_verticles() throws IOException {
    List<String> listed = namesIn(table(architecture(), "| Verticle |"));
    try (var files = Files.walk(SOURCES)) {
      List<String> present =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith("Verticle.java"))
              .map(name -> name.replace(".java", ""))
              .toList();
      assertThat(listed).containsExactlyInAnyOrderElementsOf(present);
    }
  }

  @Test
  void picture_and_table_show_every_move_of_a_shipment_and_no_other() throws IOException {
    Map<String, Set<String>> written = new TreeMap<>();
    for (String line : architecture()) {
      Matcher arrow = ARROW.matcher(line);
      if (arrow.matches()) {
        written
            .computeIfAbsent(arrow.group(3) + " to " + arrow.group(2), move -> new TreeSet<>())
            .add(arrow.group(1));
      }
    }
    for (String row : table(architecture(), "| Move |")) {
      String[] cells = row.split("\\|", -1);
      written.put(
          cells[1].strip() + " to " + states(cells[3]).getFirst(), new TreeSet<>(states(cells[2])));
    }
    Map<String, Set<String>> coded = new TreeMap<>();
    for (Move move : Move.values()) {
      coded.put(
          move.words() + " to " + move.to(),
          move.from().stream().map(Enum::name).collect(Collectors.toCollection(TreeSet::new)));
    }
    assertThat(written).isEqualTo(coded);
  }

  private static List<String> architecture() throws IOException {
    return Files.readAllLines(Path.of("ARCHITECTURE.md"));
  }

  private static List<String> table(List<String> lines, String header) {
    return lines.stream()
        .dropWhile(line -> !line.startsWith(header))
        .skip(2)
        .takeWhile(line -> line.startsWith("|"))
        .toList();
  }

  private static List<String> namesIn(List<String> rows) {
    return rows.stream()
        .flatMap(row -> NAME.matcher(row).results())
        .map(found -> found.group(1))
        .toList();
  }

  private static List<String> states(String cell) {
    Matcher matcher = STATE.matcher(cell);
    List<String> found = new ArrayList<>();
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }
}
