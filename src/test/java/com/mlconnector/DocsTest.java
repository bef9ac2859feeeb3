package com.mlconnector;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.domain.Move;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the documents say of the code is true of the code. */
final class DocsTest {
  private static final Path SOURCES = Path.of("src/main/java/com/mlconnector");
  private static final Pattern NAME = Pattern.compile("`([a-z/]*[A-Z][A-Za-z]+)`");
  private static final Pattern ARROW = Pattern.compile(" *([A-Z_]+) --> ([A-Z_]+): ([a-z ]+)");
  private static final Pattern FULL_FORM =
      Pattern.compile("mvn -B verify -Dfaults=full -Dit\\.test='([^']+)'");
  private static final Pattern NUMBERS =
      Pattern.compile("Faults\\.number\\(([0-9_]+), ([0-9_]+)\\)");
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

  @Test
  void the_fault_tests_in_the_readme_are_those_that_are_run_and_those_that_there_are()
      throws IOException {
    List<String> listed = namesIn(faultTests());
    assertThat(commandOfFaultTests()).isEqualTo(listed).doesNotHaveDuplicates();
    Map<String, String> tests = integrationTests();
    assertThat(tests.keySet()).containsAll(listed);
    assertThat(listed)
        .containsAll(
            tests.entrySet().stream()
                .filter(test -> hasFullForm(test.getValue()))
                .map(Map.Entry::getKey)
                .toList());
  }

  /** Where a test says {@code Faults.number(20, 600)}, its row says 20 and 600. */
  @Test
  void the_numbers_in_the_table_of_fault_tests_are_those_of_the_tests() throws IOException {
    Map<String, String> tests = integrationTests();
    List<String> missing = new ArrayList<>();
    int compared = 0;
    for (String row : faultTests()) {
      String[] cells = row.split("\\|", -1);
      String name = namesIn(List.of(cells[1])).getFirst();
      for (MatchResult pair : NUMBERS.matcher(tests.getOrDefault(name, "")).results().toList()) {
        for (int form = 1; form <= 2; form++) {
          String number =
              String.format(
                  Locale.ROOT, "%,d", Integer.parseInt(pair.group(form).replace("_", "")));
          if (!List.of(cells[2 + form].strip().split(",? ", -1)).contains(number)) {
            missing.add(name + ": " + number);
          }
          compared++;
        }
      }
    }
    assertThat(missing).isEmpty();
    assertThat(compared).isGreaterThan(15);
  }

  private static List<String> faultTests() throws IOException {
    return table(Files.readAllLines(Path.of("README.md")), "| Test | What is broken");
  }

  private static List<String> commandOfFaultTests() throws IOException {
    Matcher command = FULL_FORM.matcher(Files.readString(Path.of("README.md")));
    assertThat(command.find()).isTrue();
    return List.of(command.group(1).split(",", -1));
  }

  /** Each with its text. */
  private static Map<String, String> integrationTests() throws IOException {
    Map<String, String> tests = new TreeMap<>();
    try (var files = Files.walk(Path.of("src/test/java"))) {
      for (Path file : files.filter(path -> path.toString().endsWith("IT.java")).toList()) {
        tests.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
      }
    }
    return tests;
  }

  private static boolean hasFullForm(String test) {
    return test.contains("Faults.number(")
        || test.contains("Faults.full()")
        || test.contains("getProperty(\"faults\")");
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
