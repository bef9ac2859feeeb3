package com.mlconnector.check;

import com.mlconnector.check.Result.Failed;
import com.mlconnector.check.Result.Ok;
import com.mlconnector.domain.Owner;
import com.mlconnector.store.Connections.Connection;
import com.mlconnector.vault.SealBroken;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The connection that was meant. For one run. */
final class NamedConnection {
  private final Check.Parts parts;
  private final Optional<String> name;
  private Optional<Connection> found = Optional.empty();

  /**
   * @param name without one there must be a single connection
   */
  NamedConnection(Check.Parts parts, Optional<String> name) {
    this.parts = parts;
    this.name = name;
  }

  Optional<Connection> found() {
    return found;
  }

  Result find() {
    List<Connection> all;
    try {
      all = parts.database().autocommit(parts.connections()::all);
    } catch (SealBroken e) {
      return new Failed(
          String.valueOf(e.getMessage()),
          "Give vault.master-key the key that the connections were stored with.",
          Owner.GATEWAY);
    }
    List<Connection> meant =
        all.stream().filter(it -> name.isEmpty() || name.get().equals(it.id().value())).toList();
    if (meant.size() == 1) {
      found = Optional.of(meant.getFirst());
      return new Ok("\"" + meant.getFirst().id() + "\": its secrets open with the master key.");
    }
    return new Failed(
        meant.isEmpty()
            ? name.map(it -> "There is no connection '" + it + "'.")
                .orElse("There is no connection yet.")
            : "There are several connections.",
        all.isEmpty()
            ? "Open one (POST /api/connections), as the README shows."
            : "Name one of: "
                + all.stream().map(it -> it.id().value()).collect(Collectors.joining(", "))
                + ".",
        Owner.GATEWAY);
  }
}
