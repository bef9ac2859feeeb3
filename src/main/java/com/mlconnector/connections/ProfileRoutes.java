package com.mlconnector.connections;

import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.Scope;
import com.mlconnector.http.Caller;
import com.mlconnector.http.Contract;
import com.mlconnector.http.JsonFields;
import com.mlconnector.http.Problem;
import com.mlconnector.http.Refusal;
import com.mlconnector.http.Said;
import com.mlconnector.store.Connections.Connection;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import java.util.Optional;

/** The management API of whole profiles: what was entered by hand, out and in again. */
final class ProfileRoutes {
  private final Subject subject;
  private final ProfileExport exports;
  private final ProfileImport imports;

  ProfileRoutes(Subject subject, ProfileExport exports, ProfileImport imports) {
    this.subject = subject;
    this.exports = exports;
    this.imports = imports;
  }

  void mount(Contract contract) {
    contract.on("exportProfile", ctx -> subject.connection(ctx, this::take));
    contract.on("importProfile", ctx -> subject.connection(ctx, this::bring));
  }

  private void take(RoutingContext ctx, Connection connection) {
    String format = parameter(ctx, "format");
    if (!format.isEmpty() && !format.equals("json") && !format.equals("csv")) {
      Problem.of(400, "Wrong parameter", "'format' must be json or csv.").send(ctx);
      return;
    }
    Optional<Said> inClear = Optional.empty();
    if (isTrue(ctx, "secrets")) {
      if (!Caller.of(ctx).scope().covers(Scope.ADMIN)) {
        Refusal.tooLittle(ctx, Scope.ADMIN);
        return;
      }
      JsonFields query = JsonFields.of(new JsonObject().put("reason", parameter(ctx, "reason")));
      inClear = Optional.of(Said.of(Caller.of(ctx), query, true));
      if (query.problem().isPresent()) {
        query.problem().get().send(ctx);
        return;
      }
    }
    ctx.response().putHeader("cache-control", "private, no-store");
    if (format.equals("csv")) {
      ctx.response()
          .putHeader("content-type", "text/csv; charset=utf-8")
          .end(exports.clientsCsv(connection, inClear))
          .onFailure(gone -> {});
    } else {
      ctx.json(exports.document(connection, inClear)).onFailure(gone -> {});
    }
  }

  private void bring(RoutingContext ctx, Connection connection) {
    ConnectionId id = connection.id();
    Buffer body = Objects.requireNonNullElseGet(ctx.body().buffer(), Buffer::buffer);
    String type = Objects.requireNonNullElse(ctx.request().getHeader("content-type"), "");
    boolean dryRun = isTrue(ctx, "dryRun");
    String by = Caller.of(ctx).name();
    ProfileImport.Result result =
        type.startsWith("text/csv")
            ? imports.clientsCsv(id, body, dryRun, by)
            : imports.document(id, body, dryRun, by);
    switch (result) {
      case ProfileImport.Result.Refused(Problem problem) -> problem.send(ctx);
      case ProfileImport.Result.Taken(JsonObject report) -> ctx.json(report).onFailure(gone -> {});
    }
  }

  private static boolean isTrue(RoutingContext ctx, String name) {
    return parameter(ctx, name).equals("true");
  }

  private static String parameter(RoutingContext ctx, String name) {
    return Objects.requireNonNullElse(ctx.request().getParam(name), "");
  }
}
