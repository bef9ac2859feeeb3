package com.mlconnector.bench;

/**
 * One round against one server.
 *
 * @param cpuMicros the server's processor time for each delivery it acknowledged; hardly moved by
 *     what else the machine does, so the figure to compare two versions by
 */
record Round(LoadResult load, double cpuMicros) {
  double p50Millis() {
    return load.p50() / 1e6;
  }

  double p99Millis() {
    return load.p99() / 1e6;
  }
}
