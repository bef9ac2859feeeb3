package com.mlconnector.console;

import com.mlconnector.console.OperatorActions.Correction;
import com.mlconnector.console.OperatorActions.Pick;
import com.mlconnector.domain.Address;
import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.FlagProblem;
import com.mlconnector.domain.FlagSettings;
import com.mlconnector.domain.FlagSources;
import com.mlconnector.domain.Item;
import com.mlconnector.domain.ItemWeight;
import com.mlconnector.domain.ReasonCode;
import com.mlconnector.domain.ShipFlag;
import com.mlconnector.domain.Weight;
import com.mlconnector.http.Caller;
import com.mlconnector.http.Contract;
import com.mlconnector.http.JsonFields;
import com.mlconnector.http.Problem;
import com.mlconnector.http.Said;
import com.mlconnector.store.AddressJson;
import com.mlconnector.store.Shipment;
import com.mlconnector.store.WriteBacks;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * The ways on that operators take. Each answers 202 with the shipment as it is now; it goes on by
 * itself from there. {@code by} names the person, {@code reason} is kept in the audit trail.
 */
final class OperatorRoutes {
  private static final int LONGEST_FLAG = 500;
  private static final int MOST_WEIGHTS = 200;

  private final Subjects subjects;
  private final OperatorActions actions;
  private final InstantSource clock;

  OperatorRoutes(Subjects subjects, OperatorActions actions, InstantSource clock) {
    this.subjects = subjects;
    this.actions = actions;
    this.clock = clock;
  }

  void mount(Contract contract) {
    on(contract, "resumeShipment", this::resume);
    on(contract, "correctShipment", this::correct);
    on(contract, "pickForShipment", this::pick);
    on(contract, "holdShipment", this::hold);
    on(contract, "cancelShipment", this::cancel);
    on(contract, "shipAnyway", withReason(actions::shipAnyway));
    on(contract, "reship", withReason(actions::reship));
    on(contract, "dismissChange", withReason(actions::dismiss));
    on(contract, "declareVoided", withReason(actions::declareVoided));
    on(contract, "declareNotBought", this::declareNotBought);
    on(contract, "answerWriteBack", this::writeBack);
    contract.on("shipOldInvoice", ctx -> subjects.invoice(ctx, this::shipOld));
    contract.on("releaseBrake", ctx -> subjects.connection(ctx, this::releaseBrake));
  }

  private interface Way {
    /**
     * What keeps it from being done; wrong fields are in {@code body}, and then nothing is done.
     */
    Optional<Problem> take(Caller caller, JsonFields body, Shipment shipment);
  }

  private void on(Contract contract, String operationId, Way way) {
    contract.on(
        operationId,
        ctx ->
            subjects.shipment(
                ctx,
                (same, shipment) -> {
                  Optional<Problem> problem =
                      way.take(Caller.of(ctx), JsonFields.of(ctx), shipment);
                  if (problem.isPresent()) {
                    problem.get().send(ctx);
                  } else {
                    ctx.response().setStatusCode(202);
                    ctx.json(subjects.view(shipment)).onFailure(gone -> {});
                  }
                }));
  }

  private Optional<Problem> resume(Caller caller, JsonFields body, Shipment shipment) {
    Said said = Said.of(caller, body.only(List.of("by", "reason")), false);
    return body.problem().or(() -> actions.resume(shipment, said));
  }

  private Optional<Problem> correct(Caller caller, JsonFields body, Shipment shipment) {
    Said said =
        Said.of(
            caller,
            body.only(List.of("by", "reason", "words", "ignore", "flag", "address", "weights")),
            false);
    Correction correction =
        new Correction(
            body.optionalText("words", LONGEST_FLAG),
            body.texts("ignore", 20, LONGEST_FLAG),
            body.optionalText("flag", LONGEST_FLAG),
            address(body),
            weights(body));
    if (correction.words().isEmpty()
        && correction.ignored().isEmpty()
        && correction.flag().isEmpty()
        && correction.address().isEmpty()
        && correction.weights().isEmpty()) {
      body.wrong("One of 'words', 'ignore', 'flag', 'address', 'weights' is needed.");
    }
    Stream.of(correction.words(), correction.flag())
        .flatMap(Optional::stream)
        .filter(OperatorRoutes::namesAnAccount)
        .findFirst()
        .ifPresent(text ->
            body.wrong(
                "UPS account numbers belong into the client's profile, not into a flag; write"
                    + " 'bill=recipient' here."));
    return body.problem().or(() -> actions.correct(shipment, said, correction));
  }

  private static boolean namesAnAccount(String words) {
    return ShipFlag.read(
                FlagSources.notes("#ship " + words), FlagSettings.standard(Weight.Unit.POUND))
            instanceof ShipFlag.Unclear(List<FlagProblem> problems, _)
        && problems.stream()
            .anyMatch(problem -> problem.code() == ReasonCode.ACCOUNT_NUMBER_VISIBLE);
  }

  private static Optional<Address> address(JsonFields body) {
    return switch (body.value("address")) {
      case null -> Optional.empty();
      case JsonObject given -> AddressJson.read(given, "address", body.errors());
      default -> {
        body.wrong("'address' must be an object.");
        yield Optional.empty();
      }
    };
  }

  private static List<Item> weights(JsonFields body) {
    return body.objects("weights", MOST_WEIGHTS).stream()
        .map(OperatorRoutes::weight)
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<Item> weight(JsonFields given) {
    given.only(List.of("name", "sku", "weight", "unit"));
    String name = given.optionalText("name", LONGEST_FLAG).orElse("");
    String sku = given.optionalText("sku", LONGEST_FLAG).orElse("");
    Optional<String> objection = Item.objection(name, sku);
    objection.ifPresent(given::wrong);
    Optional<Weight.Unit> unit = Weight.Unit.ofSymbol(given.text("unit", 2));
    if (unit.isEmpty()) {
      given.wrong("'unit' must be lb, oz, kg or g.");
    }
    Optional<BigDecimal> amount = given.optionalNumber("weight", "0", "10000");
    if (amount.isEmpty()) {
      given.wrong("'weight' is needed; 0 for what weighs nothing.");
    }
    return objection.isEmpty() && unit.isPresent() && amount.isPresent()
        ? Optional.of(new Item(name, sku, new ItemWeight(amount.get(), unit.get())))
        : Optional.empty();
  }

  private Optional<Problem> pick(Caller caller, JsonFields body, Shipment shipment) {
    Said said =
        Said.of(
            caller, body.only(List.of("by", "reason", "version", "candidate", "choice")), false);
    Optional<Integer> version = whole(body, "version");
    Optional<Integer> candidate = whole(body, "candidate");
    Optional<Integer> choice = whole(body, "choice");
    if (version.isEmpty()) {
      body.wrong("'version' is needed: the shipment's, as it was shown with the choices.");
    }
    if (candidate.isPresent() == choice.isPresent()) {
      body.wrong("Either 'candidate' or 'choice' is needed, a number from 0.");
    }
    return body.problem()
        .or(() -> actions.pick(shipment, said, new Pick(version.orElseThrow(), candidate, choice)));
  }

  private static Optional<Integer> whole(JsonFields body, String name) {
    return body.optionalNumber(name, "0", "1000000000")
        .flatMap(number -> {
          try {
            return Optional.of(number.intValueExact());
          } catch (ArithmeticException fraction) {
            body.wrong("'" + name + "' must be a whole number.");
            return Optional.empty();
          }
        });
  }

  private Optional<Problem> hold(Caller caller, JsonFields body, Shipment shipment) {
    Said said = Said.of(caller, body.only(List.of("by", "reason", "until")), false);
    Optional<LocalDate> until =
        body.optionalText("until", 10)
            .flatMap(text -> {
              try {
                return Optional.of(LocalDate.parse(text));
              } catch (DateTimeParseException notOne) {
                body.wrong("'until' must be a date such as 2026-12-24.");
                return Optional.empty();
              }
            });
    if (until.filter(day -> !day.isAfter(today())).isPresent()) {
      body.wrong("'until' must be a day to come; without it, the hold ends when it is resumed.");
    }
    return body.problem().or(() -> actions.hold(shipment, said, until));
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  private Optional<Problem> cancel(Caller caller, JsonFields body, Shipment shipment) {
    Said said = Said.of(caller, body.only(List.of("by", "reason")), true);
    return body.problem().or(() -> actions.cancel(shipment, said));
  }

  /** An action that takes nothing but a word on why. */
  private static Way withReason(BiFunction<Shipment, Said, Optional<Problem>> action) {
    return (caller, body, shipment) -> {
      Said said = Said.of(caller, body.only(List.of("by", "reason")), true);
      return body.problem().or(() -> action.apply(shipment, said));
    };
  }

  private Optional<Problem> declareNotBought(Caller caller, JsonFields body, Shipment shipment) {
    Said said = Said.of(caller, body.only(List.of("by", "reason", "reference")), true);
    String reference = body.text("reference", 35);
    return body.problem().or(() -> actions.declareNotBought(shipment, said, reference));
  }

  private Optional<Problem> writeBack(Caller caller, JsonFields body, Shipment shipment) {
    Said said = Said.of(caller, body.only(List.of("by", "reason", "do")), false);
    WriteBacks.Answer answer =
        switch (body.text("do", 20)) {
          case "again" -> WriteBacks.Answer.AGAIN;
          case "fresh-block" -> WriteBacks.Answer.FRESH_BLOCK;
          case "leave" -> WriteBacks.Answer.LEAVE;
          default -> {
            body.wrong("'do' must be again, fresh-block or leave.");
            yield WriteBacks.Answer.LEAVE;
          }
        };
    return body.problem().or(() -> actions.writeBack(shipment, said, answer));
  }

  private void shipOld(RoutingContext ctx, ConnectionId connection, long invoice) {
    JsonFields body = JsonFields.of(ctx).only(List.of("by", "reason"));
    Said said = Said.of(Caller.of(ctx), body, true);
    if (body.problem().isPresent()) {
      body.problem().get().send(ctx);
      return;
    }
    actions.shipOld(connection, invoice, said);
    ctx.response().setStatusCode(202);
    ctx.json(new JsonObject().put("invoice", invoice)).onFailure(gone -> {});
  }

  private void releaseBrake(RoutingContext ctx, ConnectionId connection) {
    JsonFields body = JsonFields.of(ctx).only(List.of("by", "reason"));
    Said said = Said.of(Caller.of(ctx), body, true);
    if (body.problem().isPresent()) {
      body.problem().get().send(ctx);
      return;
    }
    int sentOn = actions.releaseBrake(connection, said);
    ctx.response().setStatusCode(202);
    ctx.json(new JsonObject().put("shipments", sentOn)).onFailure(gone -> {});
  }
}
