package com.mlconnector.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.sql.SQLException;

/** What the figures were measured on; without it they mean nothing. */
final class Machine {
  private Machine() {}

  /** Programs that wanted a core, averaged over the last minute; negative if not known. */
  record Load(double average) {}

  static Load load() {
    return new Load(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  static String describe(JournalTable journal) throws SQLException {
    long memory =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    return "%d cores (%s), %d GB, %s, JDK %s, Postgres %s, synchronous_commit=%s, fsync=%s"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            System.getProperty("os.arch"),
            Math.round(memory / 1e9),
            System.getProperty("os.name"),
            Runtime.version(),
            journal.setting("server_version"),
            journal.setting("synchronous_commit"),
            journal.setting("fsync"));
  }
}
