package com.mlconnector.check;

import com.mlconnector.check.Result.Failed;
import com.mlconnector.check.Result.Ok;
import com.mlconnector.check.Result.Warning;
import com.mlconnector.domain.Owner;
import com.mlconnector.vendor.VendorAnswer;
import com.mlconnector.vendor.VendorAnswer.Answered;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.util.Set;

/** What an unsigned delivery to our own public address is answered, and what that shows. Pure. */
final class PublicAddress {
  /** What our door says of it, and nobody else. */
  static final Buffer UNSIGNED = Buffer.buffer("name=check");

  private static final String REFUSAL = "X-FreshBooks-Hmac-SHA256";

  private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

  private static final String REMEDY =
      "Let http.public-url be the address that vendors reach, and see that DNS, certificate and"
          + " proxy lead from there to http.port of a running gateway.";

  private PublicAddress() {}

  static boolean isThisMachine(URI url) {
    return HERE.contains(String.valueOf(url.getHost()));
  }

  /**
   * @param freshBooks where FreshBooks is; on this machine it is a stand-in, to which everything is
   *     reachable
   */
  static Result judge(URI url, URI freshBooks, VendorAnswer answer) {
    return switch (answer) {
      case Answered answered when answered.status() == 401 && isOurs(answered) ->
          reached(url, freshBooks);
      case Answered answered ->
          failed(url + " is answered by somebody else, with status " + answered.status() + ".");
      case VendorAnswer.NoAnswer(String why) -> failed(url + " does not answer: " + why + ".");
      case VendorAnswer.NotSent(String why) -> failed("Nobody is at " + url + ": " + why + ".");
      case VendorAnswer other -> failed(url + " was not asked: " + other + ".");
    };
  }

  private static Result reached(URI url, URI freshBooks) {
    if (isThisMachine(freshBooks)) {
      return new Ok(url + " is answered by a gateway.");
    }
    if (isThisMachine(url)) {
      return failed(url + " is an address of this machine only: no vendor can call it.");
    }
    return "https".equalsIgnoreCase(url.getScheme())
        ? new Ok(
            url
                + " is answered by a gateway, as seen from this machine. That FreshBooks gets"
                + " there too is shown by \""
                + Line.WEBHOOKS.title()
                + "\"; of UPS only a push can show it.")
        : new Warning(
            url + " is answered by a gateway, without TLS.",
            "Use https: FreshBooks sends people back after consent to https addresses only, and UPS"
                + " pushes to no others.",
            Owner.GATEWAY);
  }

  private static boolean isOurs(Answered answered) {
    return answered.body().toString().contains(REFUSAL)
        && answered
            .header("content-type")
            .filter(type -> type.startsWith("application/problem+json"))
            .isPresent();
  }

  private static Failed failed(String sentence) {
    return new Failed(sentence, REMEDY, Owner.GATEWAY);
  }
}
