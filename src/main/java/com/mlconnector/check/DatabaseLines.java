package com.mlconnector.check;

import com.mlconnector.check.Result.Failed;
import com.mlconnector.check.Result.Ok;
import com.mlconnector.domain.Owner;
import com.mlconnector.store.DatabaseFacts;
import com.mlconnector.store.DatabaseFacts.Rights;
import com.mlconnector.store.DatabaseFacts.Server;
import com.mlconnector.store.Migrations;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The database: there, recent, migrated, and met in the right role; and its clock. */
final class DatabaseLines {
  private static final int OLDEST = 140_000;

  private final DatabaseFacts facts;
  private final Migrations.Owner owner;
  private final String place;
  private final InstantSource clock;

  DatabaseLines(DatabaseFacts facts, Migrations.Owner owner, String place, InstantSource clock) {
    this.facts = facts;
    this.owner = owner;
    this.place = place;
    this.clock = clock;
  }

  Result server() {
    Server server;
    try {
      server = facts.server();
    } catch (Exception e) { // await() also throws what no signature tells, such as IOException
      return new Failed(
          "The database at " + place + " can't be asked: " + e.getMessage(),
          "Compare database.host, port, name, user, password and ssl with the server's, and see"
              + " whether it runs.",
          Owner.GATEWAY);
    }
    if (server.number() < OLDEST) {
      return new Failed(
          "The database is Postgres " + server.version() + "; the gateway needs 14 or newer.",
          "Move the database to a newer Postgres.",
          Owner.GATEWAY);
    }
    return server.migrated() ? migrated(server) : notMigrated("no migration was ever applied");
  }

  /** Only the owner of the tables may look at what was applied. */
  private Result migrated(Server server) {
    String reached = "Postgres " + server.version() + " at " + place;
    try {
      int pending = Migrations.pending(owner);
      return pending == 0
          ? new Ok(reached + ", all migrations applied.")
          : notMigrated(pending + " migrations are not applied yet");
    } catch (Migrations.Failed e) {
      return new Ok(
          reached
              + ". Whether all migrations are applied only database.owner-user can tell, who does"
              + " not get in from here.");
    }
  }

  private static Failed notMigrated(String what) {
    return new Failed(
        "The database is reached, but " + what + ".",
        "Run 'ml-connector migrate', or start the gateway, which does it first.",
        Owner.GATEWAY);
  }

  Result role() {
    Rights rights = facts.rights();
    if (rights.mayRewrite()) {
      return new Failed(
          "The gateway works as '" + rights.role() + "', who could rewrite the audit trail.",
          "Give the gateway a role of its own as database.user, which owns nothing and is no"
              + " superuser, and revoke from it all but select and insert on table audit.",
          Owner.GATEWAY);
    }
    return rights.mayWork()
        ? new Ok("'" + rights.role() + "' may work, and can't change an audit row.")
        : new Failed(
            "The gateway works as '" + rights.role() + "', who lacks rights on its tables.",
            "Run 'ml-connector migrate' with the same database.user as the gateway: migrations"
                + " grant to that role.",
            Owner.GATEWAY);
  }

  Result clock() {
    Instant before = clock.instant();
    Instant there = facts.now();
    Duration halfWay = Duration.between(before, clock.instant()).dividedBy(2);
    return Clocks.compare("the database", Duration.between(before.plus(halfWay), there));
  }
}
