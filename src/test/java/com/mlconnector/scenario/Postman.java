package com.mlconnector.scenario;

import com.mlconnector.sandbox.freshbooks.CanonicalForm;
import com.mlconnector.support.Eventually;
import com.mlconnector.support.FreshBooksDesk;
import com.mlconnector.support.HttpApi;
import com.mlconnector.support.SignedDelivery;
import com.mlconnector.verify.GatewayProcess;
import com.mlconnector.verify.Ground;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/**
 * Brings genuine FreshBooks webhooks to the nodes, past FreshBooks: again, at once, at any time.
 */
final class Postman {
  private static final int AT_ONCE = 50;

  /** As it was on the wire. */
  record Letter(String body, String signature) {
    static Letter copied(JsonObject delivery) {
      return new Letter(delivery.getString("body"), delivery.getString("signature"));
    }
  }

  private final String path;
  private final String account;
  private final String verifier;

  /** Takes the address and the key of the connection's own callback. */
  Postman(Ground ground) {
    JsonObject callback =
        FreshBooksDesk.at(ground.freshBooks()).callbacks().stream()
            .filter(one -> one.getString("event").startsWith("invoice"))
            .findFirst()
            .orElseThrow();
    this.path = URI.create(callback.getString("uri")).getPath();
    this.account = callback.getString("account");
    this.verifier = callback.getString("verifier");
  }

  /**
   * One that FreshBooks might have sent.
   *
   * @param number tells it from all others, as its {@code user_id}
   */
  Letter letter(long invoice, long number) {
    SequencedMap<String, String> fields = new LinkedHashMap<>();
    fields.put("name", "invoice.update");
    fields.put("object_id", Long.toString(invoice));
    fields.put("account_id", account);
    fields.put("user_id", Long.toString(number));
    return new Letter(CanonicalForm.body(fields), CanonicalForm.signature(verifier, fields));
  }

  /** Its status; it fails if nobody answers. */
  CompletableFuture<Integer> bring(Letter letter, GatewayProcess node) {
    return new HttpApi(node.url())
        .statusLater(
            path, SignedDelivery.TYPE, letter.body(), SignedDelivery.HEADER, letter.signature());
  }

  /** To all nodes in turn, a few at once. */
  List<Integer> bringAll(List<Letter> letters, List<GatewayProcess> nodes) {
    return IntStream.range(0, (letters.size() + AT_ONCE - 1) / AT_ONCE)
        .mapToObj(
            part -> letters.subList(part * AT_ONCE, Math.min(letters.size(), (part + 1) * AT_ONCE)))
        .flatMap(part -> bringAtOnce(part, nodes).stream())
        .toList();
  }

  List<Integer> bringAtOnce(List<Letter> letters, List<GatewayProcess> nodes) {
    List<CompletableFuture<Integer>> answers =
        IntStream.range(0, letters.size())
            .mapToObj(i -> bring(letters.get(i), nodes.get(i % nodes.size())))
            .toList();
    return answers.stream().map(CompletableFuture::join).toList();
  }

  /** A node that had no part in the connection's opening learns of it a moment later. */
  void awaitWelcome(List<GatewayProcess> nodes, long invoice) {
    for (GatewayProcess node : nodes) {
      Eventually.see(
          Duration.ofSeconds(60),
          node + " takes deliveries",
          () -> bring(letter(invoice, 0), node).exceptionally(away -> 0).join(),
          status -> status == 200);
    }
  }
}
