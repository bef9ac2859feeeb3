package com.mlconnector.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.support.Browser;
import com.mlconnector.support.LoginProvider;
import com.mlconnector.support.RunningGateway;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** People log in at an OpenID Connect provider; what attackers try there leads nowhere. */
class LoginIT {
  private static final String BACK = "/access/login/callback";
  private static final String SESSION = "mlc-session";
  private static final String MARIA = "maria@example.com";
  private static final LoginProvider provider = start();

  /** What browsers call the management port, which is another one in each run. */
  private static final String OWN = "http://desk.example.com";

  @RegisterExtension
  static final RunningGateway gateway =
      new RunningGateway()
          .with("management.failures-per-minute", "1000")
          .with("oidc.issuer", provider.issuer())
          .with("oidc.client-secret", LoginProvider.SECRET)
          .with("oidc.public-url", OWN);

  private final Browser browser = new Browser(gateway.management().base());

  private static LoginProvider start() {
    try {
      return LoginProvider.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterAll
  static void close() {
    provider.close();
  }

  @BeforeEach
  void maria_is_at_the_browser() {
    provider.person(MARIA, "staff", "ml-connector-operator");
  }

  @Test
  void a_person_logs_in_works_and_logs_out() {
    Browser.Page ending = logIn(browser);

    assertThat(ending.status()).isEqualTo(302);
    assertThat(ending.location()).isEqualTo("/api/me");
    assertThat(new JsonObject(browser.get("/api/me").text()))
        .isEqualTo(new JsonObject().put("name", "person:" + MARIA).put("scope", "operator"));
    assertThat(browser.call("POST", "/api/connections/harbor/consent", "origin", OWN).status())
        .as("needs an admin")
        .isEqualTo(403);
    assertThat(browser.call("POST", "/api/logout", "origin", OWN).status()).isEqualTo(204);
    assertThat(browser.get("/api/me").status()).isEqualTo(401);
    assertThat(gatewaySteps("logged-in")).contains("person:" + MARIA);
    assertThat(gatewaySteps("logged-out")).contains("person:" + MARIA);
  }

  @Test
  void the_cookie_is_out_of_reach_and_only_its_hash_is_kept() {
    List<String> set = logIn(browser).setCookies();

    assertThat(set)
        .filteredOn(cookie -> cookie.startsWith(SESSION + "="))
        .singleElement()
        .asString()
        .contains("SameSite=Lax", "Path=/", "Max-Age=28800")
        .containsIgnoringCase("HttpOnly")
        .doesNotContain("Domain", "Secure");
    String cookie = browser.cookies().get(SESSION);
    assertThat(cookie).hasSize(43);
    assertThat(gateway.count("session where hash = sha256('" + cookie + "')")).isEqualTo(1);
    assertThat(gateway.count("session s where s::text like '%" + cookie + "%'")).isZero();
  }

  @Test
  void the_largest_scope_of_all_groups_counts_and_without_a_group_there_is_none() {
    provider.person("root@example.com", "ml-connector-viewer", "ml-connector-admin");
    assertThat(logIn(browser).status()).isEqualTo(302);
    assertThat(browser.get("/api/me").text()).contains("\"admin\"");

    provider.person("guest@example.com", "staff");
    Browser other = new Browser(gateway.management().base());
    assertThat(logIn(other).status()).isEqualTo(403);
    assertThat(other.cookies()).isEmpty();
  }

  @Test
  void nobody_can_foist_a_session_on_another() {
    browser.cookies().put(SESSION, "planted-by-an-attacker-before-the-login-xxx");
    logIn(browser);
    String first = browser.cookies().get(SESSION);
    assertThat(first).isNotEqualTo("planted-by-an-attacker-before-the-login-xxx");

    logIn(browser);
    assertThat(browser.cookies().get(SESSION)).as("new with each login").isNotEqualTo(first);

    Browser attacker = new Browser(gateway.management().base());
    attacker.cookies().put(SESSION, "planted-by-an-attacker-before-the-login-xxx");
    assertThat(attacker.get("/api/me").status()).isEqualTo(401);
    Browser twice = new Browser(gateway.management().base());
    twice.cookies().put(SESSION, first + "; " + SESSION + "=" + browser.cookies().get(SESSION));
    assertThat(twice.get("/api/me").status()).as("two cookies of one name").isEqualTo(401);
  }

  @Test
  void a_login_that_another_browser_began_does_not_end_here() {
    Browser attacker = new Browser(gateway.management().base());
    String page = attacker.get("/access/login").location();
    String back = here(attacker.get(page).location());

    assertThat(browser.get(back).status()).as("without a login of one's own").isEqualTo(401);
    var _ = browser.get("/access/login");
    assertThat(browser.get(back).status()).as("with another state").isEqualTo(401);
    assertThat(browser.cookies()).doesNotContainKey(SESSION);
    assertThat(attacker.get(back).status()).isEqualTo(302);
    assertThat(attacker.get(back).status()).as("a second time").isEqualTo(401);
  }

  @Test
  void a_call_that_another_site_made_the_browser_do_is_refused() {
    provider.person("root@example.com", "ml-connector-admin");
    logIn(browser);
    String release = "/api/connections/harbor/consent";

    for (String[] headers :
        List.of(
            new String[] {},
            new String[] {"origin", "https://evil.example"},
            new String[] {"origin", "null"},
            new String[] {"origin", OWN + ".evil.example"},
            new String[] {"origin", OWN + ":8081"},
            new String[] {"referer", OWN + "/"})) {
      Browser.Page page = browser.call("POST", release, headers);
      assertThat(page.status()).as(String.join(" ", headers)).isEqualTo(403);
      assertThat(page.text()).contains("Another site");
    }
    assertThat(browser.call("DELETE", "/api/tokens/none").status()).isEqualTo(403);
    assertThat(browser.call("POST", release, "origin", OWN).status()).isEqualTo(200);
    assertThat(browser.get(release.replace("/consent", "")).status()).isEqualTo(200);
  }

  @Test
  void a_login_leads_nowhere_else() {
    for (String query :
        List.of("?return_to=https://evil.example", "?redirect_uri=https://evil.example")) {
      String page = browser.get("/access/login" + query).location();
      assertThat(page).startsWith(provider.issuer() + "/authorize?").doesNotContain("evil");
      String back = here(browser.get(page).location());
      Browser.Page ending = browser.get(back + "&return_to=https://evil.example&next=//evil");
      assertThat(ending.location()).isEqualTo("/api/me");
    }
  }

  @ParameterizedTest
  @EnumSource(names = "RIGHT", mode = EnumSource.Mode.EXCLUDE)
  void a_forged_word_of_the_provider_counts_for_nothing(LoginProvider.Signing signing) {
    provider.person("root@example.com", "ml-connector-admin");
    provider.sign(signing);

    assertThat(logIn(browser).status()).isEqualTo(401);
    assertThat(browser.cookies()).isEmpty();
  }

  @Test
  void a_word_that_is_not_for_us_or_not_for_now_counts_for_nothing() {
    Map<String, UnaryOperator<JsonObject>> spoilt =
        Map.of(
            "for another client", claims -> claims.put("aud", "somebody-else"),
            "for nobody", claims -> without(claims, "aud"),
            "of another issuer", claims -> claims.put("iss", "https://evil.example"),
            "of no issuer", claims -> without(claims, "iss"),
            "of another login", claims -> claims.put("nonce", "x".repeat(43)),
            "without a nonce", claims -> without(claims, "nonce"),
            "of yesterday", claims -> claims.put("exp", claims.getLong("iat") - 86_400),
            "for ever", claims -> without(claims, "exp"),
            "of nobody", claims -> without(claims, "email"),
            "of a strange name", claims -> claims.put("email", "a\nb@example.com"));
    spoilt.forEach((what, change) -> {
      maria_is_at_the_browser();
      provider.spoilClaims(change);
      assertThat(logIn(new Browser(gateway.management().base())).status()).as(what).isEqualTo(401);
    });
  }

  @Test
  void a_session_ends_and_a_person_has_only_a_few() {
    provider.person("many@example.com", "ml-connector-viewer");
    logIn(browser);
    for (int i = 0; i < 10; i++) {
      assertThat(browser.get("/api/me").status()).isEqualTo(200);
      logIn(new Browser(gateway.management().base()));
    }
    assertThat(browser.get("/api/me").status()).as("the oldest of eleven").isEqualTo(401);
    assertThat(gateway.count("session where person = 'many@example.com'")).isEqualTo(10);

    Browser late = new Browser(gateway.management().base());
    logIn(late);
    gateway.database().sql("update session set expires_at = now()");
    assertThat(late.get("/api/me").status()).isEqualTo(401);
  }

  @Test
  void behind_https_cookies_travel_over_tls_only_and_belong_to_this_host() throws Exception {
    try (RunningGateway secure =
        new RunningGateway()
            .with("oidc.issuer", provider.issuer())
            .with("oidc.client-secret", LoginProvider.SECRET)
            .with("oidc.public-url", "https://desk.example.com")) {
      secure.open();
      Browser.Page page = new Browser(secure.management().base()).get("/access/login");

      assertThat(page.setCookies())
          .singleElement()
          .asString()
          .startsWith("__Host-mlc-login=")
          .contains("Secure", "Path=/")
          .doesNotContain("Domain");
    }
  }

  @Test
  void without_a_provider_nobody_logs_in() throws Exception {
    try (RunningGateway plain = new RunningGateway()) {
      plain.open();
      Browser stranger = new Browser(plain.management().base());

      assertThat(stranger.get("/access/login").status()).isEqualTo(503);
      assertThat(stranger.get(BACK + "?code=a&state=b").status()).isEqualTo(401);
    }
  }

  /** The whole way, with each redirect followed as a browser does. */
  private static Browser.Page logIn(Browser browser) {
    String page = browser.get("/access/login").location();
    assertThat(page).startsWith(provider.issuer());
    return browser.get(here(browser.get(page).location()));
  }

  /** What browsers know as {@link #OWN} is the management port. */
  private static String here(String location) {
    assertThat(location).startsWith(OWN + BACK + "?");
    return location.substring(OWN.length());
  }

  private static JsonObject without(JsonObject claims, String name) {
    claims.remove(name);
    return claims;
  }

  private static List<String> gatewaySteps(String action) {
    return gateway.management().get("/api/audit").getJsonArray("steps").stream()
        .map(step -> ((JsonObject) step).getJsonObject("content"))
        .filter(content -> content.getString("action").equals(action))
        .map(content -> content.getString("d.by"))
        .toList();
  }
}
