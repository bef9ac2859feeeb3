package com.mlconnector.verify;

import com.mlconnector.sandbox.ups.UpsSandbox;
import io.vertx.core.json.JsonObject;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A business in FreshBooks with its connection; what is said to the gateway goes to any node that
 * is there.
 */
final class Shop {
  static final String OWN_ACCOUNT = UpsSandbox.ACCOUNT;

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Ground ground;
  private final String account;
  private final String connection;

  private Shop(Ground ground, String account) {
    this.ground = ground;
    this.account = account;
    this.connection = "shop-" + account.toLowerCase(Locale.ROOT);
  }

  static Shop open(Ground ground, String account) {
    Shop shop = new Shop(ground, account);
    ground.freshBooksControls().post("/businesses", new JsonObject().put("account", account));
    ground.connect(shop.connection, account);
    shop.weighGoods();
    return shop;
  }

  /** FreshBooks' name of the business. */
  String account() {
    return account;
  }

  String connection() {
    return connection;
  }

  /** A UPS account of a customer. */
  String payer() {
    return UpsSandbox.PAYING_ACCOUNTS.getFirst();
  }

  private void weighGoods() {
    StringBuilder csv = new StringBuilder("name,sku,weight,unit\n");
    for (Page.Goods goods : Page.Goods.values()) {
      if (goods.tenths > 0) {
        csv.append("%s,,%d.%d,lb%n".formatted(goods.title, goods.tenths / 10, goods.tenths % 10));
      }
    }
    Api.Reply stored =
        ground.someNode().management().reply("PUT", path("/items"), "text/csv", csv.toString());
    if (stored.status() != 200) {
      throw new IllegalStateException("The item table is refused: " + stored.text());
    }
  }

  /** May be repeated, and is until a node has said yes. */
  void putProfile(long client, JsonObject profile) {
    Waiting.until(
        PATIENCE,
        () -> "The profile of client " + client + " is stored",
        () -> said("PUT", "/clients/" + client, profile) == 200);
  }

  private int said(String method, String path, JsonObject body) {
    try {
      return ask(method, path, body).status();
    } catch (UncheckedIOException | IllegalStateException notYet) {
      return 0;
    }
  }

  /**
   * @throws UncheckedIOException if the node does not answer: nobody knows whether it has done it
   * @throws IllegalStateException if no node is ready
   */
  Api.Reply ask(String method, String path, @Nullable JsonObject body) {
    return ground.someNode().management().reply(method, path(path), body);
  }

  private String path(String path) {
    return "/api/connections/" + connection + path;
  }
}
