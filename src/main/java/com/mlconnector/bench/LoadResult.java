package com.mlconnector.bench;

import io.vertx.core.json.JsonObject;

/**
 * What a round came to, as the sender saw it. Times are of acknowledged deliveries only.
 *
 * @param refused answered, but not with 200
 * @param unanswered sent, and then nothing
 * @param nanos from the first delivery sent to the last answer
 */
record LoadResult(int acked, int refused, int unanswered, long nanos, long p50, long p99) {

  static LoadResult of(JsonObject json) {
    return new LoadResult(
        json.getInteger("acked"),
        json.getInteger("refused"),
        json.getInteger("unanswered"),
        json.getLong("nanos"),
        json.getLong("p50"),
        json.getLong("p99"));
  }

  JsonObject toJson() {
    return new JsonObject()
        .put("acked", acked)
        .put("refused", refused)
        .put("unanswered", unanswered)
        .put("nanos", nanos)
        .put("p50", p50)
        .put("p99", p99);
  }

  double acksPerSecond() {
    return nanos == 0 ? 0 : acked * 1e9 / nanos;
  }
}
