package com.mlconnector.sandbox.freshbooks;

import static com.mlconnector.sandbox.freshbooks.Harness.await;
import static com.mlconnector.sandbox.freshbooks.Harness.json;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.multipart.MultipartForm;
import java.net.URI;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Consent, tokens and who is let in, over real sockets. */
class OAuthIT {
  private static final String CALLBACK = "https://gateway.example/oauth/callback";
  private static final String SCOPE = "user:profile:read user:invoices:read";

  private Harness harness;

  @BeforeEach
  void start() throws TimeoutException {
    harness = new Harness();
  }

  @AfterEach
  void stop() throws TimeoutException {
    harness.close();
  }

  @Test
  void consent_gives_a_code_and_the_code_a_token_that_works() throws Exception {
    JsonObject token = json(token(codeGrant(code(SCOPE))));

    assertThat(token.getString("token_type")).isEqualTo("Bearer");
    assertThat(token.getInteger("expires_in")).isEqualTo(43_200);
    assertThat(token.getString("scope")).isEqualTo(SCOPE);
    assertThat(token.getString("refresh_token")).matches("[0-9a-f]{64}");
    assertThat(token.getString("access_token")).hasSizeGreaterThan(900);

    harness.use(token.getString("access_token"));
    JsonObject me = json(harness.get("/auth/api/v1/users/me")).getJsonObject("response");
    JsonObject business =
        me.getJsonArray("business_memberships").getJsonObject(0).getJsonObject("business");
    assertThat(business.getString("account_id")).isEqualTo(harness.sandbox.accountId());
  }

  @Test
  void a_person_reads_the_page_and_presses_a_button() throws Exception {
    HttpResponse<Buffer> page = await(authorize("user:profile:read").send());
    assertThat(page.getHeader("content-type")).startsWith("text/html");
    assertThat(page.bodyAsString()).contains("Allow", "Deny", "user:profile:read", "s&lt;1&gt;");

    HttpResponse<Buffer> denied =
        await(
            harness
                .request(POST, "/oauth/authorize")
                .sendForm(parameters("user:profile:read").add("decision", "deny")));
    assertThat(denied.statusCode()).isEqualTo(302);
    assertThat(denied.getHeader("Location"))
        .startsWith(CALLBACK + "?")
        .contains("error=access_denied", "state=s%3C1%3E");
  }

  @Test
  void a_code_works_once_and_only_for_its_redirect_uri() throws Exception {
    String code = code(SCOPE);

    assertThat(grantError(codeGrant(code).put("redirect_uri", "https://else.example/")))
        .isEqualTo("invalid_grant");
    assertThat(token(codeGrant(code)).statusCode()).isEqualTo(200);
    assertThat(grantError(codeGrant(code))).isEqualTo("invalid_grant");
  }

  @Test
  void a_code_is_too_old_after_five_minutes() throws Exception {
    String code = code(SCOPE);
    harness.control(POST, "/clock", new JsonObject().put("advance", "PT5M1S"));

    assertThat(grantError(codeGrant(code))).isEqualTo("invalid_grant");
  }

  @Test
  void a_challenge_asks_for_its_verifier() throws Exception {
    HttpRequest<Buffer> request =
        authorize(SCOPE)
            .addQueryParam("auto", "allow")
            .addQueryParam("code_challenge", OAuth.s256("right"))
            .addQueryParam("code_challenge_method", "S256");
    String code = codeOf(await(request.send()));

    assertThat(grantError(codeGrant(code))).isEqualTo("invalid_grant");
    assertThat(grantError(codeGrant(code).put("code_verifier", "wrong")))
        .isEqualTo("invalid_grant");
    assertThat(token(codeGrant(code).put("code_verifier", "right")).statusCode()).isEqualTo(200);
  }

  @Test
  void an_unknown_scope_breaks_the_whole_consent() throws Exception {
    HttpResponse<Buffer> answer =
        await(authorize(SCOPE + " user:profile:write").addQueryParam("auto", "allow").send());

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.bodyAsString()).contains("invalid, unknown, or malformed");
  }

  @Test
  void only_registered_redirect_uris_are_let_through() throws Exception {
    harness.control(
        io.vertx.core.http.HttpMethod.PATCH,
        "/app",
        new JsonObject().put("redirectUris", new JsonArray().add("https://other.example/cb")));

    assertThat(await(authorize(SCOPE).addQueryParam("auto", "allow").send()).statusCode())
        .isEqualTo(400);
  }

  @Test
  void a_refresh_replaces_the_pair_and_the_old_one_is_dead() throws Exception {
    JsonObject first = json(token(codeGrant(code(SCOPE))));
    JsonObject second = json(token(refreshGrant(first)));
    assertThat(second.getString("refresh_token")).isNotEqualTo(first.getString("refresh_token"));

    assertThat(grantError(refreshGrant(first))).isEqualTo("invalid_grant");
    assertThat(meStatus(first)).isEqualTo(401);
    assertThat(meStatus(second)).isEqualTo(200);
  }

  @Test
  void switches_change_the_fate_of_old_tokens() throws Exception {
    harness.set("oldTokenLives", true);
    harness.set("reuseKillsFamily", true);
    JsonObject first = json(token(codeGrant(code(SCOPE))));
    JsonObject second = json(token(refreshGrant(first)));
    assertThat(meStatus(first)).isEqualTo(200);

    assertThat(grantError(refreshGrant(first))).isEqualTo("invalid_grant");
    assertThat(meStatus(second)).isEqualTo(401);
    assertThat(grantError(refreshGrant(second))).isEqualTo("invalid_grant");
  }

  @Test
  void a_refresh_can_report_the_first_created_at() throws Exception {
    harness.set("refreshKeepsCreatedAt", true);
    JsonObject first = json(token(codeGrant(code(SCOPE))));
    harness.control(POST, "/clock", new JsonObject().put("advance", "PT2H"));
    JsonObject second = json(token(refreshGrant(first)));

    assertThat(second.getLong("created_at")).isEqualTo(first.getLong("created_at"));
    assertThat(second.getInteger("expires_in")).isEqualTo(43_199);
  }

  @Test
  void an_access_token_ends_after_twelve_hours_and_by_revocation() throws Exception {
    JsonObject first = json(token(codeGrant(code(SCOPE))));
    harness.control(POST, "/clock", new JsonObject().put("advance", "PT12H1S"));
    assertThat(meStatus(first)).isEqualTo(401);

    JsonObject second = json(token(refreshGrant(first)));
    JsonObject revoke = credentials().put("token", second.getString("access_token"));
    HttpResponse<Buffer> revoked =
        await(harness.request(POST, "/auth/oauth/revoke").sendJsonObject(revoke));
    assertThat(revoked.bodyAsString()).isEqualTo("{}");
    assertThat(meStatus(second)).isEqualTo(401);
  }

  @Test
  void the_token_endpoint_reads_forms_and_multipart_too() throws Exception {
    MultiMap form = MultiMap.caseInsensitiveMultiMap();
    codeGrant(code(SCOPE)).forEach(member -> form.add(member.getKey(), "" + member.getValue()));
    assertThat(await(tokenRequest().sendForm(form)).statusCode()).isEqualTo(200);

    MultipartForm parts = MultipartForm.create();
    codeGrant(code(SCOPE))
        .forEach(member -> parts.attribute(member.getKey(), "" + member.getValue()));
    assertThat(await(tokenRequest().sendMultipartForm(parts)).statusCode()).isEqualTo(200);
  }

  @Test
  void bad_token_requests_have_the_flat_error_shape() throws Exception {
    assertThat(grantError(new JsonObject())).isEqualTo("invalid_request");
    assertThat(grantError(credentials().put("grant_type", "password")))
        .isEqualTo("unsupported_grant_type");
    assertThat(grantError(credentials().put("grant_type", 7))).isEqualTo("invalid_request");
    assertThat(grantError(credentials().put("grant_type", "refresh_token")))
        .isEqualTo("invalid_request");

    HttpResponse<Buffer> wrong = token(codeGrant("x").put("client_secret", "wrong"));
    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(json(wrong).getString("error")).isEqualTo("invalid_client");

    HttpResponse<Buffer> noJson =
        await(
            tokenRequest()
                .putHeader("Content-Type", "application/json")
                .sendBuffer(Buffer.buffer("[1,")));
    assertThat(noJson.statusCode()).isEqualTo(400);
  }

  @Test
  void without_a_token_everyone_is_unauthenticated() throws Exception {
    harness.use("nonsense");
    for (String path :
        new String[] {"/auth/api/v1/users/me", "/accounting/account/kQ7x2M/users/clients"}) {
      HttpResponse<Buffer> answer = harness.get(path);
      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(json(answer).getString("error")).isEqualTo("unauthenticated");
    }
    assertThat(json(harness.get("/events/account/kQ7x2M/events/callbacks")).getInteger("errno"))
        .isEqualTo(401);
  }

  @Test
  void a_missing_scope_is_403_and_a_foreign_or_miswritten_account_is_1003() throws Exception {
    harness.use(json(token(codeGrant(code(SCOPE)))).getString("access_token"));

    HttpResponse<Buffer> noScope = harness.get("/accounting/account/kQ7x2M/users/clients");
    assertThat(noScope.statusCode()).isEqualTo(403);
    assertThat(Harness.error(noScope).getString("message")).contains("user:clients:read");

    HttpResponse<Buffer> foreign = harness.get("/accounting/account/kq7x2m/invoices/invoices");
    assertThat(foreign.statusCode()).isEqualTo(401);
    assertThat(Harness.error(foreign).getInteger("errno")).isEqualTo(1003);
  }

  private HttpRequest<Buffer> authorize(String scope) {
    HttpRequest<Buffer> request = harness.request(GET, "/oauth/authorize/");
    parameters(scope).forEach((name, value) -> request.addQueryParam(name, value));
    return request;
  }

  private MultiMap parameters(String scope) {
    return MultiMap.caseInsensitiveMultiMap()
        .add("response_type", "code")
        .add("client_id", harness.sandbox.clientId())
        .add("redirect_uri", CALLBACK)
        .add("scope", scope)
        .add("state", "s<1>");
  }

  private String code(String scope) throws TimeoutException {
    return codeOf(await(authorize(scope).addQueryParam("auto", "allow").send()));
  }

  private static String codeOf(HttpResponse<Buffer> answer) {
    assertThat(answer.statusCode()).isEqualTo(302);
    String query = URI.create(answer.getHeader("Location")).getQuery();
    return query.replaceAll("(^|.*&)code=([0-9a-f]{64}).*", "$2");
  }

  private JsonObject credentials() {
    return new JsonObject()
        .put("client_id", harness.sandbox.clientId())
        .put("client_secret", harness.sandbox.clientSecret());
  }

  private JsonObject codeGrant(String code) {
    return credentials()
        .put("grant_type", "authorization_code")
        .put("code", code)
        .put("redirect_uri", CALLBACK);
  }

  private JsonObject refreshGrant(JsonObject pair) {
    return credentials()
        .put("grant_type", "refresh_token")
        .put("refresh_token", pair.getString("refresh_token"))
        .put("redirect_uri", CALLBACK);
  }

  private HttpRequest<Buffer> tokenRequest() {
    return harness.request(POST, "/auth/oauth/token");
  }

  private HttpResponse<Buffer> token(JsonObject body) throws TimeoutException {
    return await(tokenRequest().sendJsonObject(body));
  }

  private String grantError(JsonObject body) throws TimeoutException {
    HttpResponse<Buffer> answer = token(body);
    assertThat(answer.statusCode()).isEqualTo(400);
    return json(answer).getString("error");
  }

  private int meStatus(JsonObject pair) throws TimeoutException {
    harness.use(pair.getString("access_token"));
    return harness.get("/auth/api/v1/users/me").statusCode();
  }
}
