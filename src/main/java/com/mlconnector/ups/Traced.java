package com.mlconnector.ups;

import com.mlconnector.domain.Outcome;
import java.util.function.Function;

/**
 * An outcome with the number under which UPS's support finds the call.
 *
 * @param transId 32 hexadecimal digits, or empty where UPS got no call
 */
public record Traced<T>(String transId, Outcome<T> outcome) {
  <R> Traced<R> map(Function<Outcome<T>, Outcome<R>> change) {
    return new Traced<>(transId, change.apply(outcome));
  }
}
