package com.mlconnector.check;

import com.mlconnector.check.Result.Failed;
import com.mlconnector.check.Result.Ok;
import com.mlconnector.domain.Owner;
import com.mlconnector.freshbooks.Callback;
import com.mlconnector.freshbooks.FreshBooksClient;
import java.util.List;
import java.util.Optional;

/** Whether FreshBooks would tell us of what happens. Pure. */
final class Webhooks {
  private Webhooks() {}

  /**
   * @param uri our own address
   * @param all what is registered at FreshBooks
   * @param known those whose verifier we hold
   */
  static Result judge(String uri, List<Callback> all, List<Long> known) {
    for (String event : FreshBooksClient.EVENTS) {
      Optional<Callback> ours =
          all.stream().filter(it -> it.event().equals(event) && it.uri().equals(uri)).findFirst();
      Optional<Failed> wrong = wrong(uri, event, ours, known);
      if (wrong.isPresent()) {
        return wrong.get();
      }
    }
    return new Ok(
        "FreshBooks has verified the webhooks for "
            + String.join(" and ", FreshBooksClient.EVENTS)
            + ", so it reaches "
            + uri
            + ".");
  }

  private static Optional<Failed> wrong(
      String uri, String event, Optional<Callback> ours, List<Long> known) {
    if (ours.isEmpty()) {
      return failed(
          "FreshBooks has no webhook for '" + event + "' to " + uri + ".",
          "The gateway registers it by itself within ten minutes, if it runs with this address.");
    }
    if (!ours.get().verified()) {
      return failed(
          "The webhook for '" + event + "' is registered and not verified.",
          "FreshBooks' verification has not come to "
              + uri
              + ": see whether that address leads from the internet to the gateway. It asks for"
              + " another one within ten minutes.");
    }
    return known.contains(ours.get().id())
        ? Optional.empty()
        : failed(
            "The webhook for '" + event + "' is verified, and its verifier is not known here.",
            "The gateway registers it anew within ten minutes, if it runs.");
  }

  private static Optional<Failed> failed(String sentence, String remedy) {
    return Optional.of(new Failed(sentence, remedy, Owner.GATEWAY));
  }
}
