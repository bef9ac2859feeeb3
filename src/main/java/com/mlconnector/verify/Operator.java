package com.mlconnector.verify;

import com.mlconnector.verify.Bookkeeper.Paper;
import com.mlconnector.verify.Model.Done;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Looks at shipments through the management API and takes a way on that is offered. Where no answer
 * comes, nobody knows whether it was taken, until the audit trail is asked.
 */
final class Operator {

  /** What he said, under a name that he uses once. */
  private record Said(Done done, String by) {}

  private record Choice(Way way, String path, JsonObject body) {}

  private final Shop shop;
  private final String name;
  private final InstantSource clock;
  private final List<Said> unanswered = new ArrayList<>();
  private int count;

  Operator(Shop shop, String name, InstantSource clock) {
    this.shop = shop;
    this.name = name;
    this.clock = clock;
  }

  Done act(Act.Operate act, Paper paper) {
    Instant begun = clock.instant();
    Optional<Choice> choice = look(paper).flatMap(seen -> choose(seen, act.dice()));
    if (choice.isEmpty()) {
      return new Done(act, begun, clock.instant(), Optional.empty(), Optional.empty());
    }
    String by = name + " " + ++count;
    JsonObject body = choice.get().body.put("by", by);
    try {
      int status = shop.ask("POST", choice.get().path, body).status();
      Optional<Way> taken = Optional.of(choice.get().way).filter(way -> status == 202);
      if (status < 500) {
        return new Done(act, begun, clock.instant(), Optional.empty(), taken);
      }
    } catch (UncheckedIOException | IllegalStateException noAnswer) {
      // The gateway may have done it all the same.
    }
    Done perhaps =
        new Done(act, begun, clock.instant(), Optional.empty(), Optional.of(choice.get().way));
    unanswered.add(new Said(perhaps, by));
    return perhaps;
  }

  /**
   * What turned out not to be accepted, although it might have been.
   *
   * @param audited whether a decision by somebody of this name is in the audit trail
   */
  Set<Done> refused(Predicate<String> audited) {
    Set<Done> refused = new HashSet<>();
    for (Said said : unanswered) {
      if (!audited.test(said.by)) {
        refused.add(said.done);
      }
    }
    unanswered.clear();
    return refused;
  }

  private Optional<JsonObject> look(Paper paper) {
    try {
      Api.Reply reply = shop.ask("GET", "/invoices/" + paper.id(), null);
      JsonArray shipments = reply.body().getJsonArray("shipments", new JsonArray());
      return reply.status() == 200 && !shipments.isEmpty()
          ? Optional.of(shipments.getJsonObject(shipments.size() - 1))
          : Optional.empty();
    } catch (UncheckedIOException | IllegalStateException notNow) {
      return Optional.empty();
    }
  }

  private static Optional<Choice> choose(JsonObject seen, int dice) {
    JsonArray actions = seen.getJsonArray("actions");
    Optional<Choice> choice =
        switch (seen.getString("state")) {
          case "halted" -> dice % 4 == 0 ? evade(seen, dice / 4) : remedy(seen, dice / 4);
          case "held", "cancelled" -> Optional.of(plain(seen, new Way.Resume(), "resume"));
          case "resumed", "address-to-check", "ready-to-buy" ->
              dice % 2 == 0 ? evade(seen, dice / 2) : Optional.empty();
          case "bought" -> bought(seen, dice);
          case "purchase-unknown" -> notBought(seen);
          default -> Optional.empty();
        };
    return choice.filter(it -> actions.contains(it.path.substring(it.path.lastIndexOf('/') + 1)));
  }

  private static Optional<Choice> evade(JsonObject seen, int dice) {
    return Optional.of(
        switch (dice % 3) {
          case 0 -> plain(seen, new Way.Hold(), "hold");
          case 1 -> reasoned(seen, new Way.Cancel(), "cancel");
          default -> plain(seen, new Way.Resume(), "resume");
        });
  }

  private static Optional<Choice> remedy(JsonObject seen, int dice) {
    JsonObject halt = seen.getJsonObject("halt");
    return switch (halt.getString("reason")) {
      case "FLAG_UNKNOWN_WORD" -> pickWord(seen, halt);
      case "ADDRESS_AMBIGUOUS" ->
          dice % 2 == 0 ? pickAddress(seen, halt) : home(seen).map(home -> keep(seen, home));
      case "ADDRESS_INVALID" ->
          dice % 2 == 0
              ? Optional.of(enterAddress(seen))
              : home(seen).map(home -> keep(seen, home));
      case "ADDRESS_PO_BOX" -> Optional.of(enterAddress(seen));
      case "BRAKE" -> Optional.of(reasoned(seen, new Way.OverruleBrake(), "ship-anyway"));
      default -> Optional.of(plain(seen, new Way.Resume(), "resume"));
    };
  }

  private static Optional<Choice> bought(JsonObject seen, int dice) {
    if (seen.containsKey("changed") && dice % 3 == 0) {
      return Optional.of(reasoned(seen, new Way.Dismiss(), "dismiss"));
    }
    return dice % 3 == 1
        ? Optional.of(reasoned(seen, new Way.Reship(), "reship"))
        : Optional.empty();
  }

  private static Optional<Choice> notBought(JsonObject seen) {
    Choice choice = reasoned(seen, new Way.DeclareNotBought(), "declare-not-bought");
    choice.body.put("reference", seen.getString("reference"));
    return Optional.of(choice);
  }

  private static Optional<Choice> pickWord(JsonObject seen, JsonObject halt) {
    JsonObject reading = halt.getJsonObject("reading");
    if (reading == null || halt.getJsonArray("choices").isEmpty()) {
      return Optional.empty();
    }
    Way way = new Way.PickWord(reading.getString("text").toLowerCase(Locale.ROOT));
    JsonObject body = new JsonObject().put("version", seen.getLong("version")).put("choice", 0);
    return Optional.of(new Choice(way, path(seen, "pick"), body));
  }

  /** The first that is no range of house numbers. */
  private static Optional<Choice> pickAddress(JsonObject seen, JsonObject halt) {
    JsonArray candidates = halt.getJsonArray("candidates");
    for (int i = 0; i < candidates.size(); i++) {
      if (!candidates.getJsonObject(i).getJsonArray("lines").encode().contains("-")) {
        JsonObject body =
            new JsonObject().put("version", seen.getLong("version")).put("candidate", i);
        return home(seen)
            .map(home -> new Choice(new Way.PickAddress(home), path(seen, "pick"), body));
      }
    }
    return Optional.empty();
  }

  private static Choice keep(JsonObject seen, Home home) {
    return reasoned(seen, new Way.KeepAddress(home), "ship-anyway");
  }

  private static Choice enterAddress(JsonObject seen) {
    Choice choice = plain(seen, new Way.EnterAddress(), "correct");
    choice.body.put("address", Home.HARRISON.ofOperator());
    return choice;
  }

  /** Whose address UPS objects to. */
  private static Optional<Home> home(JsonObject seen) {
    JsonObject shipTo = seen.getJsonObject("shipTo");
    return shipTo == null
        ? Optional.empty()
        : Home.ofStreet(shipTo.getJsonArray("lines").getString(0));
  }

  private static Choice reasoned(JsonObject seen, Way way, String word) {
    Choice choice = plain(seen, way, word);
    choice.body.put("reason", "seen to");
    return choice;
  }

  private static Choice plain(JsonObject seen, Way way, String word) {
    return new Choice(way, path(seen, word), new JsonObject());
  }

  private static String path(JsonObject seen, String word) {
    return "/shipments/" + seen.getString("id") + "/" + word;
  }
}
