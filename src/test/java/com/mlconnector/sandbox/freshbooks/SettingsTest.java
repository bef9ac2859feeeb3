package com.mlconnector.sandbox.freshbooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

class SettingsTest {
  private final Settings settings = new Settings();

  @Test
  void the_defaults_are_the_documented_ones() {
    assertThat(settings.steps(Setting.WEBHOOK_ATTEMPTS_MILLIS)).containsExactly(0, 30_000, 300_000);
    assertThat(settings.count(Setting.WEBHOOK_DELAY_MILLIS)).isEqualTo(1_000);
    assertThat(settings.count(Setting.TOKEN_LIFETIME_SECONDS)).isEqualTo(43_200);
    assertThat(settings.on(Setting.PKCE_ENFORCED)).isTrue();
  }

  @Test
  void every_setting_can_be_written_back_as_it_was_read() {
    JsonObject all = settings.toJson();

    settings.change(all);

    assertThat(settings.toJson()).isEqualTo(all);
    assertThat(Settings.meanings().fieldNames()).isEqualTo(all.fieldNames());
  }

  @Test
  void a_wrong_type_changes_nothing_and_says_what_is_right() {
    JsonObject changes = new JsonObject().put("rateLimit", 20).put("webhooks", "no");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings.change(changes))
        .withMessage("'webhooks' must be true or false.");
    assertThat(settings.count(Setting.RATE_LIMIT)).isEqualTo(500);
  }

  @Test
  void an_unknown_setting_is_named() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings.change(new JsonObject().put("webhook", true)))
        .withMessageContaining("'webhook'");
  }

  @Test
  void the_next_n_are_used_up() {
    settings.change(new JsonObject().put("webhookDropNext", 1));

    assertThat(settings.takeOne(Setting.WEBHOOK_DROP_NEXT)).isTrue();
    assertThat(settings.takeOne(Setting.WEBHOOK_DROP_NEXT)).isFalse();
  }
}
