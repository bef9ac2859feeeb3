package com.mlconnector.connections;

import com.mlconnector.domain.Secret;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a person has granted, until it connects one of the businesses it reaches.
 *
 * @param scopes parted by blanks
 */
record Grant(
    Secret access, Secret refresh, Instant expires, String scopes, List<Books> businesses) {
  /** One set of books whose invoices this grant may read. */
  record Books(long id, String account, String name) {}

  Grant {
    businesses = List.copyOf(businesses);
  }

  Optional<Books> business(String id) {
    return businesses.stream().filter(books -> Long.toString(books.id).equals(id)).findFirst();
  }

  Grant of(List<Books> chosen) {
    return new Grant(access, refresh, expires, scopes, chosen);
  }

  Secret write() {
    JsonArray all = new JsonArray();
    businesses.forEach(books ->
        all.add(
            new JsonObject()
                .put("id", books.id)
                .put("account", books.account)
                .put("name", books.name)));
    return new Secret(
        new JsonObject()
            .put("access", access.reveal())
            .put("refresh", refresh.reveal())
            .put("expires", expires)
            .put("scopes", scopes)
            .put("businesses", all)
            .encode());
  }

  static Grant read(Secret written) {
    JsonObject json = new JsonObject(written.reveal());
    return new Grant(
        new Secret(json.getString("access")),
        new Secret(json.getString("refresh")),
        json.getInstant("expires"),
        json.getString("scopes"),
        json.getJsonArray("businesses").stream()
            .map(JsonObject.class::cast)
            .map(one ->
                new Books(one.getLong("id"), one.getString("account"), one.getString("name")))
            .toList());
  }
}
