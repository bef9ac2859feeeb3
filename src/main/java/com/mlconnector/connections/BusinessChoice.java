package com.mlconnector.connections;

import com.mlconnector.connections.Grant.Books;
import java.util.List;
import java.util.stream.Collectors;

/** Which business a consent is for. The first of several is never taken silently. */
sealed interface BusinessChoice {
  record One(Books books) implements BusinessChoice {}

  /** The person chooses. */
  record Several(List<Books> businesses) implements BusinessChoice {}

  record None(int status, String sentence) implements BusinessChoice {}

  /**
   * @param account the connection's, or empty if it may take any
   * @param reached those whose invoices this login may read
   */
  static BusinessChoice of(String account, List<Books> reached) {
    List<Books> fitting =
        reached.stream()
            .filter(books -> account.isEmpty() || books.account().equals(account))
            .toList();
    if (fitting.size() > 1) {
      return new Several(fitting);
    }
    if (fitting.size() == 1) {
      return new One(fitting.getFirst());
    }
    return reached.isEmpty()
        ? new None(
            403,
            "This FreshBooks login has no business whose invoices it may read: it is a client's,"
                + " or an employee's without that right. Let the owner or an admin of the business"
                + " open the link.")
        : new None(
            409,
            "This connection keeps the books of the FreshBooks account "
                + account
                + ", and this login does not reach it, but "
                + reached.stream().map(Books::name).collect(Collectors.joining(", "))
                + ". Log in to FreshBooks as somebody of that account and open the link again. For"
                + " other books there should be another connection; who runs the gateway can also"
                + " make a link that lets this one go over to them.");
  }
}
