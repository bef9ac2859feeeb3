package com.mlconnector.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.support.Browser;
import com.mlconnector.support.Browser.Page;
import com.mlconnector.support.Eventually;
import com.mlconnector.support.FreshBooksDesk;
import com.mlconnector.support.RunningGateway;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Consent from its link to its end, whichever that is; each test has a connection of its own. */
class ConsentIT {
  private static final String FIRST = "kQ7x2M";
  private static final String SECOND = "mT4p9Z";
  private static final String STANDING = "/oauth/freshbooks/connection";
  private static final String COOKIE = "mlc-consent";
  private static final Pattern TICKET = Pattern.compile("name=\"ticket\" value=\"([^\"]+)\"");
  private static final Pattern BUTTON =
      Pattern.compile("<button name=\"business\" value=\"([0-9]+)\">([^<]+)</button>");

  @RegisterExtension static final RunningGateway gateway = new RunningGateway();

  private static int opened;

  private final Browser browser = new Browser(gateway.door().base());
  private String connection = "";

  @BeforeAll
  static void the_owner_has_two_businesses() {
    gateway.freshBooks().addBusiness(SECOND);
  }

  @BeforeEach
  void a_connection_waits_for_consent() {
    FreshBooksDesk freshBooks = gateway.freshBooks();
    freshBooks.role(FIRST, "owner");
    freshBooks.role(SECOND, "owner");
    freshBooks.app("withheld", new JsonArray());
    freshBooks.app("clientSecret", gateway.freshBooksAppSecret());
    freshBooks.clearFaults();
    connection = "shop-" + ++opened;
    gateway.management().post("/api/connections", gateway.connection().put("id", connection));
  }

  @Test
  void the_only_business_is_connected_at_once_and_the_page_tells_of_its_webhooks() {
    gateway.freshBooks().role(SECOND, "client");

    Page page = agree(browser, link());

    assertThat(page.text()).contains("<h1>Harbor Supply Co is connected</h1>");
    Eventually.see(
        "the page says that all is set up",
        () -> browser.get(STANDING).text(),
        text -> text.contains("It is set up") && !text.contains("http-equiv=\"refresh\""));
    JsonObject shown = shown();
    assertThat(shown.getString("state")).isEqualTo("active");
    assertThat(shown.getString("freshbooksAccount")).isEqualTo(FIRST);
    JsonObject consent = shown.getJsonObject("consent");
    assertThat(consent.getString("business")).isEqualTo("Harbor Supply Co");
    assertThat(consent.getJsonArray("scopes"))
        .contains(
            "user:profile:read", "user:invoices:read", "user:invoices:write", "user:clients:read");
    assertThat(consent.getJsonArray("missing")).isEmpty();
    assertThat(shown.getJsonArray("callbacks"))
        .containsExactly(webhook("invoice", true), webhook("client", true));
    assertThat(actions()).contains("consent-asked", "consent-granted");
  }

  @Test
  void before_consent_there_is_none_to_show() {
    assertThat(shown().getValue("consent")).isNull();
    assertThat(shown().getJsonArray("callbacks"))
        .containsExactly(webhook("invoice", false), webhook("client", false));
  }

  @Test
  void with_several_businesses_the_person_chooses_and_the_choice_stands() {
    Page page = agree(browser, link());

    assertThat(page.text()).contains("Which business?", "Harbor Supply Co", "Business " + SECOND);
    assertThat(shown().getString("state")).isEqualTo("awaiting-consent");
    assertThat(gateway.count("token where connection_id = '" + connection + "'")).isZero();

    assertThat(choose(browser, page, "Business " + SECOND).location()).isEqualTo(STANDING);

    assertThat(browser.get(STANDING).text()).contains("Business " + SECOND + " is connected");
    assertThat(shown().getString("freshbooksAccount")).isEqualTo(SECOND);
    assertThat(choose(browser, page, "Harbor Supply Co").location())
        .as("a choice that was made stands")
        .isEqualTo(STANDING);
    assertThat(shown().getString("freshbooksAccount")).isEqualTo(SECOND);
  }

  @Test
  void a_choice_is_taken_from_the_page_that_offered_it_only() {
    Page page = agree(browser, link());
    String business = button(page, "Harbor Supply Co");
    String ticket = ticket(page);

    Browser stranger = new Browser(gateway.door().base());
    assertThat(stranger.get(STANDING).status()).isEqualTo(403);
    assertThat(stranger.submit(STANDING, "ticket", ticket, "business", business).status())
        .as("without the cookie")
        .isEqualTo(403);
    agree(stranger, link());
    assertThat(stranger.submit(STANDING, "ticket", ticket, "business", business).status())
        .as("with the cookie of another consent")
        .isEqualTo(403);
    assertThat(browser.submit(STANDING, "business", business).status())
        .as("as another site makes a browser do it")
        .isEqualTo(403);
    for (String other : List.of("", "1", "-1", "999999999999999999999", business + "'")) {
      assertThat(browser.submit(STANDING, "ticket", ticket, "business", other).status())
          .as(other)
          .isEqualTo(400);
    }
    assertThat(browser.submit(STANDING, "ticket", "x".repeat(10_000)).status()).isEqualTo(413);
    assertThat(shown().getString("state")).isEqualTo("awaiting-consent");

    var _ = choose(browser, page, "Harbor Supply Co");
    assertThat(shown().getString("state")).isEqualTo("active");
  }

  @Test
  void a_choice_waits_for_half_an_hour() {
    Page page = agree(browser, link());
    gateway.database().sql("update consent_return set expires_at = now()");

    assertThat(browser.get(STANDING).status()).isEqualTo(403);
    assertThat(choose(browser, page, "Harbor Supply Co").status()).isEqualTo(410);
    assertThat(shown().getString("state")).isEqualTo("awaiting-consent");
  }

  @Test
  void a_link_connects_once_whoever_opens_it() {
    String link = link();
    Page first = agree(browser, link);
    Browser other = new Browser(gateway.door().base());
    var _ = choose(other, agree(other, link), "Business " + SECOND);

    assertThat(choose(browser, first, "Harbor Supply Co").status()).isEqualTo(410);
    assertThat(shown().getString("freshbooksAccount")).isEqualTo(SECOND);
    Page late = browser.get(allowed(browser, link));
    assertThat(late.status()).isEqualTo(410);
    assertThat(late.text()).contains("Not connected", "ask for a new link");
  }

  @Test
  void two_links_do_not_pull_a_connection_apart() {
    Page first = agree(browser, link());
    Browser other = new Browser(gateway.door().base());
    var _ = choose(other, agree(other, link()), "Business " + SECOND);

    assertThat(choose(browser, first, "Harbor Supply Co").status()).isEqualTo(410);
    assertThat(shown().getString("freshbooksAccount")).isEqualTo(SECOND);
  }

  @Test
  void a_page_that_is_loaded_again_exchanges_no_code_twice() {
    gateway.freshBooks().role(SECOND, "client");
    String back = allowed(browser, link());
    assertThat(browser.get(back).status()).isEqualTo(303);
    int exchanges = gateway.freshBooks().requests("oauth.token").size();

    assertThat(browser.get(back).status()).isEqualTo(410);
    assertThat(gateway.freshBooks().requests("oauth.token")).hasSize(exchanges);
    assertThat(browser.get(STANDING).text()).contains("is connected");
  }

  @Test
  void a_link_ends_after_its_life_and_a_state_that_nobody_began_never_had_one() {
    JsonObject begun = begin(new JsonObject());
    assertThat(begun.getInstant("expiresAt"))
        .isBetween(
            Instant.now().plus(Duration.ofHours(23)), Instant.now().plus(Duration.ofHours(25)));
    String back = allowed(browser, begun.getString("consentUrl"));
    gateway.database().sql("update consent set expires_at = now()");

    assertThat(browser.get(back).status()).isEqualTo(410);
    assertThat(browser.get("/oauth/freshbooks/callback?code=a&state=b").status()).isEqualTo(410);
    assertThat(browser.get("/oauth/freshbooks/callback").status()).isEqualTo(400);
    assertThat(browser.cookies()).isEmpty();
  }

  @Test
  void a_code_that_was_given_for_another_connection_is_no_good() {
    String back = allowed(browser, link());
    String mine = connection;
    a_connection_waits_for_consent();
    String theirs = allowed(browser, link());
    String mixed =
        back.replaceFirst(
            "code=[0-9a-f]+", "code=" + theirs.replaceFirst(".*code=([0-9a-f]+).*", "$1"));

    Page page = browser.get(mixed);

    assertThat(page.status()).isEqualTo(400);
    assertThat(shown().getString("state")).isEqualTo("awaiting-consent");
    connection = mine;
    assertThat(shown().getString("state")).isEqualTo("awaiting-consent");
  }

  @Test
  void who_does_not_agree_can_think_again() {
    String link = link();
    Page denied = browser.get(browser.get(link + "&auto=deny").location());

    assertThat(denied.status()).isEqualTo(403);
    assertThat(denied.text()).contains("You did not agree", "open the link again");
    assertThat(browser.get("/oauth/freshbooks/callback?error=server_error&state=x").status())
        .isEqualTo(502);
    assertThat(agree(browser, link).text()).contains("Which business?");
  }

  @Test
  void a_scope_that_is_not_granted_is_named_with_what_does_not_work_without_it() {
    gateway.freshBooks().role(SECOND, "client");
    gateway.freshBooks().app("withheld", new JsonArray().add("user:clients:read"));
    String link = link();

    Page page = browser.get(allowed(browser, link));

    assertThat(page.status()).isEqualTo(403);
    assertThat(page.text())
        .contains("user:clients:read (without it no address is known to ship to)", "portal");
    assertThat(shown().getString("state")).isEqualTo("awaiting-consent");
    assertThat(actions()).contains("consent-failed");

    gateway.freshBooks().app("withheld", new JsonArray().add("user:profile:read"));
    assertThat(agree(browser, link).text())
        .contains("is connected", "FreshBooks did not grant user:profile:read");
    JsonObject missing = shown().getJsonObject("consent").getJsonArray("missing").getJsonObject(0);
    assertThat(missing.getString("scope")).isEqualTo("user:profile:read");
    assertThat(missing.getBoolean("needed")).isFalse();
    assertThat(missing.getString("without")).isNotEmpty();
  }

  @Test
  void only_businesses_whose_books_the_login_reads_are_offered() {
    gateway.freshBooks().role(FIRST, "business_employee");
    assertThat(agree(browser, link()).text()).contains("Business " + SECOND + " is connected");

    a_connection_waits_for_consent();
    gateway.freshBooks().role(FIRST, "business_employee");
    gateway.freshBooks().role(SECOND, "client");
    Page page = browser.get(allowed(browser, link()));
    assertThat(page.status()).isEqualTo(403);
    assertThat(page.text()).contains("Let the owner or an admin of the business open the link");
  }

  @Test
  void when_freshbooks_is_down_the_link_stays_good() {
    gateway.freshBooks().role(SECOND, "client");
    String link = link();
    for (String operation : List.of("oauth.token", "me", "invoice.list")) {
      gateway.freshBooks().clearFaults();
      gateway
          .freshBooks()
          .fault(
              new JsonObject()
                  .put("operation", operation)
                  .put("kind", "status")
                  .put("status", 503)
                  .put("times", 0));
      Page page = browser.get(allowed(browser, link));
      assertThat(page.status()).as(operation).isEqualTo(503);
      assertThat(page.text()).contains("Open the link again in a few minutes");
    }
    gateway.freshBooks().clearFaults();
    assertThat(agree(browser, link).text()).contains("is connected");
  }

  @Test
  void an_app_that_freshbooks_does_not_know_is_for_who_runs_the_gateway() {
    gateway.freshBooks().app("clientSecret", "changed in the portal");

    Page page = browser.get(allowed(browser, link()));

    assertThat(page.status()).isEqualTo(502);
    assertThat(page.text()).contains("Who runs the gateway has to correct them");
  }

  @Test
  void a_login_of_other_books_does_not_touch_a_connection_that_works() {
    gateway.freshBooks().role(SECOND, "client");
    agree(browser, link());
    gateway.freshBooks().role(FIRST, "client");
    gateway.freshBooks().role(SECOND, "owner");

    Page page = browser.get(allowed(browser, link()));

    assertThat(page.status()).isEqualTo(409);
    assertThat(page.text())
        .contains("account " + FIRST, "does not reach it, but Business " + SECOND);
    assertThat(shown().getString("state")).isEqualTo("active");
    assertThat(shown().getString("freshbooksAccount")).isEqualTo(FIRST);
    assertThat(
            gateway.number(
                "select generation from token where vendor = 'freshbooks' and connection_id = '"
                    + connection
                    + "'"))
        .as("the tokens are the old ones")
        .isEqualTo(1);
  }

  @Test
  void asked_for_explicitly_a_connection_goes_over_to_other_books_as_if_it_were_new() {
    gateway.freshBooks().role(SECOND, "client");
    agree(browser, link());
    gateway.database().sql("update connection set go_live_at = '2026-01-01T00:00:00Z'");
    gateway.freshBooks().role(SECOND, "owner");

    String link = begin(new JsonObject().put("otherBusiness", true)).getString("consentUrl");
    var _ = choose(browser, agree(browser, link), "Business " + SECOND);

    JsonObject shown = shown();
    assertThat(shown.getString("freshbooksAccount")).isEqualTo(SECOND);
    assertThat(shown.getInstant("goLive")).isAfter(Instant.parse("2026-01-02T00:00:00Z"));
    Eventually.see(
        "the webhooks of the other business",
        () -> browser.get(STANDING).text(),
        text -> text.contains("It is set up"));
  }

  @Test
  void nothing_of_a_page_is_kept_or_passed_on_and_no_script_runs() {
    String back = allowed(browser, link());
    Page arrived = browser.get(back);
    assertThat(arrived.setCookies())
        .singleElement()
        .asString()
        .startsWith(COOKIE + "=")
        .contains("SameSite=Lax", "Path=/", "Max-Age=1800")
        .containsIgnoringCase("HttpOnly")
        .doesNotContain("Domain");
    String cookie = browser.cookies().get(COOKIE);
    assertThat(gateway.count("consent_return r where r::text like '%" + cookie + "%'")).isZero();

    for (Page page :
        List.of(
            browser.get(STANDING),
            browser.get(back),
            browser.get("/oauth/freshbooks/callback?error=%3Cscript%3E"))) {
      assertThat(page.header("cache-control")).isEqualTo("no-store");
      assertThat(page.header("referrer-policy")).isEqualTo("no-referrer");
      assertThat(page.header("content-security-policy"))
          .startsWith("default-src 'none'")
          .contains("form-action 'self'", "frame-ancestors 'none'")
          .doesNotContain("unsafe", "script-src");
      assertThat(page.text())
          .doesNotContain("<script", cookie)
          .doesNotContain(back.replaceFirst(".*code=([0-9a-f]+).*", "$1"));
    }
  }

  @Test
  void a_strange_word_in_the_body_is_named() {
    assertThat(
            gateway
                .management()
                .call(
                    "POST",
                    "/api/connections/" + connection + "/consent",
                    new JsonObject().put("account", SECOND))
                .status())
        .isEqualTo(400);
    assertThat(
            gateway
                .management()
                .call("POST", "/api/connections/" + connection + "/consent", null)
                .status())
        .isEqualTo(200);
  }

  private String link() {
    return begin(new JsonObject()).getString("consentUrl");
  }

  private JsonObject begin(JsonObject body) {
    return gateway.management().post("/api/connections/" + connection + "/consent", body);
  }

  /** Where FreshBooks sends the person who agrees. */
  private static String allowed(Browser browser, String link) {
    String back = browser.get(link + "&auto=allow").location();
    assertThat(back).startsWith(gateway.door().base() + "/oauth/freshbooks/callback?");
    return back;
  }

  /** The whole way, to the page that tells how it stands. */
  private static Page agree(Browser browser, String link) {
    Page arrived = browser.get(allowed(browser, link));
    assertThat(arrived.status()).as(arrived.text()).isEqualTo(303);
    assertThat(arrived.location()).isEqualTo(STANDING);
    return browser.get(STANDING);
  }

  private static Page choose(Browser browser, Page page, String business) {
    return browser.submit(STANDING, "ticket", ticket(page), "business", button(page, business));
  }

  private static String ticket(Page page) {
    Matcher found = TICKET.matcher(page.text());
    assertThat(found.find()).as(page.text()).isTrue();
    return found.group(1);
  }

  private static String button(Page page, String business) {
    return BUTTON
        .matcher(page.text())
        .results()
        .filter(button -> button.group(2).equals(business))
        .map(button -> button.group(1))
        .findFirst()
        .orElseThrow();
  }

  private JsonObject shown() {
    return gateway.management().get("/api/connections/" + connection);
  }

  private static JsonObject webhook(String event, boolean there) {
    return new JsonObject().put("event", event).put("registered", there).put("verified", there);
  }

  private List<String> actions() {
    return gateway
        .management()
        .get("/api/connections/" + connection + "/audit")
        .getJsonArray("steps")
        .stream()
        .map(step -> ((JsonObject) step).getJsonObject("content").getString("action"))
        .toList();
  }
}
