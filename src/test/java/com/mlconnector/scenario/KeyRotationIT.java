package com.mlconnector.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.crash.CrashPoint;
import com.mlconnector.support.Eventually;
import com.mlconnector.vault.KeyId;
import com.mlconnector.vault.MasterKeys;
import com.mlconnector.verify.Api;
import com.mlconnector.verify.GatewayProcess;
import com.mlconnector.verify.Ground;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Data keys and master keys change under load: nobody notices, and no key goes too early. */
@Timeout(Faults.LONGEST_SECONDS)
class KeyRotationIT {
  private static final int ROTATIONS = Faults.number(1, 10);
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String KEYS = "/api/connections/" + Ground.CONNECTION + "/keys";

  @Test
  void both_kinds_of_keys_rotate_under_load_and_none_goes_before_its_time() {
    Figures figures = new Figures("Keys rotated under load");
    try (TwoNodes nodes = TwoNodes.started(figures, Map.of())) {
      Load load = Load.of(nodes::issue);
      for (int rotation = 0; rotation < ROTATIONS; rotation++) {
        figures.fault(rotateDataKey(nodes));
      }
      figures.fault(rotateMasterKey(nodes));

      nodes.areFine(load.end());
      for (GatewayProcess node : nodes.both()) {
        assertThat(text(node.log()))
            .as("every value opens")
            .doesNotContain("The encrypted field", "SealBroken");
      }
    }
  }

  private static Duration rotateDataKey(TwoNodes nodes) {
    long begin = System.nanoTime();
    Api first = nodes.both().getFirst().management();
    Api second = nodes.both().getLast().management();
    String old = key(first.get(KEYS), "primary");

    JsonObject begun = first.post(KEYS + "/rotate", new JsonObject());
    assertThat(key(begun, "next")).isNotEqualTo(old);
    assertThat(second.reply("POST", KEYS + "/rotate", new JsonObject()).status()).isEqualTo(409);
    Api.Reply early = second.reply("DELETE", KEYS + "/" + old, null);
    assertThat(early.status()).isEqualTo(409);
    assertThat(early.body().getString("detail")).contains(" values stand under it: ", "token.");

    Eventually.see(
        PATIENCE,
        "the rotation is done",
        () -> {
          assertThat(opens(first) && opens(second)).as("credentials open at both nodes").isTrue();
          return state(second);
        },
        "done"::equals);
    JsonObject done = second.get(KEYS);
    assertThat(done.getJsonObject("rotation").getLong("left")).isZero();
    assertThat(key(done, "primary")).isEqualTo(key(begun, "next"));

    assertThat(second.reply("DELETE", KEYS + "/" + old, null).status()).isEqualTo(204);
    assertThat(second.reply("DELETE", KEYS + "/" + old, null).status()).isEqualTo(404);
    assertThat(opens(first) && opens(second)).isTrue();
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private static Duration rotateMasterKey(TwoNodes nodes) {
    long begin = System.nanoTime();
    GatewayProcess last = nodes.both().getLast();
    MasterKeys both = masterKeys(last).withNewKey();
    KeyId old = both.primary();
    MasterKeys promoted = both.withPrimary(both.ids().getLast());
    MasterKeys alone = promoted.without(old);

    nodes.both().forEach(node -> restart(node, both));

    last.terminate(PATIENCE);
    give(last, alone);
    last.begin();
    assertThat(last.awaitDeath(PATIENCE)).isEqualTo(1);
    assertThat(last.lastWords())
        .contains("vault.master-key lacks the key " + old, "the data keys of 1 connections");
    give(last, both);
    last.start();

    nodes.both().forEach(node -> restart(node, promoted));
    assertThat(wrappedBy(last, old)).isZero();
    nodes.both().forEach(node -> restart(node, alone));
    assertThat(wrappedBy(last, alone.primary())).isEqualTo(1);
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  @Test
  void a_node_dies_half_way_through_and_the_other_one_finishes() {
    Figures figures = new Figures("Death half way through a rotation");
    try (TwoNodes nodes = TwoNodes.started(figures, Map.of())) {
      GatewayProcess first = nodes.both().getFirst();
      GatewayProcess second = nodes.both().getLast();
      nodes.areFine(Stream.generate(nodes::issue).limit(3).toList());
      nodes.both().forEach(GatewayProcess::killHard);

      first.beginArmed(CrashPoint.VALUES_RESEALED, 3).awaitReady();
      first.management().post(KEYS + "/rotate", new JsonObject());
      assertThat(first.awaitDeath(PATIENCE)).isEqualTo(GatewayProcess.KILLED);

      long begin = System.nanoTime();
      second.start();
      JsonObject half = second.management().get(KEYS).getJsonObject("rotation");
      assertThat(half.getLong("done")).isPositive();
      Eventually.see(
          PATIENCE, "the rotation is done", () -> state(second.management()), "done"::equals);
      figures.fault(Duration.ofNanos(System.nanoTime() - begin));

      // Done is said only when each value has opened, and stands under the new key.
      JsonObject done = second.management().get(KEYS);
      assertThat(done.getJsonObject("rotation").getLong("left")).isZero();
      assertThat(done.getJsonObject("rotation").getLong("done")).isGreaterThan(10);
      String old = key(done, "old");
      assertThat(second.management().reply("DELETE", KEYS + "/" + old, null).status())
          .isEqualTo(204);
      first.start();
      nodes.areFine(List.of());
    }
  }

  private static String state(Api node) {
    return node.get(KEYS).getJsonObject("rotation").getString("state");
  }

  private static String key(JsonObject keys, String use) {
    return keys.getJsonArray("keys").stream()
        .map(JsonObject.class::cast)
        .filter(key -> key.getString("use").equals(use))
        .map(key -> key.getString("id"))
        .findFirst()
        .orElseThrow();
  }

  /** Shown with its secrets masked, for which they have to be opened. */
  private static boolean opens(Api node) {
    return node.reply("GET", "/api/connections/" + Ground.CONNECTION, null).status() == 200;
  }

  private static long wrappedBy(GatewayProcess node, KeyId master) {
    return node.management().get("/api/keys").getJsonArray("masterKeys").stream()
        .map(JsonObject.class::cast)
        .filter(key -> key.getString("id").equals(master.hex()))
        .mapToLong(key -> key.getLong("dataKeys"))
        .sum();
  }

  private static void restart(GatewayProcess node, MasterKeys master) {
    node.terminate(PATIENCE);
    give(node, master);
    node.start();
  }

  private static MasterKeys masterKeys(GatewayProcess node) {
    JsonObject settings = new JsonObject(text(configuration(node)));
    return MasterKeys.read(settings.getJsonObject("vault").getString("master-key"));
  }

  private static void give(GatewayProcess node, MasterKeys master) {
    JsonObject settings = new JsonObject(text(configuration(node)));
    settings.getJsonObject("vault").put("master-key", master.text());
    try {
      Files.writeString(configuration(node), settings.encode());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path configuration(GatewayProcess node) {
    return node.log().resolveSibling(node.name() + ".yaml");
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
