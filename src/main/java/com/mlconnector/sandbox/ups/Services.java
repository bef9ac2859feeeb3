package com.mlconnector.sandbox.ups;

import java.util.List;
import java.util.Optional;

/** The UPS services the stand-in sells. */
final class Services {
  /**
   * @param percent of the Ground price
   * @param days in transit, for a domestic service on any zone
   * @param domestic within the US (and Puerto Rico), or else abroad
   */
  record Service(String code, String name, int percent, int days, boolean domestic) {}

  private static final List<Service> ALL =
      List.of(
          new Service("01", "UPS Next Day Air", 520, 1, true),
          new Service("02", "UPS 2nd Day Air", 260, 2, true),
          new Service("03", "UPS Ground", 100, 4, true),
          new Service("12", "UPS 3 Day Select", 190, 3, true),
          new Service("13", "UPS Next Day Air Saver", 470, 1, true),
          new Service("14", "UPS Next Day Air Early", 640, 1, true),
          new Service("59", "UPS 2nd Day Air A.M.", 300, 2, true),
          new Service("07", "UPS Worldwide Express", 900, 2, false),
          new Service("08", "UPS Worldwide Expedited", 640, 4, false),
          new Service("11", "UPS Standard", 240, 5, false),
          new Service("54", "UPS Worldwide Express Plus", 1_050, 2, false),
          new Service("65", "UPS Worldwide Saver", 820, 3, false));

  private Services() {}

  static Optional<Service> of(String code, Lane lane) {
    return on(lane).stream().filter(service -> service.code().equals(code)).findFirst();
  }

  static List<Service> on(Lane lane) {
    return ALL.stream().filter(service -> service.domestic() == lane.domestic()).toList();
  }
}
