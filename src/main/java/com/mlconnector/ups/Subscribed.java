package com.mlconnector.ups;

import java.util.List;

/** Tracking numbers that UPS will and will not send events for; a partial success is normal. */
public record Subscribed(List<String> valid, List<String> invalid) {
  public Subscribed {
    valid = List.copyOf(valid);
    invalid = List.copyOf(invalid);
  }
}
