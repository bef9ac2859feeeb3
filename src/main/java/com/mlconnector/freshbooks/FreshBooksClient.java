package com.mlconnector.freshbooks;

import com.mlconnector.domain.Client;
import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.Invoice;
import com.mlconnector.domain.InvoiceLine;
import com.mlconnector.domain.Lane;
import com.mlconnector.domain.Outcome;
import com.mlconnector.domain.Secret;
import com.mlconnector.domain.TokenSubject;
import com.mlconnector.vendor.Effect;
import com.mlconnector.vendor.VendorCall;
import com.mlconnector.vendor.VendorJson;
import com.mlconnector.vendor.VendorRequest;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;

/** The calls this gateway makes to FreshBooks. */
public final class FreshBooksClient {
  /** What we want to be told of. */
  public static final List<String> EVENTS = List.of("invoice", "client");

  /** Larger values are silently cut to this. */
  private static final int PER_PAGE = 100;

  /** Lines are absent from every answer, also that to a write, unless asked for. */
  private static final String WITH_LINES = "include%5B%5D=lines";

  private final VendorCall call;
  private final String baseUrl;
  private final Duration deadline;
  private final InstantSource clock;

  /**
   * Calls through {@code call}, which adds the bearer token.
   *
   * @param baseUrl without a slash at the end
   * @param deadline for each call as a whole
   */
  public FreshBooksClient(VendorCall call, String baseUrl, Duration deadline, InstantSource clock) {
    this.call = call;
    this.baseUrl = baseUrl;
    this.deadline = deadline;
    this.clock = clock;
  }

  /** Which calls fail together. */
  public static Lane lane(String operation) {
    return operation.startsWith("callback") ? Lane.WEBHOOKS : Lane.INVOICES;
  }

  public Future<Outcome<Identity>> me(ConnectionId connection) {
    VendorRequest request = request(connection, "me", HttpMethod.GET, "/auth/api/v1/users/me");
    return send(request, Effect.READS, FreshBooksJson::identity);
  }

  public Future<Outcome<Invoice>> invoice(FreshBooksAccount account, long invoiceId) {
    VendorRequest request =
        request(account, "invoice", HttpMethod.GET, invoicePath(account, invoiceId));
    return send(request, Effect.READS, FreshBooksJson::invoice);
  }

  /**
   * One page of a list, newest first.
   *
   * @param page from 1
   */
  public Future<Outcome<InvoicePage>> invoices(
      FreshBooksAccount account, InvoiceFilter filter, int page) {
    String path =
        accounting(account)
            + "/invoices/invoices?"
            + filter.query()
            + "page="
            + page
            + "&per_page="
            + PER_PAGE
            + "&"
            + WITH_LINES;
    VendorRequest request = request(account, "invoices", HttpMethod.GET, path);
    return send(request, Effect.READS, body -> FreshBooksJson.invoices(body, filter));
  }

  public Future<Outcome<Client>> client(FreshBooksAccount account, long clientId) {
    String path = accounting(account) + "/users/clients/" + clientId;
    VendorRequest request = request(account, "client", HttpMethod.GET, path);
    return send(request, Effect.READS, FreshBooksJson::client);
  }

  /**
   * Replaces the whole notes. Nothing else goes along: a PUT does one kind of thing, and {@code
   * vis_state} or an action in the same body would silently swallow the notes.
   */
  public Future<Outcome<Invoice>> updateNotes(
      FreshBooksAccount account, long invoiceId, String notes) {
    VendorRequest request =
        request(account, "update_notes", HttpMethod.PUT, invoicePath(account, invoiceId))
            .withJson(new JsonObject().put("invoice", new JsonObject().put("notes", notes)));
    return send(request, Effect.CHANGES, FreshBooksJson::invoice);
  }

  /**
   * Replaces all lines; one that is left out is deleted, and so are all of an empty list, which is
   * therefore never sent.
   */
  public Future<Outcome<Invoice>> updateLines(
      FreshBooksAccount account, long invoiceId, List<InvoiceLine> lines) {
    if (lines.isEmpty()) {
      throw new IllegalArgumentException("An empty list would delete every line.");
    }
    JsonObject invoice = new JsonObject().put("lines", LinesJson.write(lines));
    VendorRequest request =
        request(account, "update_lines", HttpMethod.PUT, invoicePath(account, invoiceId))
            .withJson(new JsonObject().put("invoice", invoice));
    return send(request, Effect.CHANGES, FreshBooksJson::invoice);
  }

  /** FreshBooks sends the verification at once, possibly before this is answered. */
  public Future<Outcome<Callback>> registerCallback(
      FreshBooksAccount account, String event, String uri) {
    VendorRequest request =
        request(account, "callback_register", HttpMethod.POST, callbacksPath(account))
            .withJson(callbackBody(new JsonObject().put("event", event).put("uri", uri)));
    return send(request, Effect.CHANGES, FreshBooksJson::callback);
  }

  /** The first hundred; an app has a handful. */
  public Future<Outcome<List<Callback>>> callbacks(FreshBooksAccount account) {
    String path = callbacksPath(account) + "?per_page=" + PER_PAGE;
    VendorRequest request = request(account, "callbacks", HttpMethod.GET, path);
    return send(request, Effect.READS, FreshBooksJson::callbacks);
  }

  public Future<Outcome<Callback>> callback(FreshBooksAccount account, long callbackId) {
    VendorRequest request =
        request(account, "callback", HttpMethod.GET, callbackPath(account, callbackId));
    return send(request, Effect.READS, FreshBooksJson::callback);
  }

  public Future<Outcome<Callback>> verifyCallback(
      FreshBooksAccount account, long callbackId, Secret verifier) {
    VendorRequest request =
        request(account, "callback_verify", HttpMethod.PUT, callbackPath(account, callbackId))
            .withJson(callbackBody(new JsonObject().put("verifier", verifier.reveal())));
    return send(request, Effect.CHANGES, FreshBooksJson::callback);
  }

  /** Asks for another verification delivery. */
  public Future<Outcome<Callback>> resendVerification(FreshBooksAccount account, long callbackId) {
    VendorRequest request =
        request(account, "callback_resend", HttpMethod.PUT, callbackPath(account, callbackId))
            .withJson(callbackBody(new JsonObject().put("resend", true)));
    return send(request, Effect.CHANGES, FreshBooksJson::callback);
  }

  /**
   * Answers the id that is gone; FreshBooks answers 200 with an empty object or 204 with nothing.
   */
  public Future<Outcome<Long>> deleteCallback(FreshBooksAccount account, long callbackId) {
    VendorRequest request =
        request(account, "callback_delete", HttpMethod.DELETE, callbackPath(account, callbackId));
    return send(request, Effect.CHANGES, _ -> callbackId);
  }

  private <T> Future<Outcome<T>> send(
      VendorRequest request, Effect effect, Function<VendorJson, T> reader) {
    return call.send(request)
        .map(answer ->
            answer.settle(
                effect,
                answered -> FreshBooksFault.settle(answered, effect, clock.instant(), reader)));
  }

  private VendorRequest request(
      FreshBooksAccount account, String operation, HttpMethod method, String path) {
    return request(account.connection(), operation, method, path);
  }

  private VendorRequest request(
      ConnectionId connection, String operation, HttpMethod method, String path) {
    return new VendorRequest(
        TokenSubject.freshBooks(connection), operation, method, baseUrl + path, deadline);
  }

  private static String invoicePath(FreshBooksAccount account, long invoiceId) {
    return accounting(account) + "/invoices/invoices/" + invoiceId + "?" + WITH_LINES;
  }

  private static String accounting(FreshBooksAccount account) {
    return "/accounting/account/" + encoded(account);
  }

  private static String callbacksPath(FreshBooksAccount account) {
    return "/events/account/" + encoded(account) + "/events/callbacks";
  }

  private static String callbackPath(FreshBooksAccount account, long callbackId) {
    return callbacksPath(account) + "/" + callbackId;
  }

  private static String encoded(FreshBooksAccount account) {
    return URLEncoder.encode(account.accountId(), StandardCharsets.UTF_8);
  }

  private static JsonObject callbackBody(JsonObject content) {
    return new JsonObject().put("callback", content);
  }
}
