package com.mlconnector.support;

import io.vertx.core.json.DecodeException;
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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The management API as it is written down, for comparison with what the gateway does. Stricter
 * than the document: an answer may have no member that is not described.
 */
public final class WrittenContract {
  private final JsonObject document;
  private final JsonObject schemas;
  private final Map<String, Validator> validators = new ConcurrentHashMap<>();

  private WrittenContract(JsonObject document) {
    this.document = document;
    this.schemas = document.getJsonObject("components").getJsonObject("schemas").copy();
    close(schemas);
  }

  /** One operation of the document. */
  public record Operation(String method, String path, JsonObject written) {
    public String id() {
      return written.getString("operationId");
    }
  }

  public static WrittenContract load() {
    try {
      String yaml = Files.readString(Path.of("src/main/resources/openapi/management.yaml"));
      Map<String, Object> read = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
      return new WrittenContract(new JsonObject(Json.encode(new JsonObject(read))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The whole document. Changes to it are nobody's business. */
  public JsonObject document() {
    return document.copy();
  }

  public List<Operation> operations() {
    List<Operation> all = new ArrayList<>();
    JsonObject paths = document.getJsonObject("paths");
    for (String path : paths.fieldNames()) {
      JsonObject methods = paths.getJsonObject(path);
      for (String method : methods.fieldNames()) {
        if (!method.equals("parameters")) {
          JsonObject written = methods.getJsonObject(method).copy();
          JsonArray parameters = written.getJsonArray("parameters", new JsonArray());
          parameters.addAll(methods.getJsonArray("parameters", new JsonArray()));
          all.add(
              new Operation(
                  method.toUpperCase(Locale.ROOT), path, written.put("parameters", parameters)));
        }
      }
    }
    return all;
  }

  /** Follows a reference; what stands beside it counts more. */
  public JsonObject resolved(JsonObject written) {
    String reference = written.getString("$ref");
    if (reference == null) {
      return written;
    }
    JsonObject found = document;
    for (String part : reference.substring(2).split("/", -1)) {
      found = found.getJsonObject(part);
    }
    return resolved(found).copy().mergeIn(written);
  }

  /** What is wrong with a value; nothing if nothing is. */
  public List<String> violations(JsonObject schema, Object value) {
    OutputUnit verdict =
        validators.computeIfAbsent(schema.encode(), key -> validator(schema)).validate(value);
    if (Boolean.TRUE.equals(verdict.getValid())) {
      return List.of();
    }
    List<OutputUnit> errors = verdict.getErrors();
    return errors == null || errors.isEmpty()
        ? List.of(String.valueOf(verdict.getError()))
        : errors.stream().map(e -> e.getInstanceLocation() + " " + e.getError()).toList();
  }

  private Validator validator(JsonObject schema) {
    // A copy, because the validator writes its own notes into the schemas.
    JsonObject root = schema.copy();
    close(root);
    root.put("components", new JsonObject().put("schemas", schemas.copy()));
    return Validator.create(
        JsonSchema.of(root),
        new JsonSchemaOptions()
            .setBaseUri("https://contract.invalid/")
            .setDraft(Draft.DRAFT202012)
            .setOutputFormat(OutputFormat.Basic));
  }

  private static void close(Object node) {
    if (node instanceof JsonArray list) {
      list.forEach(WrittenContract::close);
    }
    if (node instanceof JsonObject schema) {
      if ("object".equals(schema.getValue("type"))
          && schema.containsKey("properties")
          && !schema.containsKey("additionalProperties")) {
        schema.put("additionalProperties", false);
      }
      schema.forEach(member -> close(member.getValue()));
    }
  }

  /**
   * A call and its answer.
   *
   * @throws AssertionError if the document does not describe the answer, or if the gateway took a
   *     request that the document does not allow
   */
  public void check(HttpApi.Call call, HttpApi.Reply reply) {
    String path = call.path().replaceFirst("\\?.*", "");
    if (!path.startsWith("/api/") && !path.startsWith("/access/")) {
      return;
    }
    List<Operation> there = operations().stream().filter(it -> matches(it, path)).toList();
    Optional<Operation> meant =
        there.stream().filter(it -> it.method().equals(call.method())).findFirst();
    List<String> faults =
        meant
            .map(operation -> faults(operation, call, reply))
            .orElseGet(() -> refusalFaults(there.isEmpty() ? 404 : 405, reply));
    if (!faults.isEmpty()) {
      throw new AssertionError(
          call
              + " was answered with "
              + reply.status()
              + ", which openapi/management.yaml does not say: "
              + String.join("; ", faults)
              + "\n"
              + reply.text());
    }
  }

  private static boolean matches(Operation operation, String path) {
    return path.matches(operation.path().replaceAll("\\{[^}]+}", "[^/]+"));
  }

  private List<String> refusalFaults(int status, HttpApi.Reply reply) {
    return reply.status() == status
        ? contentFaults(
            document
                .getJsonObject("components")
                .getJsonObject("responses")
                .getJsonObject("Unknown"),
            reply)
        : List.of("nothing of the kind is there, so " + status + " is expected");
  }

  private List<String> faults(Operation operation, HttpApi.Call call, HttpApi.Reply reply) {
    JsonObject answers = operation.written().getJsonObject("responses");
    JsonObject answer = answers.getJsonObject(Integer.toString(reply.status()));
    if (answer == null) {
      return List.of("only " + answers.fieldNames());
    }
    List<String> faults = new ArrayList<>(contentFaults(resolved(answer), reply));
    if (reply.status() < 300) {
      faults.addAll(bodyFaults(operation, call));
      faults.addAll(parameterFaults(operation, call));
    }
    return faults;
  }

  private List<String> contentFaults(JsonObject answer, HttpApi.Reply reply) {
    if (!answer.containsKey("content")) {
      return reply.body().length() == 0 ? List.of() : List.of("no body");
    }
    return contentFaults(answer.getJsonObject("content"), reply.mediaType(), reply.text());
  }

  private List<String> contentFaults(JsonObject content, String type, String body) {
    String bare = type.replaceFirst(";.*", "");
    if (!content.containsKey(bare)) {
      return List.of("'" + bare + "' is not among " + content.fieldNames());
    }
    JsonObject schema = content.getJsonObject(bare).getJsonObject("schema");
    if (schema == null) {
      return List.of();
    }
    try {
      return violations(schema, bare.endsWith("json") ? Json.decodeValue(body) : body);
    } catch (DecodeException e) {
      return List.of("no JSON");
    }
  }

  private List<String> bodyFaults(Operation operation, HttpApi.Call call) {
    if (!operation.written().containsKey("requestBody")) {
      return call.body().isEmpty() || call.body().equals("{}")
          ? List.of()
          : List.of("a request without a body");
    }
    JsonObject written = resolved(operation.written().getJsonObject("requestBody"));
    return call.body().isEmpty() && !written.getBoolean("required", false)
        ? List.of()
        : contentFaults(written.getJsonObject("content"), call.type(), call.body());
  }

  private List<String> parameterFaults(Operation operation, HttpApi.Call call) {
    Map<String, String> query = new HashMap<>();
    int mark = call.path().indexOf('?');
    if (mark >= 0) {
      for (String pair : call.path().substring(mark + 1).split("&", -1)) {
        query.put(pair.replaceFirst("=.*", ""), pair.replaceFirst("[^=]*=?", ""));
      }
    }
    List<String> faults = new ArrayList<>();
    operation.written().getJsonArray("parameters").stream()
        .map(written -> resolved((JsonObject) written))
        .forEach(written -> {
          String name = written.getString("name");
          String given =
              written.getString("in").equals("path")
                  ? inPath(operation.path(), call.path(), name)
                  : query.remove(name);
          if (given != null) {
            faults.addAll(parameterFaults(written.getJsonObject("schema"), name, given));
          }
        });
    query.keySet().forEach(name -> faults.add("no parameter '" + name + "'"));
    return faults;
  }

  private List<String> parameterFaults(JsonObject schema, String name, String given) {
    boolean number = "integer".equals(resolved(schema).getValue("type"));
    return violations(schema, number ? (Object) Long.valueOf(given) : given).stream()
        .map(fault -> name + ": " + fault)
        .toList();
  }

  private static String inPath(String template, String path, String name) {
    int place = List.of(template.split("/", -1)).indexOf("{" + name + "}");
    return path.replaceFirst("\\?.*", "").split("/", -1)[place];
  }
}
