package com.mlconnector.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mlconnector.audit.AuditEntry.Action;
import com.mlconnector.domain.ConnectionId;
import com.mlconnector.support.Samples;
import com.mlconnector.support.TestStore;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditTrailIT {
  private static final ConnectionId SHOP = new ConnectionId("shop");
  private static final UUID SHIPMENT = UUID.fromString("00000000-0000-4000-8000-000000000001");

  @AutoClose private static TestStore store;
  private static AuditTrail audit;

  @BeforeAll
  static void open() {
    store = TestStore.open();
    audit = new AuditTrail(() -> Samples.MORNING);
    store.run(tx -> audit.add(tx, SHOP, Action.SWEEP_DONE, Map.of("invoices", "3")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update audit set content = 'forged'",
        "delete from audit",
        "truncate audit",
        "alter table audit disable trigger audit_is_append_only",
        "alter table audit add column forged text",
        "drop trigger audit_is_append_only on audit",
        "create or replace function audit_is_append_only() returns trigger language plpgsql"
            + " as 'begin return null; end'",
        "drop table audit",
        "set session_replication_role = replica",
        "insert into audit (id, connection_id, at, action, content)"
            + " values (1, 'shop', now(), 'forged', '')"
      })
  void the_gateways_role_can_add_and_read_and_nothing_else(String attempt) {
    String before = trail();
    assertThatThrownBy(() -> store.run(tx -> tx.run(attempt, Tuple.tuple())))
        .isInstanceOf(PgException.class);
    assertThat(trail()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"update audit set content = 'forged'", "delete from audit", "truncate audit"})
  void the_owner_is_stopped_by_the_trigger(String attempt) {
    String before = trail();
    assertThatThrownBy(() -> store.sql(attempt)).rootCause().hasMessageContaining("append-only");
    assertThat(trail()).isEqualTo(before);
  }

  @Test
  void a_row_reads_back_as_canonical_text() {
    store.run(tx ->
        audit.add(
            tx,
            SHOP,
            SHIPMENT,
            Action.PURCHASE_ANSWERED,
            Map.of("z", "last", "a", "q\"b\\c\nÉ\0\uD83D\uDCE6")));
    List<AuditTrail.Row> rows = store.in(tx -> audit.ofShipment(tx, SHOP, SHIPMENT));
    assertThat(rows).hasSize(1);
    AuditTrail.Row row = rows.getFirst();
    assertThat(row.content())
        .isEqualTo(
            "{\"action\":\"purchase-answered\",\"at\":\"2026-03-02T15:04:05.678901Z\","
                + "\"connection\":\"shop\","
                + "\"d.a\":\"q\\\"b\\\\c\\u000a\\u00c9\\u0000\\ud83d\\udce6\",\"d.z\":\"last\","
                + "\"shipment\":\"00000000-0000-4000-8000-000000000001\",\"v\":\"1\"}");
    assertThat(new JsonObject(row.content()).getString("d.a"))
        .isEqualTo("q\"b\\c\nÉ\0\uD83D\uDCE6");
    assertThat(row.at()).isEqualTo(Samples.MORNING);
    assertThat(row.action()).isEqualTo("purchase-answered");
  }

  @Test
  void the_newest_come_first_and_only_the_connections_own() {
    ConnectionId other = new ConnectionId("other");
    for (String n : List.of("1", "2", "3")) {
      store.run(tx -> audit.add(tx, other, Action.SWEEP_DONE, Map.of("n", n)));
    }
    List<AuditTrail.Row> rows = store.in(tx -> audit.newest(tx, other, 2));
    assertThat(rows)
        .extracting(row -> new JsonObject(row.content()).getString("d.n"))
        .containsExactly("3", "2");
  }

  @Test
  void a_row_goes_with_the_change_it_records() {
    long before = store.count("audit");
    assertThatThrownBy(() ->
            store.run(tx -> {
              audit.add(tx, SHOP, Action.SWEEP_DONE, Map.of());
              throw new IllegalStateException("the change failed");
            }))
        .hasMessage("the change failed");
    assertThat(store.count("audit")).isEqualTo(before);
  }

  private static String trail() {
    return store.value("select string_agg(audit::text, ' ' order by id) from audit");
  }
}
