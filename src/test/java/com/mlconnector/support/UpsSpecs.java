package com.mlconnector.support;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.Yaml;

/**
 * UPS's published OpenAPI files as a judge of what we send and of what the stand-in answers.
 *
 * <p>The files are not part of this project. As published they don't parse, or refuse correct
 * traffic, so they are put right in memory: tabs become blanks, lengths are not checked (UPS's own
 * weights and codes break them), and what is required must at least be declared.
 */
public final class UpsSpecs {
  /** What to say when {@link #load} is empty. */
  public static final String NOT_FOUND = "official UPS specs not found, skipped";

  private static final Path FOLDER =
      Path.of(System.getProperty("user.dir"), "..", "shared", "apis", "ups").normalize();

  private record Name(String file, String schema) {}

  private record Contract(Optional<Name> request, Name success, Name error) {
    static Contract of(String file, String request, String success, String error) {
      return new Contract(
          request.isEmpty() ? Optional.empty() : Optional.of(new Name(file, request)),
          new Name(file, success),
          new Name(file, error));
    }
  }

  private static final Map<String, Contract> CONTRACTS =
      Map.ofEntries(
          Map.entry(
              "token",
              Contract.of(
                  "OAuthClientCredentials", "", "tokenSuccessResponse", "tokenErrorResponse")),
          Map.entry("address-validation", wrapped("AddressValidation", "XAV")),
          Map.entry("rate", wrapped("Rating", "RATE")),
          Map.entry("ship", wrapped("Shipping", "SHIP")),
          Map.entry(
              "void", Contract.of("Shipping", "", "VOIDSHIPMENTResponseWrapper", "ErrorResponse")),
          Map.entry("label-recovery", wrapped("Shipping", "LABELRECOVERY")),
          Map.entry("track", tracking()),
          Map.entry("track-reference", tracking()),
          Map.entry("track-shipment", tracking()),
          Map.entry(
              "track-alert-subscribe",
              Contract.of(
                  "UPSTrackAlert",
                  "PackageSubscriptionRequest",
                  "PackageSubscriptionSuccessResponse",
                  "PackageSubscriptionErrorResponse")),
          Map.entry(
              "track-alert-subscribe-v1",
              new Contract(
                  Optional.of(
                      new Name("older/UPSTrackAlert-v1-2025-11-11", "TrackSubsServiceRequest")),
                  new Name("older/UPSTrackAlert-v1-2025-11-11", "TrackSubsServiceResponse"),
                  new Name("UPSTrackAlert", "PackageSubscriptionErrorResponse"))),
          Map.entry(
              "track-alert-account",
              Contract.of(
                  "UPSTrackAlert",
                  "AccountSubscriptionRequest",
                  "AccountSubscriptionResponse",
                  "ErrorMessage")),
          Map.entry("quantum-view", wrapped("QuantumView", "QUANTUMVIEW")));

  /** Whose paths can be told from each other; Track Alert's version is part of its server. */
  private static final Set<String> WITH_PATHS =
      Set.of("AddressValidation", "Rating", "Shipping", "Tracking");

  private final Map<String, JsonObject> files = new HashMap<>();
  private final Map<Name, Validator> validators = new HashMap<>();

  private UpsSpecs() {}

  /** Empty where the files aren't at hand. Keep the result: reading the files takes a second. */
  public static Optional<UpsSpecs> load() {
    return Files.isRegularFile(FOLDER.resolve("Shipping.yaml"))
        ? Optional.of(new UpsSpecs())
        : Optional.empty();
  }

  /** {@code operation} as the stand-in names it; no complaints where UPS takes no JSON. */
  public List<String> violationsOfRequest(String operation, JsonObject body) {
    return contract(operation).request().map(name -> violations(name, body)).orElse(List.of());
  }

  public List<String> violationsOfResponse(String operation, int status, JsonObject body) {
    Contract contract = contract(operation);
    // An error of the package subscription lists the invalid numbers only if it is a 400.
    Name error =
        operation.startsWith("track-alert-subscribe") && status != 400
            ? new Name("UPSTrackAlert", "ErrorMessage")
            : contract.error();
    return violations(status < 300 ? contract.success() : error, body);
  }

  /** A Track Alert push. */
  public List<String> violationsOfPush(JsonObject event) {
    return violations("UPSTrackAlert", "TrackingEventRequest", event);
  }

  /**
   * Request and answer of an entry of the stand-in's log ({@code operation, method, path, query,
   * headers, body, status, answer}). Complaints start with {@code request:} or {@code answer:}.
   * What isn't JSON, or was cut by a fault, is not judged.
   */
  public List<String> violationsOfExchange(JsonObject entry) {
    boolean v1Alert = entry.getString("path").contains("/track/v1/subscription");
    String operation = entry.getString("operation") + (v1Alert ? "-v1" : "");
    List<String> all = new ArrayList<>();
    violationsOfAddress(operation, entry).forEach(v -> all.add("request: " + v));
    if (object(entry.getString("body")) instanceof JsonObject body) {
      violationsOfRequest(operation, body).forEach(v -> all.add("request: " + v));
    }
    if (!entry.containsKey("fault") && object(entry.getString("answer")) instanceof JsonObject a) {
      boolean unsubscribed = entry.getString("method").equals("DELETE") && a.containsKey("message");
      List<String> found =
          unsubscribed
              ? violations("UPSTrackAlert", "AccountUnsubscribeResponse", a)
              : violationsOfResponse(operation, entry.getInteger("status"), a);
      found.forEach(v -> all.add("answer: " + v));
    }
    return all;
  }

  private List<String> violationsOfAddress(String operation, JsonObject entry) {
    String file = contract(operation).success().file();
    return WITH_PATHS.contains(file)
        ? new UpsPaths(files.computeIfAbsent(file, UpsSpecs::read)).violations(entry)
        : List.of();
  }

  /** {@code file} without {@code .yaml}, relative to the folder. */
  public List<String> violations(String file, String schema, JsonObject body) {
    return violations(new Name(file, schema), body);
  }

  static JsonObject fixture(String name) {
    return new JsonObject(text(FOLDER.resolve("fixtures").resolve(name)));
  }

  private static Contract wrapped(String file, String name) {
    return Contract.of(file, name + "RequestWrapper", name + "ResponseWrapper", "ErrorResponse");
  }

  private static Contract tracking() {
    return Contract.of("Tracking", "", "TrackApiResponse", "Response");
  }

  private static Contract contract(String operation) {
    Contract contract = CONTRACTS.get(operation);
    if (contract == null) {
      throw new IllegalArgumentException("UPS has no operation " + operation);
    }
    return contract;
  }

  private List<String> violations(Name name, JsonObject body) {
    OutputUnit verdict = validators.computeIfAbsent(name, this::validator).validate(body);
    if (Boolean.TRUE.equals(verdict.getValid())) {
      return List.of();
    }
    List<OutputUnit> errors = verdict.getErrors();
    return errors == null || errors.isEmpty()
        ? List.of(name.schema() + ": " + verdict.getError())
        : errors.stream().map(e -> e.getInstanceLocation() + " " + e.getError()).toList();
  }

  private Validator validator(Name name) {
    JsonObject file = files.computeIfAbsent(name.file(), UpsSpecs::read);
    // Draft 7 ignores what stands beside a $ref, so the entry point is the copied schema itself.
    // A copy, because the validator writes its own notes into the schemas.
    JsonObject schemas = file.getJsonObject("components").getJsonObject("schemas").copy();
    JsonObject root =
        schemas
            .getJsonObject(name.schema())
            .copy()
            .put("components", new JsonObject().put("schemas", schemas));
    boolean modern = file.getString("openapi").startsWith("3.1");
    return Validator.create(
        JsonSchema.of(root),
        new JsonSchemaOptions()
            .setBaseUri("https://specs.invalid/" + name.schema())
            .setDraft(modern ? Draft.DRAFT202012 : Draft.DRAFT7)
            .setOutputFormat(OutputFormat.Basic));
  }

  private static JsonObject read(String file) {
    String yaml = text(FOLDER.resolve(file + ".yaml")).replace("\t", "  ");
    JsonObject spec = (JsonObject) json(new Yaml().load(yaml));
    JsonObject schemas = spec.getJsonObject("components").getJsonObject("schemas");
    // The published schema of this one is no schema at all.
    if (schemas.containsKey("Exception_BillToAccount")) {
      schemas
          .getJsonObject("Exception_BillToAccount")
          .getJsonObject("properties")
          .put("Option", new JsonObject().put("type", "string"));
    }
    // Either a number or a reference identifies a label; the published list asks for both.
    if (schemas.containsKey("LabelRecoveryRequest")) {
      schemas.getJsonObject("LabelRecoveryRequest").put("required", new JsonArray().add("Request"));
    }
    relax(schemas);
    return spec;
  }

  private static void relax(Object node) {
    if (node instanceof JsonArray list) {
      list.forEach(UpsSpecs::relax);
    }
    if (!(node instanceof JsonObject schema)) {
      return;
    }
    for (String key : List.of("minLength", "maxLength")) {
      if (schema.getValue(key) instanceof Number) {
        schema.remove(key);
      }
    }
    schema.remove("example");
    schema.remove("examples");
    if (schema.getValue("required") instanceof JsonArray required
        && schema.getValue("properties") instanceof JsonObject properties) {
      JsonArray declared = new JsonArray();
      required.stream()
          .filter(name -> properties.containsKey(String.valueOf(name)))
          .forEach(declared::add);
      schema.put("required", declared);
    }
    schema.forEach(member -> relax(member.getValue()));
  }

  /** YAML as JSON: keys become text, and so do dates. */
  private static Object json(Object yaml) {
    return switch (yaml) {
      case Map<?, ?> map -> {
        JsonObject object = new JsonObject();
        map.forEach(
            (key, value) -> object.put(String.valueOf(key), value == null ? null : json(value)));
        yield object;
      }
      case List<?> list -> {
        JsonArray array = new JsonArray();
        list.forEach(element -> array.add(json(element)));
        yield array;
      }
      case String text -> text;
      case Number number -> number;
      case Boolean truth -> truth;
      default -> String.valueOf(yaml);
    };
  }

  private static Object object(String text) {
    return text != null && text.startsWith("{") ? Json.decodeValue(text) : "";
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
