package com.mlconnector.sandbox.freshbooks;

import com.mlconnector.sandbox.Answer;
import com.mlconnector.sandbox.freshbooks.Gate.Call;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Registering, verifying and removing webhooks. Errors are the events family's own. */
final class Callbacks {
  private static final String PATH = "/events/callbacks";
  private static final Set<String> EVENTS = events();

  private final EasternTime time;
  private final Settings settings;
  private final Ledger ledger;
  private final Webhooks webhooks;
  private final Supplier<String> newVerifier;

  Callbacks(
      EasternTime time,
      Settings settings,
      Ledger ledger,
      Webhooks webhooks,
      Supplier<String> newVerifier) {
    this.time = time;
    this.settings = settings;
    this.ledger = ledger;
    this.webhooks = webhooks;
    this.newVerifier = newVerifier;
  }

  void mount(Gate gate) {
    gate.events(HttpMethod.GET, PATH, "callback.list", this::list);
    gate.events(HttpMethod.POST, PATH, "callback.create", this::create);
    gate.events(HttpMethod.GET, PATH + "/:id", "callback.get", found((call, it) -> one(it)));
    gate.events(HttpMethod.PUT, PATH + "/:id", "callback.update", found(this::update));
    gate.events(HttpMethod.DELETE, PATH + "/:id", "callback.delete", found(this::delete));
  }

  private Answer list(Call call) {
    ListQuery query = new ListQuery(call.ctx().queryParams());
    List<Refusal> refusals = query.refusals(Map.of(), Set.of(), Set.of(), false);
    if (!refusals.isEmpty()) {
      return Answers.eventsInvalid(
          settings, refusals.stream().map(it -> it.field() + ": " + it.message()).toList());
    }
    List<String> wanted = query.values("event");
    List<JsonObject> found =
        call.business().callbacks.values().stream()
            .filter(callback -> wanted.isEmpty() || wanted.stream().anyMatch(callback::hears))
            .map(Callback::toJson)
            .toList();
    return query.page("callbacks", found, callback -> callback);
  }

  private Answer create(Call call) {
    JsonObject fields = fields(call);
    List<String> problems = new ArrayList<>();
    eventProblem(fields.getValue("event")).ifPresent(problems::add);
    uriProblem(fields.getValue("uri")).ifPresent(problems::add);
    if (!problems.isEmpty()) {
      return Answers.eventsInvalid(settings, problems);
    }
    String event = fields.getString("event");
    String uri = fields.getString("uri");
    Optional<Answer> refused = refuseScope(call, event);
    if (refused.isPresent()) {
      return refused.get();
    }
    if (settings.on(Setting.REFUSE_DUPLICATE_CALLBACKS) && isTaken(call.business(), event, uri)) {
      return Answers.eventsInvalid(
          settings, List.of("uri: Value error, This event and uri are registered already."));
    }
    Callback callback =
        new Callback(
            ledger.nextCallbackId(), call.business(), event, uri, newVerifier.get(), time.now());
    call.business().callbacks.put(callback.id, callback);
    webhooks.verify(callback);
    return one(callback);
  }

  private Answer update(Call call, Callback callback) {
    JsonObject fields = fields(call);
    if (fields.containsKey("verifier")) {
      return verify(callback, fields.getValue("verifier"));
    }
    if (Boolean.TRUE.equals(fields.getValue("resend"))) {
      return resend(callback);
    }
    return change(call, callback, fields);
  }

  private Answer verify(Callback callback, @Nullable Object verifier) {
    if (!callback.verifier.equals(verifier)) {
      return Answers.eventsInvalid(
          settings, List.of("verifier: Value error, The verifier does not match."));
    }
    callback.verified = true;
    callback.failuresInARow = 0;
    callback.touch(time.now());
    return one(callback);
  }

  private Answer resend(Callback callback) {
    if (settings.on(Setting.RESEND_NEW_VERIFIER)) {
      callback.verifier = newVerifier.get();
    }
    webhooks.verify(callback);
    return one(callback);
  }

  /** A new address has to be verified anew, a new event has not. */
  private Answer change(Call call, Callback callback, JsonObject fields) {
    Object event = fields.getValue("event", callback.event);
    Object uri = fields.getValue("uri", callback.uri);
    List<String> problems =
        Stream.of(eventProblem(event), uriProblem(uri)).flatMap(Optional::stream).toList();
    if (!problems.isEmpty()) {
      return Answers.eventsInvalid(settings, problems);
    }
    Optional<Answer> refused = refuseScope(call, String.valueOf(event));
    if (refused.isPresent()) {
      return refused.get();
    }
    boolean moved = !callback.uri.equals(uri);
    callback.event = String.valueOf(event);
    callback.uri = String.valueOf(uri);
    callback.touch(time.now());
    if (moved) {
      callback.verified = false;
      webhooks.verify(callback);
    }
    return one(callback);
  }

  private Answer delete(Call call, Callback callback) {
    call.business().callbacks.remove(callback.id);
    return settings.on(Setting.CALLBACK_DELETE_EMPTY) ? Answer.empty(204) : Answers.emptyResponse();
  }

  private Function<Call, Answer> found(BiFunction<Call, Callback, Answer> work) {
    return call ->
        Invoices.id(call)
            .flatMap(call.business()::callback)
            .map(callback -> work.apply(call, callback))
            .orElseGet(
                () -> Answers.eventsError(settings, 404, "Requested resource could not be found."));
  }

  /** A body that cannot be read has no fields, and is told so field by field. */
  private static JsonObject fields(Call call) {
    return Reading.json(call.ctx())
        .map(body -> body.getValue("callback") instanceof JsonObject fields ? fields : null)
        .orElseGet(JsonObject::new);
  }

  private Optional<Answer> refuseScope(Call call, String event) {
    String needed = "user:" + event.replaceFirst("\\..*", "") + "s:read";
    boolean guarded = Set.of("invoice", "client", "payment").contains(noun(event));
    return guarded && !call.holds(needed)
        ? Optional.of(
            Answers.eventsError(
                settings,
                403,
                "Insufficient scope: has '" + call.scope() + "', needs '" + needed + "'."))
        : Optional.empty();
  }

  private static String noun(String event) {
    return event.replaceFirst("\\..*", "");
  }

  private static boolean isTaken(Business business, String event, String uri) {
    return business.callbacks.values().stream()
        .anyMatch(callback -> callback.event.equals(event) && callback.uri.equals(uri));
  }

  private static Optional<String> eventProblem(@Nullable Object event) {
    if (event == null) {
      return Optional.of("event: Field required");
    }
    return EVENTS.contains(event)
        ? Optional.empty()
        : Optional.of("event: Value error, Unrecognized event.");
  }

  private static Optional<String> uriProblem(@Nullable Object uri) {
    if (uri == null) {
      return Optional.of("uri: Field required");
    }
    return uri instanceof String text && isHttp(text)
        ? Optional.empty()
        : Optional.of("uri: Input should be a valid URL, relative URL without a base");
  }

  private static boolean isHttp(String text) {
    try {
      URI uri = new URI(text);
      boolean http = "http".equalsIgnoreCase(uri.getScheme());
      return (http || "https".equalsIgnoreCase(uri.getScheme()))
          && uri.getHost() != null
          && uri.getPort() <= 65_535;
    } catch (URISyntaxException notAnAddress) {
      return false;
    }
  }

  private static Answer one(Callback callback) {
    return Answers.result(new JsonObject().put("callback", callback.toJson()));
  }

  private static Set<String> events() {
    List<String> nouns =
        List.of(
            "bill",
            "bill_vendor",
            "category",
            "client",
            "credit_note",
            "estimate",
            "expense",
            "invoice",
            "item",
            "payment",
            "project",
            "recurring",
            "service",
            "tax",
            "time_entry");
    Stream<String> verbs =
        nouns.stream()
            .flatMap(noun -> Stream.of("create", "update", "delete").map(v -> noun + "." + v));
    Stream<String> sent = Stream.of("estimate.sendByEmail", "invoice.sendByEmail");
    return Stream.of(nouns.stream(), verbs, sent)
        .flatMap(names -> names)
        .collect(Collectors.toUnmodifiableSet());
  }
}
