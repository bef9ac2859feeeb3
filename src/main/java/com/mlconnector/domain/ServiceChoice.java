package com.mlconnector.domain;

/**
 * The service a flag asks for. Nearly always one; "saver" alone is Next Day Air Saver at home and
 * Worldwide Saver abroad, which only the destination decides.
 */
public record ServiceChoice(Service domestic, Service international) {

  static final ServiceChoice SAVER =
      new ServiceChoice(Service.NEXT_DAY_AIR_SAVER, Service.WORLDWIDE_SAVER);

  public static ServiceChoice of(Service service) {
    return new ServiceChoice(service, service);
  }

  public Service towards(boolean anotherCountry) {
    return anotherCountry ? international : domestic;
  }

  /** For people: {@code UPS Ground}. */
  public String label() {
    return isOne() ? domestic.label() : domestic.label() + " or " + international.label();
  }

  String code() {
    return isOne() ? domestic.code() : domestic.code() + "|" + international.code();
  }

  private boolean isOne() {
    return domestic == international;
  }
}
