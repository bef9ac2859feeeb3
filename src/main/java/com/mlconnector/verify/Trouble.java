package com.mlconnector.verify;

import com.mlconnector.crash.CrashPoint;

/** What goes wrong around the gateways, or with them. */
sealed interface Trouble {

  /** How it is counted in the report. */
  String kind();

  /** SIGKILL. */
  record Kill(int node) implements Trouble {
    @Override
    public String kind() {
      return "kill";
    }
  }

  /** Killed, and started so that it dies at a certain pass of a certain point. */
  record Crash(int node, CrashPoint point, int pass) implements Trouble {
    @Override
    public String kind() {
      return "crash";
    }
  }

  /** SIGTERM. */
  record Terminate(int node) implements Trouble {
    @Override
    public String kind() {
      return "terminate";
    }
  }

  /** SIGSTOP, for longer than any lease. */
  record Pause(int node) implements Trouble {
    @Override
    public String kind() {
      return "pause";
    }
  }

  /** Of Postgres, and the way to it. */
  record Wire(Harm harm, int millis) implements Trouble {
    enum Harm {
      /** Each connection is reset once. */
      CUT,
      REFUSE,
      STALL,
      SLOW,
      /** Postgres commits, and nobody hears of it. */
      LOSE_COMMITS,
      /** {@code pg_terminate_backend} for everybody. */
      END_BACKENDS
    }

    @Override
    public String kind() {
      return "wire";
    }
  }

  /** Calls to a vendor are spoilt. */
  record Vendor(Name vendor, String operation, Spoiling spoiling, int skip, int times)
      implements Trouble {
    enum Name {
      UPS,
      FRESHBOOKS
    }

    @Override
    public String kind() {
      return vendor == Name.UPS ? "ups" : "freshbooks";
    }
  }

  enum Spoiling {
    RESET_BEFORE,
    RESET_AFTER,
    ERROR_BEFORE,
    ERROR_AFTER,
    UNAVAILABLE,
    TRUNCATED,
    HANG_BEFORE,
    HANG_AFTER,
    SLOW,
    THROTTLED,
    THROTTLED_FOR_A_SECOND,
    HTML,
    EMPTY
  }

  /** UPS sells, and says for a while that it has not. */
  record LateLabels(int seconds) implements Trouble {
    @Override
    public String kind() {
      return "ups";
    }
  }

  /** Webhooks that don't come, or come otherwise. */
  record Webhooks(Fate fate, int count) implements Trouble {
    enum Fate {
      /** None until all is healed: the sweep must find what they would have told. */
      SILENT,
      LOST,
      DOUBLED,
      REVERSED,
      LATE
    }

    @Override
    public String kind() {
      return "webhooks";
    }
  }
}
