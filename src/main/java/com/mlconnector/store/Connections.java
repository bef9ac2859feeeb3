package com.mlconnector.store;

import com.mlconnector.domain.App;
import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.ConnectionSettings;
import com.mlconnector.domain.Secret;
import com.mlconnector.vault.Vault;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The connections: who we act for, with sealed credentials. */
public final class Connections {
  static final String PUSH_KEY = "push-key";
  static final String FRESHBOOKS_SECRET = "freshbooks-secret";
  static final String UPS_SECRET = "ups-secret";
  static final String UPS_ACCOUNT = "ups-account";
  private static final String CLIENT = "client:";

  public enum State {
    AWAITING_CONSENT("awaiting-consent"),
    ACTIVE("active"),
    NEEDS_CONSENT("needs-consent");

    private final String key;

    State(String key) {
      this.key = key;
    }

    public String key() {
      return key;
    }

    static State ofKey(String key) {
      for (State state : values()) {
        if (state.key.equals(key)) {
          return state;
        }
      }
      throw new IllegalStateException("No such state of a connection: " + key);
    }
  }

  /**
   * @param account FreshBooks' {@code account_id}, empty before consent; letter case matters
   * @param upsAccount the shipper's own six-character number
   * @param pushKey what UPS presents with its pushes
   * @param goLive invoices made before are left alone; absent before consent
   * @param version raised by every change
   */
  public record Connection(
      ConnectionId id,
      State state,
      ConnectionSettings settings,
      App freshBooksApp,
      String account,
      App upsApp,
      Secret upsAccount,
      Secret pushKey,
      Optional<Instant> goLive,
      long version) {

    public boolean isActive() {
      return state == State.ACTIVE;
    }

    /** What FreshBooks' owner agreed to was for something else. */
    public Connection withoutConsent() {
      return new Connection(
          id,
          isActive() ? State.NEEDS_CONSENT : state,
          settings,
          freshBooksApp,
          account,
          upsApp,
          upsAccount,
          pushKey,
          goLive,
          version);
    }

    /** Another account to pay with, and another first day. */
    public Connection with(Secret otherUpsAccount, Optional<Instant> otherGoLive) {
      return new Connection(
          id,
          state,
          settings,
          freshBooksApp,
          account,
          upsApp,
          otherUpsAccount,
          pushKey,
          otherGoLive,
          version);
    }
  }

  static final String COLUMNS =
      """
      id, state, settings, freshbooks_client_id, sealed_freshbooks_secret,
      coalesce(freshbooks_account, '') as account, ups_client_id, sealed_ups_secret,
      sealed_ups_account, sealed_push_key, go_live_at, version
      """;

  private static final String ALL =
      "select " + COLUMNS + " from connection where state <> 'deleted'";

  /** A connection as a claim found it; what can't be opened is the trouble of one piece of work. */
  public static final class Sealed {
    private final Row row;

    Sealed(Row row) {
      this.row = row;
    }
  }

  private final Seals seals;
  private final ClientProfiles profiles;

  public Connections(Vault vault, ClientProfiles profiles) {
    this.seals = new Seals(vault);
    this.profiles = profiles;
  }

  public Optional<Connection> find(Tx tx, ConnectionId id) {
    return tx.one(ALL + " and id = $1", Tuple.of(id.value()), this::connection);
  }

  /** For a change of it in this transaction; others wait for it. */
  public Optional<Connection> lock(Tx tx, ConnectionId id) {
    return tx.one(ALL + " and id = $1 for no key update", Tuple.of(id.value()), this::connection);
  }

  /** Stores what a locked connection is to be, but for its settings. */
  public void change(Tx tx, Connection to) {
    ConnectionId id = to.id();
    tx.run(
        """
        update connection
        set state = $2, freshbooks_client_id = $3, sealed_freshbooks_secret = $4,
            freshbooks_account = nullif($5, ''), ups_client_id = $6, sealed_ups_secret = $7,
            sealed_ups_account = $8, sealed_push_key = $9, go_live_at = $10, version = version + 1
        where id = $1
        """,
        Tuple.tuple()
            .addString(id.value())
            .addString(to.state().key())
            .addString(to.freshBooksApp().clientId())
            .addBuffer(seals.seal(id, FRESHBOOKS_SECRET, to.freshBooksApp().secret()))
            .addString(to.account())
            .addString(to.upsApp().clientId())
            .addBuffer(seals.seal(id, UPS_SECRET, to.upsApp().secret()))
            .addBuffer(seals.seal(id, UPS_ACCOUNT, to.upsAccount()))
            .addBuffer(seals.seal(id, PUSH_KEY, to.pushKey()))
            .addOffsetDateTime(
                to.goLive().map(instant -> instant.atOffset(ZoneOffset.UTC)).orElse(null)));
  }

  /** As it was when the work was claimed. */
  public Connection of(Work.Item item) {
    return connection(item.of().row);
  }

  public List<Connection> all(Tx tx) {
    return tx.all(ALL + " order by id", Tuple.tuple(), this::connection);
  }

  public List<Connection> active(Tx tx) {
    return tx.all(ALL + " and state = 'active' order by id", Tuple.tuple(), this::connection);
  }

  /** What a caller of the API gives to open a connection; {@code settings} has been validated. */
  public record New(
      ConnectionId id,
      JsonObject settings,
      App freshBooksApp,
      Optional<String> account,
      App upsApp,
      Secret upsAccount,
      Secret pushKey) {}

  /** Whether there is such a connection, or was: its audit trail stays. */
  public boolean everWas(Tx tx, ConnectionId id) {
    return tx.one("select from connection where id = $1", Tuple.of(id.value()), row -> true)
        .isPresent();
  }

  /**
   * Nobody finds a locked connection any more, nor what was to be done for it. Shipments, parcels
   * and invoices stay.
   */
  public void delete(Tx tx, ConnectionId id) {
    tx.run(
        """
        with work_gone as (delete from work where connection_id = $1),
        refused_gone as (delete from refused_delivery where connection_id = $1),
        gates_gone as (delete from vendor_gate where connection_id = $1),
        tokens_gone as (delete from token where connection_id = $1),
        requests_gone as (delete from token_request where connection_id = $1),
        consents_gone as (delete from consent where connection_id = $1),
        returns_gone as (delete from consent_return where connection_id = $1),
        callbacks_gone as (delete from callback where connection_id = $1),
        offers_gone as (delete from callback_offer where connection_id = $1),
        clients_gone as (delete from client_profile where connection_id = $1),
        addresses_gone as (delete from accepted_address where connection_id = $1),
        decisions_gone as (delete from decision where connection_id = $1),
        items_gone as (delete from item where connection_id = $1)
        update connection
        set state = 'deleted', settings = '{}', freshbooks_client_id = '', ups_client_id = '',
            version = version + 1
        where id = $1
        """,
        Tuple.of(id.value()));
  }

  /** False if the name is taken, or was. */
  public boolean add(Tx tx, New given) {
    ConnectionId id = given.id();
    return tx.run(
            """
            insert into connection (id, state, settings, freshbooks_client_id,
              sealed_freshbooks_secret, freshbooks_account, ups_client_id, sealed_ups_secret,
              sealed_ups_account, sealed_push_key)
            values ($1, 'awaiting-consent', $2, $3, $4, $5, $6, $7, $8, $9)
            on conflict do nothing
            """,
            Tuple.tuple()
                .addString(id.value())
                .addJsonObject(given.settings())
                .addString(given.freshBooksApp().clientId())
                .addBuffer(seals.seal(id, FRESHBOOKS_SECRET, given.freshBooksApp().secret()))
                .addString(given.account().orElse(null))
                .addString(given.upsApp().clientId())
                .addBuffer(seals.seal(id, UPS_SECRET, given.upsApp().secret()))
                .addBuffer(seals.seal(id, UPS_ACCOUNT, given.upsAccount()))
                .addBuffer(seals.seal(id, PUSH_KEY, given.pushKey())))
        == 1;
  }

  /** The settings as they are stored, for a change in this transaction; others wait for it. */
  public JsonObject settingsToChange(Tx tx, ConnectionId id) {
    return tx.one(
            "select settings from connection where id = $1 for no key update",
            Tuple.of(id.value()),
            row -> row.getJsonObject("settings"))
        .orElseThrow();
  }

  /** Other settings from now on; they have been validated. */
  public void changeSettings(Tx tx, ConnectionId id, JsonObject settings) {
    tx.run(
        "update connection set settings = $2, version = version + 1 where id = $1",
        Tuple.of(id.value(), settings));
  }

  /** FreshBooks' account, or empty, for a change in this transaction; others wait for it. */
  public String accountToChange(Tx tx, ConnectionId id) {
    return tx.one(
            """
            select coalesce(freshbooks_account, '') as account from connection
            where id = $1 for no key update
            """,
            Tuple.of(id.value()),
            row -> row.getString("account"))
        .orElseThrow();
  }

  /**
   * What the last consent gave.
   *
   * @param business its name, or empty, as is {@code scopes}, where it was given before that was
   *     kept
   * @param scopes parted by blanks
   */
  public record Granted(String business, String scopes, Optional<Instant> at) {}

  /** Empty before the first consent. */
  public Optional<Granted> granted(Tx tx, ConnectionId id) {
    return tx.one(
        """
        select coalesce(freshbooks_business_name, '') as business,
               coalesce(granted_scopes, '') as scopes, granted_at
        from connection where id = $1 and go_live_at is not null
        """,
        Tuple.of(id.value()),
        row ->
            new Granted(
                row.getString("business"),
                row.getString("scopes"),
                Optional.ofNullable(row.getOffsetDateTime("granted_at"))
                    .map(OffsetDateTime::toInstant)));
  }

  /**
   * Consent was given: the connection works from now on. Its go-live instant stays the first one,
   * unless these are other books than before.
   */
  public void activate(Tx tx, ConnectionId id, String account, long business, Instant now) {
    tx.run(
        """
        update connection
        set state = 'active', freshbooks_account = $2, freshbooks_business = $3,
            go_live_at = case when freshbooks_account = $2 then coalesce(go_live_at, $4) else $4 end,
            version = version + 1
        where id = $1
        """,
        Tuple.of(id.value(), account, business, now.atOffset(ZoneOffset.UTC)));
  }

  public void keep(Tx tx, ConnectionId id, Granted granted) {
    tx.run(
        """
        update connection
        set freshbooks_business_name = $2, granted_scopes = $3, granted_at = $4
        where id = $1
        """,
        Tuple.of(
            id.value(),
            granted.business(),
            granted.scopes(),
            granted.at().map(at -> at.atOffset(ZoneOffset.UTC)).orElse(null)));
  }

  /** From now on purchases are counted anew. */
  public void releaseBrake(Tx tx, ConnectionId id) {
    tx.run("update connection set brake_released_at = now() where id = $1", Tuple.of(id.value()));
  }

  public void markNeedsConsent(Tx tx, ConnectionId id) {
    tx.run(
        "update connection set state = 'needs-consent', version = version + 1 where id = $1",
        Tuple.of(id.value()));
  }

  /** The consent that seemed to have ended goes on: its newest pair came late. */
  public void markConsentHolds(Tx tx, ConnectionId id) {
    tx.run(
        """
        update connection set state = 'active', version = version + 1
        where id = $1 and state = 'needs-consent'
        """,
        Tuple.of(id.value()));
  }

  /**
   * The account number behind {@code shipper} or {@code client:<id>}. Empty if the client has none
   * stored: nobody else's account may silently stand in for it.
   */
  public Optional<Secret> merchant(Tx tx, Connection connection, String holder) {
    if (!holder.startsWith(CLIENT)) {
      return Optional.of(connection.upsAccount());
    }
    long client = Long.parseLong(holder.substring(CLIENT.length()));
    return profiles.find(tx, connection.id(), client).flatMap(ClientProfiles.Profile::upsAccount);
  }

  private Connection connection(Row row) {
    ConnectionId id = new ConnectionId(row.getString("id"));
    @Nullable OffsetDateTime goLive = row.getOffsetDateTime("go_live_at");
    return new Connection(
        id,
        State.ofKey(row.getString("state")),
        SettingsJson.stored(row.getJsonObject("settings")),
        new App(
            row.getString("freshbooks_client_id"),
            seals.open(id, FRESHBOOKS_SECRET, row.getBuffer("sealed_freshbooks_secret"))),
        row.getString("account"),
        new App(
            row.getString("ups_client_id"),
            seals.open(id, UPS_SECRET, row.getBuffer("sealed_ups_secret"))),
        seals.open(id, UPS_ACCOUNT, row.getBuffer("sealed_ups_account")),
        seals.open(id, PUSH_KEY, row.getBuffer("sealed_push_key")),
        Optional.ofNullable(goLive).map(OffsetDateTime::toInstant),
        row.getLong("version"));
  }
}
