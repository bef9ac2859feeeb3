package com.mlconnector.freshbooks;

import com.mlconnector.domain.RawAddress;
import java.util.List;

/**
 * Who gave consent, and the businesses that consent reaches. One person may have several: the
 * operator chooses.
 */
public record Identity(long id, List<Business> businesses) {
  public Identity {
    businesses = List.copyOf(businesses);
  }

  /**
   * One set of books.
   *
   * @param id FreshBooks' {@code business_id}, as named in webhooks
   */
  public record Business(
      long id, String accountId, String name, RawAddress address, String phone) {}
}
