package com.mlconnector.freshbooks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConsentScopeTest {
  @Test
  void what_was_asked_and_not_granted_is_missing() {
    assertThat(ConsentScope.missing(String.join(" ", ConsentScope.asked()))).isEmpty();
    assertThat(
            ConsentScope.missing(
                "user:invoices:read  user:clients:read user:profile:read user:bills:read"))
        .containsExactly(ConsentScope.WRITE_INVOICES);
    assertThat(ConsentScope.missing("user:invoices")).hasSize(4);
  }

  @Test
  void an_old_app_holds_everything_under_another_name() {
    assertThat(ConsentScope.missing("admin:all:legacy")).isEmpty();
  }

  @Test
  void an_answer_without_scopes_means_those_that_were_asked() {
    assertThat(ConsentScope.missing(ConsentScope.granted(" "))).isEmpty();
    assertThat(ConsentScope.granted(" user:clients:read ")).isEqualTo("user:clients:read");
  }
}
