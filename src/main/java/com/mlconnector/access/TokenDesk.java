package com.mlconnector.access;

import com.mlconnector.audit.AuditEntry.Action;
import com.mlconnector.audit.AuditTrail;
import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.Scope;
import com.mlconnector.domain.Secret;
import com.mlconnector.store.AccessTokens;
import com.mlconnector.store.Database;
import com.mlconnector.store.Tx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Hands out access tokens and takes them back. A token's text is told once and never again. */
public final class TokenDesk {
  /** How long the secret is good that a first start prints. */
  public static final Duration FIRST_LIFE = Duration.ofHours(24);

  /** The token of the settings goes by this name. */
  static final String CONFIGURED = "configured";

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
  private static final String PREFIX = "mlc_";
  private static final String FIRST_PREFIX = "mlc_first_";

  private final Database database;
  private final AccessTokens tokens;
  private final AuditTrail audit;

  public TokenDesk(Database database, AccessTokens tokens, AuditTrail audit) {
    this.database = database;
    this.tokens = tokens;
    this.audit = audit;
  }

  public static boolean isName(String name) {
    return NAME.matcher(name).matches() && !name.equals(CONFIGURED);
  }

  /**
   * The token, unless its name was ever taken.
   *
   * @param by who wants it, as the audit trail is to name them
   */
  public Optional<Secret> create(String name, Scope scope, Optional<Duration> life, String by) {
    return database.transact(tx -> create(tx, name, scope, life, by));
  }

  private Optional<Secret> create(
      Tx tx, String name, Scope scope, Optional<Duration> life, String by) {
    Secret token = Secrets.fresh(PREFIX);
    if (!tokens.add(tx, name, scope, Secrets.hash(token), by, life)) {
      return Optional.empty();
    }
    Map<String, String> details =
        Map.of(
            "by",
            by,
            "name",
            name,
            "scope",
            scope.key(),
            "life",
            life.map(Duration::toString).orElse("unlimited"));
    audit.add(tx, ConnectionId.GATEWAY, Action.ACCESS_TOKEN_CREATED, details);
    return Optional.of(token);
  }

  public List<AccessTokens.Listed> all() {
    return database.transact(tokens::all);
  }

  /** False if no token of this name is left. */
  public boolean revoke(String name, String by) {
    return database.transact(tx -> {
      boolean revoked = tokens.revoke(tx, name);
      if (revoked) {
        Map<String, String> details = Map.of("by", by, "name", name);
        audit.add(tx, ConnectionId.GATEWAY, Action.ACCESS_TOKEN_REVOKED, details);
      }
      return revoked;
    });
  }

  /** What the first admin proves himself by, once; absent as soon as there was ever a token. */
  public Optional<Secret> offerFirst() {
    Secret first = Secrets.fresh(FIRST_PREFIX);
    boolean offered =
        database.transact(tx -> tokens.offerFirst(tx, Secrets.hash(first), FIRST_LIFE));
    return offered ? Optional.of(first) : Optional.empty();
  }

  /** An admin's token for the secret of the last start. */
  Optional<Secret> redeemFirst(Secret first, String name) {
    return database.transact(tx ->
        tokens.takeFirst(tx, Secrets.hash(first))
            ? create(tx, name, Scope.ADMIN, Optional.empty(), "first admin")
            : Optional.empty());
  }
}
