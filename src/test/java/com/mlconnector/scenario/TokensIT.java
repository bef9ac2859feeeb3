package com.mlconnector.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.support.Eventually;
import com.mlconnector.support.RunningGateway;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tokens end, and so does consent; work that waits for either goes on by itself. */
class TokensIT {
  @Nested
  class when_an_access_token_ends_early {
    @RegisterExtension static final RunningGateway gateway = new RunningGateway();

    @Test
    void it_is_refreshed_once_and_the_work_goes_on() {
      ShippedOnce.check(gateway, issue(gateway));
      int before = gateway.freshBooks().requests("oauth.token").size();

      gateway.freshBooks().expireAccessTokens();
      List<Long> invoices = List.of(issue(gateway), issue(gateway), issue(gateway));

      invoices.forEach(invoice -> ShippedOnce.check(gateway, invoice));
      assertThat(gateway.freshBooks().requests("oauth.token")).hasSize(before + 1);
      // Newest first. A second call may be refused while the refresh is under way.
      assertThat(actions(gateway))
          .contains("token-refused")
          .containsSubsequence("token-refreshed", "token-refresh-started");
    }
  }

  @Nested
  class when_the_owner_disconnects_the_app {
    @RegisterExtension static final RunningGateway gateway = new RunningGateway();

    @Test
    void the_work_is_kept_and_goes_on_after_a_new_consent() {
      ShippedOnce.check(gateway, issue(gateway));
      gateway.freshBooks().revokeTokens();
      long invoice = issue(gateway);

      Eventually.see(
          "the connection needs consent",
          gateway::connectionAsShown,
          shown -> shown.getString("state").equals("needs-consent"));
      Eventually.see(
          "the invoice waits",
          () -> gateway.count("work where key = '" + invoice + "' and trouble is not null"),
          waiting -> waiting == 1);
      assertThat(gateway.ups().purchaseCalls(invoice)).isEmpty();

      gateway.giveConsent();

      assertThat(gateway.connectionAsShown().getString("state")).isEqualTo("active");
      ShippedOnce.check(gateway, invoice);
      assertThat(actions(gateway)).contains("consent-granted", "token-refresh-failed");
    }
  }

  @Nested
  class when_the_access_token_runs_out_at_ups {
    @RegisterExtension static final RunningGateway gateway = new RunningGateway();

    @Test
    void the_purchase_is_repeated_once_with_a_new_token() {
      ShippedOnce.check(gateway, issue(gateway));
      gateway.ups().revokeTokens();

      long invoice = issue(gateway);

      ShippedOnce.check(gateway, invoice);
      assertThat(gateway.ups().requests("token")).hasSize(2);
    }
  }

  private static long issue(RunningGateway gateway) {
    return gateway.freshBooks().issueWithNotes(gateway.freshBooks().newClient(), "#ship gnd 2lb");
  }

  /** Newest first. */
  private static List<String> actions(RunningGateway gateway) {
    return gateway.audit().stream().map(row -> row.getString("action")).toList();
  }
}
