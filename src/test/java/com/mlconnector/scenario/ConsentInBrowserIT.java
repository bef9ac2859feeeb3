package com.mlconnector.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.mlconnector.support.HeadlessBrowser;
import com.mlconnector.support.RunningGateway;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A shop's owner with nothing but a link and a browser. */
class ConsentInBrowserIT {
  @Test
  void from_the_link_to_a_shipped_invoice() throws Exception {
    Optional<Path> chromium = HeadlessBrowser.executable();
    assumeTrue(
        chromium.isPresent(),
        "no Chromium on this machine: chromium, chromium-browser or google-chrome on the PATH");
    try (RunningGateway gateway = new RunningGateway().unconnected();
        HeadlessBrowser browser = HeadlessBrowser.start(chromium.get())) {
      gateway.open();
      gateway.freshBooks().addBusiness("mT4p9Z");

      browser.open(gateway.consentLink());
      browser.awaitText("Allow access?");
      browser.press("Deny");
      browser.awaitText("You did not agree");

      browser.open(gateway.consentLink());
      browser.press("Allow");
      browser.awaitText("Which business?");
      assertThat(browser.address()).endsWith("/oauth/freshbooks/connection");
      browser.press("Harbor Supply Co");

      browser.awaitText("Harbor Supply Co is connected");
      String page = browser.awaitText("It is set up");
      assertThat(page).contains("Webhook for invoices: verified", "Webhook for clients: verified");
      JsonObject shown = gateway.connectionAsShown();
      assertThat(shown.getString("freshbooksAccount")).isEqualTo(gateway.freshBooksAccount());
      long client = gateway.freshBooks().newClient();
      ShippedOnce.check(gateway, gateway.freshBooks().issueWithNotes(client, "#ship gnd 2lb"));
    }
  }
}
