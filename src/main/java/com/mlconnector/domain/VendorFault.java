package com.mlconnector.domain;

/**
 * What a vendor said when it refused.
 *
 * @param status HTTP status, 0 where no answer came
 * @param code the vendor's own code ({@code 120209}, {@code 1012}, {@code invalid_grant}), or empty
 * @param message the vendor's own words, shortened; never our request
 */
public record VendorFault(Vendor vendor, int status, String code, String message) {
  @Override
  public String toString() {
    return vendor.title()
        + " answered "
        + status
        + (code.isEmpty() ? "" : " " + code)
        + (message.isEmpty() ? "" : " (" + message + ")");
  }
}
