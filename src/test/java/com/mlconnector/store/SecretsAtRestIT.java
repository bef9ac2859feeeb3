package com.mlconnector.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.domain.Address;
import com.mlconnector.domain.AddressVerdict.Candidate;
import com.mlconnector.domain.AddressVerdict.Classification;
import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.Halt;
import com.mlconnector.domain.Label;
import com.mlconnector.domain.Move;
import com.mlconnector.domain.ReasonCode;
import com.mlconnector.domain.Secret;
import com.mlconnector.domain.TokenSubject;
import com.mlconnector.support.Samples;
import com.mlconnector.support.TestStore;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Fills every table that keeps a secret, then reads the whole database as a thief would. */
class SecretsAtRestIT {
  private static final ConnectionId SHOP = new ConnectionId("shop");
  private static final List<String> PLAIN =
      List.of(
          "freshbooks-secret-of-shop",
          "ups-secret-of-shop",
          "A1B2C3",
          "push-key-of-shop",
          "client-account-Z9Y8X7",
          "Override Street",
          "token-access-plain",
          "token-refresh-plain",
          "callback-verifier-plain",
          "offered-verifier-plain",
          "pkce-plain",
          "417 Elm St",
          "Ada Example",
          "5185550117",
          "CANDIDATE LANE",
          "the sentence quotes Elm",
          "notes before us",
          "label-image-plain");

  @Test
  void no_secret_and_no_address_can_be_read_in_any_column() throws SQLException {
    try (TestStore store = TestStore.open()) {
      fill(store);
      List<String> seen = new ArrayList<>();
      for (String table : tables(store)) {
        seen.addAll(values(store, table));
      }
      assertThat(seen)
          .as("the search reads values at all")
          .anyMatch(v -> v.contains("1Z9READABLE"));
      for (String plain : PLAIN) {
        assertThat(seen).as(plain).noneMatch(value -> value.contains(plain));
      }
    }
  }

  private static void fill(TestStore store) {
    Address override =
        new Address("Otto", "", List.of("1 Override Street"), "Albany", "NY", "12207", "US", "");
    ClientProfiles profiles = new ClientProfiles(store.vault());
    store.run(tx -> new Connections(store.vault(), profiles).add(tx, Samples.connection(SHOP)));
    TestStore.await(
        new CallbackOffers(store.database(), store.vault())
            .offer(SHOP, 8, "offered-verifier-plain"));
    store.run(tx -> {
      profiles.put(
          tx,
          SHOP,
          77,
          new ClientProfiles.Profile(
              Optional.of(new Secret("client-account-Z9Y8X7")),
              Optional.of(override),
              false,
              Optional.empty(),
              Optional.empty()));
      new TokenRows(store.vault())
          .put(
              tx,
              TokenSubject.freshBooks(SHOP),
              new Secret("token-access-plain"),
              new Secret("token-refresh-plain"),
              Samples.MORNING);
      new Callbacks(store.vault())
          .keepVerifier(
              tx, SHOP, 7, "invoice", "https://gateway", new Secret("callback-verifier-plain"));
      new Consents(store.vault())
          .begin(
              tx,
              new Consents.Begun("state", SHOP, new Secret("pkce-plain"), false),
              Duration.ofMinutes(1));
      new WriteBacks(store.vault()).begin(tx, SHOP, 1, "hash", "notes before us");
    });
    ship(store);
  }

  private static void ship(TestStore store) {
    Shipments shipments = new Shipments(store.vault());
    Candidate candidate =
        new Candidate(
            List.of("1 CANDIDATE LANE"), "ALBANY", "NY", "1", "", "US", Classification.COMMERCIAL);
    Halt halt = new Halt(ReasonCode.ADDRESS_INVALID, "the sentence quotes Elm", List.of());
    store.run(tx -> {
      Shipment opened = Samples.opened(SHOP, 1);
      shipments.save(
          tx,
          opened,
          Move.HALT,
          change -> change.order(Samples.order(), Samples.CUSTOMER).halt(halt, List.of(candidate)));
      new Parcels(store.vault())
          .add(
              tx,
              SHOP,
              opened.id(),
              0,
              "1Z9READABLE",
              new Label(Label.Format.ZPL, "label-image-plain".getBytes(UTF_8)));
    });
  }

  private static List<String> tables(TestStore store) throws SQLException {
    List<String> tables = new ArrayList<>();
    try (Connection connection = store.place().connect();
        Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery("select tablename from pg_tables where schemaname = 'public'")) {
      while (found.next()) {
        tables.add(found.getString(1));
      }
    }
    assertThat(tables).hasSizeGreaterThan(15);
    return tables;
  }

  /** Each value in every form it could be recognised in: text, raw bytes, hexadecimal. */
  private static List<String> values(TestStore store, String table) throws SQLException {
    List<String> values = new ArrayList<>();
    try (Connection connection = store.place().connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select * from " + table)) {
      ResultSetMetaData columns = rows.getMetaData();
      while (rows.next()) {
        for (int i = 1; i <= columns.getColumnCount(); i++) {
          if (columns.getColumnTypeName(i).equals("bytea")) {
            byte[] bytes = rows.getBytes(i);
            if (bytes != null) {
              values.add(new String(bytes, ISO_8859_1));
            }
          } else {
            String text = rows.getString(i);
            if (text != null) {
              values.add(text);
              values.addAll(unhexed(text));
            }
          }
        }
      }
    }
    return values;
  }

  private static List<String> unhexed(String text) {
    return text.matches("(\\\\x)?([0-9a-f]{2}){8,}")
        ? List.of(new String(HexFormat.of().parseHex(text.replace("\\x", "")), ISO_8859_1))
        : List.of();
  }
}
