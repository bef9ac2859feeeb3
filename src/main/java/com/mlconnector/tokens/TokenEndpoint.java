package com.mlconnector.tokens;

import com.mlconnector.domain.App;
import com.mlconnector.domain.Outcome;
import com.mlconnector.domain.Secret;
import com.mlconnector.domain.TokenSubject;
import com.mlconnector.domain.Vendor;
import com.mlconnector.domain.VendorFault;
import com.mlconnector.vendor.RetryAfter;
import com.mlconnector.vendor.VendorAnswer;
import com.mlconnector.vendor.VendorCall;
import com.mlconnector.vendor.VendorRequest;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Both vendors' token endpoints. Not the OAuth2 library's: that one loses status, headers and body
 * of an error, and with them the difference between "consent is gone", "too many requests" and
 * "nobody knows".
 */
public final class TokenEndpoint {
  /** The end of the year 9999: nonsense beyond it must not cost us the tokens beside it. */
  private static final long LATEST_SECOND = 253_402_300_800L;

  private static final Duration DEADLINE = Duration.ofSeconds(20);

  private final VendorCall freshBooks;
  private final VendorCall ups;
  private final String freshBooksUrl;
  private final String upsUrl;
  private final InstantSource clock;

  /** The calls carry no bearer token: here the caller proves himself. */
  public TokenEndpoint(
      VendorCall freshBooks,
      String freshBooksUrl,
      VendorCall ups,
      String upsUrl,
      InstantSource clock) {
    this.freshBooks = freshBooks;
    this.ups = ups;
    this.freshBooksUrl = freshBooksUrl;
    this.upsUrl = upsUrl;
    this.clock = clock;
  }

  /** A code from the consent page for the first pair. */
  public Future<Outcome<TokenPair>> exchange(
      TokenSubject subject, App app, String code, String pkceVerifier, String redirectUri) {
    return freshBooks(
        subject,
        "token-exchange",
        form(app, redirectUri)
            .put("grant_type", "authorization_code")
            .put("code", code)
            .put("code_verifier", pkceVerifier));
  }

  /** A refresh token for the next pair; it is spent by this call, whatever we hear of it. */
  public Future<Outcome<TokenPair>> refresh(
      TokenSubject subject, App app, Secret refreshToken, String redirectUri) {
    return freshBooks(
        subject,
        "token-refresh",
        form(app, redirectUri)
            .put("grant_type", "refresh_token")
            .put("refresh_token", refreshToken.reveal()));
  }

  /** UPS client credentials, made out for a merchant account where one is given. */
  public Future<Outcome<TokenPair>> clientCredentials(
      TokenSubject subject, App app, Secret merchant) {
    String basic =
        Base64.getEncoder()
            .encodeToString(
                (app.clientId() + ":" + app.secret().reveal()).getBytes(StandardCharsets.UTF_8));
    VendorRequest request =
        new VendorRequest(
                subject, "token", HttpMethod.POST, upsUrl + "/security/v1/oauth/token", DEADLINE)
            .withBody(
                "application/x-www-form-urlencoded", Buffer.buffer("grant_type=client_credentials"))
            .withHeader("Authorization", "Basic " + basic);
    VendorRequest complete =
        merchant.isEmpty() ? request : request.withHeader("x-merchant-id", merchant.reveal());
    return ups.send(complete).map(answer -> read(Vendor.UPS, answer));
  }

  private Future<Outcome<TokenPair>> freshBooks(
      TokenSubject subject, String operation, JsonObject body) {
    return freshBooks
        .send(
            new VendorRequest(
                    subject,
                    operation,
                    HttpMethod.POST,
                    freshBooksUrl + "/auth/oauth/token",
                    DEADLINE)
                .withJson(body))
        .map(answer -> read(Vendor.FRESHBOOKS, answer));
  }

  private static JsonObject form(App app, String redirectUri) {
    return new JsonObject()
        .put("client_id", app.clientId())
        .put("client_secret", app.secret().reveal())
        .put("redirect_uri", redirectUri);
  }

  private Outcome<TokenPair> read(Vendor vendor, VendorAnswer answer) {
    return switch (answer) {
      case VendorAnswer.Answered answered -> read(vendor, answered);
      case VendorAnswer.NotSent(String why) -> new Outcome.Unavailable<>(why);
      case VendorAnswer.NoTokenNow(String why, _) -> new Outcome.Unavailable<>(why);
      case VendorAnswer.HeldBack(_, String why) -> new Outcome.Unavailable<>(why);
      case VendorAnswer.NoToken(VendorFault fault) -> new Outcome.NotAllowed<>(fault);
      case VendorAnswer.NoAnswer(String why) -> new Outcome.Unknown<>(why);
    };
  }

  private Outcome<TokenPair> read(Vendor vendor, VendorAnswer.Answered answer) {
    JsonObject json = object(answer);
    if (answer.isSuccess()) {
      return json == null ? new Outcome.Unknown<>("unreadable answer") : pair(json);
    }
    if (answer.status() == 429) {
      return new Outcome.Throttled<>(
          RetryAfter.read(answer.header("Retry-After"), clock.instant()));
    }
    if (answer.status() >= 500 || json == null) {
      return new Outcome.Unknown<>("status " + answer.status());
    }
    VendorFault fault = fault(vendor, answer.status(), json);
    // Only this word means that the grant itself is gone; every other refusal is about the app.
    return fault.code().equals("invalid_grant")
        ? new Outcome.Refused<>(fault)
        : new Outcome.NotAllowed<>(fault);
  }

  static Outcome<TokenPair> pair(JsonObject json) {
    String access = text(json.getValue("access_token"));
    long seconds = number(json.getValue("expires_in"));
    if (access.isEmpty() || seconds <= 0) {
      return new Outcome.Unknown<>("no access_token or no expires_in in the answer");
    }
    String refresh = text(json.getValue("refresh_token"));
    long created = number(json.getValue("created_at"));
    return new Outcome.Done<>(
        new TokenPair(
            new Secret(access),
            refresh.isEmpty() ? Optional.empty() : Optional.of(new Secret(refresh)),
            Duration.ofSeconds(Math.min(seconds, Duration.ofDays(90).toSeconds())),
            created > 0 && created < LATEST_SECOND
                ? Optional.of(Instant.ofEpochSecond(created))
                : Optional.empty(),
            text(json.getValue("scope"))));
  }

  private static VendorFault fault(Vendor vendor, int status, JsonObject json) {
    if (json.getValue("response") instanceof JsonObject response
        && response.getValue("errors") instanceof JsonArray errors
        && !errors.isEmpty()
        && errors.getValue(0) instanceof JsonObject first) {
      return new VendorFault(
          vendor, status, text(first.getValue("code")), text(first.getValue("message")));
    }
    return new VendorFault(
        vendor, status, text(json.getValue("error")), text(json.getValue("error_description")));
  }

  private static @Nullable JsonObject object(VendorAnswer.Answered answer) {
    try {
      return answer.body().length() == 0 ? null : new JsonObject(answer.body());
    } catch (DecodeException | ClassCastException notAnObject) {
      return null;
    }
  }

  private static String text(@Nullable Object value) {
    String text = value instanceof CharSequence || value instanceof Number ? value.toString() : "";
    return text.length() > 8_192 ? "" : text;
  }

  private static long number(@Nullable Object value) {
    try {
      return text(value).isEmpty() ? 0 : Long.parseLong(text(value));
    } catch (NumberFormatException notWhole) {
      return 0;
    }
  }
}
