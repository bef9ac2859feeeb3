package com.mlconnector.vendor;

import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.Gate.Sign;
import com.mlconnector.domain.Lane;
import com.mlconnector.vendor.Gates.Pass;
import com.mlconnector.vendor.VendorAnswer.Answered;
import com.mlconnector.vendor.VendorAnswer.HeldBack;
import com.mlconnector.vendor.VendorAnswer.NoAnswer;
import com.mlconnector.vendor.VendorAnswer.NoToken;
import com.mlconnector.vendor.VendorAnswer.NoTokenNow;
import com.mlconnector.vendor.VendorAnswer.NotSent;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.function.Function;

/**
 * Calls nobody through a closed gate. Around everything else, so that a 401 which a fresh token
 * cured is no trouble, and a call that has no token is no sign of the vendor's.
 */
final class GatedCall implements VendorCall {
  private final Gates gates;
  private final Function<String, Lane> lanes;
  private final InstantSource clock;
  private final VendorCall next;

  /**
   * @param lanes by operation
   */
  GatedCall(Gates gates, Function<String, Lane> lanes, InstantSource clock, VendorCall next) {
    this.gates = gates;
    this.lanes = lanes;
    this.clock = clock;
    this.next = next;
  }

  @Override
  public Future<VendorAnswer> send(VendorRequest request) {
    ConnectionId connection = request.subject().connection();
    Lane lane = lanes.apply(request.operation());
    return gates
        .ask(connection, lane, request.deadline())
        .compose(pass ->
            switch (pass) {
              case Pass.Shut(var left, String why) ->
                  Future.succeededFuture(new HeldBack(left, why));
              case Pass.Admitted admitted ->
                  next.send(request)
                      .compose(answer ->
                          gates.tell(connection, lane, admitted, sign(answer)).map(answer));
            });
  }

  /**
   * By the status alone. What a body says is about one invoice or one parcel: an unreadable answer
   * must not keep all others waiting.
   */
  private Sign sign(VendorAnswer answer) {
    return switch (answer) {
      case Answered answered when answered.status() == 429 ->
          new Sign.Busy(RetryAfter.read(answered.header("Retry-After"), clock.instant()));
      case Answered(int status, _, _) when status == 401 || status == 403 ->
          new Sign.NotAllowed("It answers " + status + ".");
      case Answered(int status, _, _) when status >= 500 || status == 408 ->
          new Sign.Failing("It answers " + status + ".");
      case Answered _ -> new Sign.Well();
      case NotSent(String why) -> new Sign.Failing(why);
      case NoAnswer(String why) -> new Sign.Failing(why);
      case NoToken _, NoTokenNow _, HeldBack _ -> new Sign.Nothing();
    };
  }
}
