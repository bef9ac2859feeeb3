package com.mlconnector.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.ConnectException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScriptsTest {
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() throws Exception {
    vertx.close().await(5, TimeUnit.SECONDS);
  }

  @Test
  void a_script_may_wait_and_its_value_comes_back() throws Exception {
    Supplier<String> script = () -> Future.succeededFuture("value").await();
    assertThat(Scripts.run(vertx, script).await(5, TimeUnit.SECONDS)).isEqualTo("value");
  }

  @Test
  void a_database_that_cannot_be_reached_fails_the_script() {
    Supplier<String> script =
        () -> Future.<String>failedFuture(new ConnectException("refused")).await();
    assertThatThrownBy(() -> Scripts.run(vertx, script).await(5, TimeUnit.SECONDS))
        .isInstanceOf(ConnectException.class);
  }
}
