package com.mlconnector.scenario;

import com.mlconnector.support.HttpApi;
import com.mlconnector.verify.GatewayProcess;
import java.util.Arrays;
import java.util.List;

/** What one node says of itself at one moment. */
record Meters(List<String> lines) {
  static Meters of(GatewayProcess node) {
    return new Meters(
        new HttpApi(node.managementUrl()).call("GET", "/metrics", null).text().lines().toList());
  }

  /** Of all meters of this name with these labels; NaN where there is none. */
  double sum(String name, String... labels) {
    return lines.stream()
        .filter(line -> line.startsWith(name + "{"))
        .filter(line -> Arrays.stream(labels).allMatch(line::contains))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .reduce(Double::sum)
        .orElse(Double.NaN);
  }
}
