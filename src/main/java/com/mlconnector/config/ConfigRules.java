package com.mlconnector.config;

import java.time.Duration;

/** What must hold between two keys. */
final class ConfigRules {
  private ConfigRules() {}

  static void check(GatewayConfig config, Settings settings) {
    ports(config, settings);
    settings.require(
        config.ingress().maxBatch() <= config.ingress().queue(),
        "ingress.max-batch",
        "ingress.queue",
        "A batch cannot be larger than the queue it is taken from.",
        "Lower it, or raise ingress.queue.");
    settings.require(
        !config.database().user().equals(config.database().ownerUser()),
        "database.owner-user",
        "database.user",
        "The gateway would own its tables and could rewrite its own audit trail.",
        "Give migrations a user of their own.");
    settings.require(
        config.tracking().renewAfter().compareTo(config.tracking().lifetime()) < 0,
        "tracking.renew-after",
        "tracking.lifetime",
        "The subscription would end before it is renewed.",
        "Make it shorter than tracking.lifetime.");
    settings.require(
        config.poller().sweepOverlap().compareTo(config.poller().sweepInterval()) >= 0,
        "poller.sweep-overlap",
        "poller.sweep-interval",
        "Invoices changed between two sweeps would be seen by neither.",
        "Make it at least poller.sweep-interval.");
    leases(config, settings);
  }

  private static void ports(GatewayConfig config, Settings settings) {
    GatewayConfig.Http http = config.http();
    GatewayConfig.Management management = config.management();
    boolean samePort = http.port() != 0 && http.port() == management.port();
    boolean sameHost =
        http.host().equals(management.host())
            || everyAddress(http.host())
            || everyAddress(management.host());
    settings.require(
        !(samePort && sameHost),
        "management.port",
        "http.port",
        "The public port is the same.",
        "Choose another one.");
  }

  private static boolean everyAddress(String host) {
    return host.equals("0.0.0.0") || host.equals("::");
  }

  /** A lease that ends during a vendor call lets another node make the same call. */
  private static void leases(GatewayConfig config, Settings settings) {
    Duration freshBooks = config.freshbooks().requestTimeout();
    Duration ups = config.ups().requestTimeout();
    Duration ship = config.ups().shipTimeout();
    outlasts(
        settings,
        "poller.lease",
        config.poller().lease(),
        "freshbooks.request-timeout",
        freshBooks);
    outlasts(settings, "shipping.lease", config.shipping().lease(), "ups.ship-timeout", ship);
    outlasts(settings, "shipping.lease", config.shipping().lease(), "ups.request-timeout", ups);
    outlasts(settings, "tracking.lease", config.tracking().lease(), "ups.request-timeout", ups);
    outlasts(
        settings,
        "tokens.lease",
        config.tokens().lease(),
        "freshbooks.request-timeout",
        freshBooks);
    outlasts(settings, "tokens.lease", config.tokens().lease(), "ups.request-timeout", ups);
    settings.require(
        config.work().timeLimit().compareTo(ship) > 0
            && config.work().timeLimit().compareTo(freshBooks) > 0,
        "work.time-limit",
        "ups.ship-timeout",
        "Work would be given up while a vendor may still answer.",
        "Make it longer than ups.ship-timeout and freshbooks.request-timeout.");
  }

  private static void outlasts(
      Settings settings, String leaseKey, Duration lease, String timeoutKey, Duration timeout) {
    settings.require(
        lease.compareTo(timeout) > 0,
        leaseKey,
        timeoutKey,
        "The lease would end while a call is still running, and another node would repeat it.",
        "Make it longer than " + timeoutKey + ".");
  }
}
