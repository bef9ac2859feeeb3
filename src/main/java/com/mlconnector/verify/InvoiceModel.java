package com.mlconnector.verify;

import com.mlconnector.verify.Wish.Ships;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * What may have become of one invoice. A change reaches the gateway some time after it was made, so
 * a purchase may be that of any wish since the gateways were last seen at rest.
 */
final class InvoiceModel {

  /** A wish that may have been the current one at any time in between. */
  private record Span(Wish wish, Instant from, Instant to) {
    Span until(Instant end) {
      return new Span(wish, from, end);
    }

    boolean isOpen() {
      return to.equals(Instant.MAX);
    }
  }

  private final Standing standing;
  private final List<Span> spans = new ArrayList<>();
  private final List<Instant> rests = new ArrayList<>();
  private final List<Instant> reships = new ArrayList<>();
  private final Set<String> requestsInText = new HashSet<>();
  private int brakesOverruled;
  private int labelsAtRest;

  InvoiceModel(Standing standing, Instant begun) {
    this.standing = standing;
    spans.add(new Span(standing.wish(), begun, Instant.MAX));
    noteRequest();
  }

  Standing standing() {
    return standing;
  }

  /**
   * @param steps what changes, one after the other
   */
  @SafeVarargs
  final void change(Instant begun, Instant ended, Consumer<Standing>... steps) {
    for (Consumer<Standing> step : steps) {
      step.accept(standing);
      Wish wish = standing.wish();
      if (!current().contains(wish)) {
        spans.replaceAll(span -> span.isOpen() ? span.until(ended) : span);
        spans.add(new Span(wish, begun, Instant.MAX));
      }
    }
    noteRequest();
  }

  private void noteRequest() {
    if (standing.page.flag().form() == Flag.Form.AGAIN) {
      requestsInText.add(standing.page.flag().words());
    }
  }

  /** An operator's decision that the gateway accepted. */
  void decided(Way way, Instant begun, Instant ended) {
    switch (way) {
      case Way.Resume _, Way.DeclareNotBought _ ->
          change(
              begun,
              ended,
              it -> {
                it.held = false;
                it.cancelled = false;
              });
      case Way.Hold _ -> change(begun, ended, it -> it.held = true);
      case Way.Cancel _ -> change(begun, ended, it -> it.cancelled = true);
      case Way.PickWord(String flag) -> change(begun, ended, it -> it.corrected.add(flag));
      case Way.EnterAddress _ -> change(begun, ended, it -> it.addressEntered = true);
      case Way.OverruleBrake _ -> brakesOverruled++;
      case Way.PickAddress(Home home) -> change(begun, ended, it -> it.customer.accepted.add(home));
      case Way.KeepAddress(Home home) -> change(begun, ended, it -> it.customer.accepted.add(home));
      case Way.Reship _ -> {
        reships.add(begun);
        change(
            begun,
            ended,
            it -> {
              it.held = false;
              it.cancelled = false;
            });
      }
      case Way.Dismiss _ -> {}
    }
  }

  /** The gateways have nothing more to do, and so many labels were seen. */
  void rest(Instant at, int labels) {
    rests.add(at);
    labelsAtRest = labels;
  }

  /** What it asks for now; several where nothing says which of them the gateway has seen. */
  Set<Wish> current() {
    return spans.stream().filter(Span::isOpen).map(Span::wish).collect(Collectors.toSet());
  }

  /** Labels that must be there, once all is at rest. */
  int least() {
    if (!current().stream().allMatch(Ships.class::isInstance)) {
      return labelsAtRest;
    }
    // A request in the text may have opened the first label or none.
    return Math.max(labelsAtRest, 1 + reships.size());
  }

  int most() {
    if (!wasShippableSince(Instant.MIN)) {
      return 0;
    }
    long further = reships.stream().filter(this::wasShippableSince).count();
    return 1 + (int) further + Math.min(brakesOverruled, requestsInText.size());
  }

  private boolean wasShippableSince(Instant time) {
    return spans.stream().anyMatch(span -> span.wish instanceof Ships && !span.to.isBefore(time));
  }

  /** What a purchase at this time may have been. */
  Set<Ships> allowedAt(Instant time) {
    Instant since =
        rests.stream().filter(time::isAfter).max(Instant::compareTo).orElse(Instant.MIN);
    Set<Ships> allowed = new HashSet<>();
    for (Span span : spans) {
      if (span.wish instanceof Ships ships
          && !span.from.isAfter(time)
          && !span.to.isBefore(since)) {
        allowed.add(ships);
      }
    }
    return allowed;
  }

  /**
   * A further label that the text asks for is stopped by the brake, on the day of the first; and
   * cancelled with the text.
   */
  boolean mayBeBraked() {
    return !requestsInText.isEmpty();
  }
}
