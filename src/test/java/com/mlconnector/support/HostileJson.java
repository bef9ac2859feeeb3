package com.mlconnector.support;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** Damages a good body: members dropped, types changed, text cut off. */
public final class HostileJson {
  private HostileJson() {}

  public static Buffer damaged(String good, Random random) {
    JsonObject body = new JsonObject(good);
    for (int i = random.nextInt(3); i >= 0; i--) {
      List<Consumer<Random>> places = new ArrayList<>();
      collect(body, places);
      if (!places.isEmpty()) {
        places.get(random.nextInt(places.size())).accept(random);
      }
    }
    Buffer bytes = body.toBuffer();
    return random.nextInt(20) == 0 ? bytes.getBuffer(0, random.nextInt(bytes.length())) : bytes;
  }

  private static void collect(JsonObject object, List<Consumer<Random>> places) {
    for (String name : object.fieldNames()) {
      places.add(random -> {
        if (random.nextInt(3) == 0) {
          object.remove(name);
        } else {
          object.put(name, junk(random, object.getValue(name)));
        }
      });
      descend(object.getValue(name), places);
    }
  }

  private static void collect(JsonArray array, List<Consumer<Random>> places) {
    for (int i = 0; i < array.size(); i++) {
      int index = i;
      places.add(random -> array.set(index, junk(random, array.getValue(index))));
      descend(array.getValue(i), places);
    }
  }

  private static void descend(Object value, List<Consumer<Random>> places) {
    if (value instanceof JsonObject object) {
      collect(object, places);
    } else if (value instanceof JsonArray array) {
      collect(array, places);
    }
  }

  private static Object junk(Random random, Object old) {
    return switch (random.nextInt(12)) {
      case 0 -> "";
      case 1 -> "\u0000 \ud83d\udce6";
      case 2 -> -1;
      case 3 -> 1e300;
      case 4 -> BigInteger.TEN.pow(60);
      case 5 -> true;
      case 6 -> new JsonObject();
      case 7 -> new JsonArray();
      case 8 -> new JsonArray().addNull().add(new JsonArray());
      case 9 -> "1e999999999";
      case 10 -> new JsonArray().add(old);
      default -> new JsonObject().put("x", old);
    };
  }
}
