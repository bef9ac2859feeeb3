package com.mlconnector.connections;

import com.mlconnector.freshbooks.FreshBooksClient;
import com.mlconnector.store.Callbacks.Registered;
import java.util.List;

/** How far one of our webhooks is: FreshBooks sends its events once it is verified. */
record Webhook(String event, boolean registered, boolean verified) {
  static List<Webhook> all(List<Registered> callbacks) {
    return FreshBooksClient.EVENTS.stream().map(event -> of(event, callbacks)).toList();
  }

  private static Webhook of(String event, List<Registered> callbacks) {
    List<Registered> ours = callbacks.stream().filter(c -> c.event().equals(event)).toList();
    return new Webhook(event, !ours.isEmpty(), ours.stream().anyMatch(Registered::verified));
  }
}
