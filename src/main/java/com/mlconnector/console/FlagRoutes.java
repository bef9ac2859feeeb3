package com.mlconnector.console;

import com.mlconnector.domain.FlagSettings;
import com.mlconnector.domain.FlagSources;
import com.mlconnector.domain.ShipFlag;
import com.mlconnector.http.Contract;
import com.mlconnector.http.JsonFields;
import com.mlconnector.store.Connections.Connection;
import io.vertx.ext.web.RoutingContext;
import java.math.BigDecimal;
import java.util.List;

/** Shows how a text would be read as a flag, with the connection's settings; changes nothing. */
final class FlagRoutes {
  private static final int LONGEST = 20_000;
  private static final int MOST_LINES = 200;

  private final Subjects subjects;

  FlagRoutes(Subjects subjects) {
    this.subjects = subjects;
  }

  void mount(Contract contract) {
    contract.on("tryFlag", ctx -> subjects.whole(ctx, this::read));
  }

  private void read(RoutingContext ctx, Connection connection) {
    JsonFields body =
        JsonFields.of(ctx).only(List.of("notes", "terms", "poNumber", "clientNote", "lines"));
    FlagSources sources =
        new FlagSources(
            lines(body),
            body.optionalText("notes", LONGEST).orElse(""),
            body.optionalText("terms", LONGEST).orElse(""),
            body.optionalText("poNumber", LONGEST).orElse(""),
            body.optionalText("clientNote", LONGEST).orElse(""));
    if (body.problem().isPresent()) {
      body.problem().get().send(ctx);
      return;
    }
    FlagSettings settings = connection.settings().flags();
    ctx.json(FlagView.of(ShipFlag.read(sources, settings), settings)).onFailure(gone -> {});
  }

  private static List<FlagSources.Line> lines(JsonFields body) {
    return body.objects("lines", MOST_LINES).stream().map(FlagRoutes::line).toList();
  }

  private static FlagSources.Line line(JsonFields line) {
    line.only(List.of("name", "description", "quantity"));
    return new FlagSources.Line(
        line.optionalText("name", LONGEST).orElse(""),
        line.optionalText("description", LONGEST).orElse(""),
        line.optionalNumber("quantity", "-1000000", "1000000").orElse(BigDecimal.ONE));
  }
}
