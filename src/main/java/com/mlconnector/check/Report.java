package com.mlconnector.check;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** All that a check found. */
public record Report(List<Finding> findings) {
  public Report {
    findings = List.copyOf(findings);
  }

  /** Where there was not even a configuration to work with. */
  public static Report ofConfiguration(Result.Failed refused) {
    Sheet sheet = new Sheet(new Patience(Check.LONGEST));
    sheet.fill(Line.CONFIGURATION, () -> refused);
    return sheet.report(false);
  }

  public boolean fits() {
    return findings.stream().noneMatch(finding -> finding.result() instanceof Result.Failed);
  }

  /** How many came out in each way. */
  public String summary() {
    List<String> words = new ArrayList<>();
    for (String word : List.of("ok", "warning", "failed", "not tried")) {
      long count = findings.stream().filter(it -> it.result().word().equals(word)).count();
      if (count > 0) {
        words.add(count + " " + word);
      }
    }
    return String.join(", ", words);
  }

  public JsonObject json() {
    JsonArray lines = new JsonArray();
    findings.forEach(finding -> lines.add(finding.json()));
    return new JsonObject().put("fits", fits()).put("lines", lines);
  }

  /** For the audit trail: the lines that failed. */
  String failed() {
    return findings.stream()
        .filter(finding -> finding.result() instanceof Result.Failed)
        .map(finding -> finding.line().key())
        .collect(Collectors.joining(" "));
  }
}
