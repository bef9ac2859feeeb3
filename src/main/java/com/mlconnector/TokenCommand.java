package com.mlconnector;

import com.mlconnector.access.TokenDesk;
import com.mlconnector.domain.Scope;
import com.mlconnector.domain.Secret;
import com.mlconnector.store.AccessTokens;
import com.mlconnector.store.AccessTokens.Listed;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Access tokens, straight in the database: for the first one, and for when all are lost. */
@Command(
    name = "token",
    description = "Makes, lists and revokes access tokens of the management API.",
    mixinStandardHelpOptions = true)
final class TokenCommand {
  @Command(description = "Makes a token and prints it, this once.", mixinStandardHelpOptions = true)
  int create(
      @Mixin ConfigOption configuration,
      @Option(names = "--name", required = true, description = "Stands in the audit trail.")
          String name,
      @Option(names = "--scope", required = true, description = "${COMPLETION-CANDIDATES}.")
          Scope scope,
      @Option(names = "--days", description = "How long it is good; if not given, until revoked.")
          @Nullable Integer days) {
    if (!TokenDesk.isName(name) || (days != null && days < 1)) {
      return AtDatabase.fail(
          "A name is lower-case letters, digits and hyphens; days are 1 or more.");
    }
    return with(
        configuration,
        desk -> {
          Optional<Duration> life = Optional.ofNullable(days).map(Duration::ofDays);
          Optional<Secret> token = desk.create(name, scope, life, AtDatabase.BY);
          token.ifPresent(made -> System.out.println(made.reveal()));
          return token.isPresent()
              ? 0
              : AtDatabase.fail("There is, or was, a token '" + name + "'.");
        });
  }

  @Command(description = "Lists all tokens there ever were.", mixinStandardHelpOptions = true)
  int list(@Mixin ConfigOption configuration) {
    return with(
        configuration,
        desk -> {
          desk.all().forEach(token -> System.out.println(line(token)));
          return 0;
        });
  }

  private static String line(Listed token) {
    String end =
        token
            .revokedAt()
            .map(at -> "revoked " + at)
            .or(() -> token.expiresAt().map(at -> "until " + at))
            .orElse("until revoked");
    String used = token.lastUsedAt().map(at -> "used " + at).orElse("never used");
    return "%-20s %-8s made %s by %s, %s, %s"
        .formatted(
            token.name(), token.scope().key(), token.createdAt(), token.createdBy(), used, end);
  }

  @Command(description = "Revokes a token, at once.", mixinStandardHelpOptions = true)
  int revoke(@Mixin ConfigOption configuration, @Parameters(paramLabel = "NAME") String name) {
    return with(
        configuration,
        desk ->
            desk.revoke(name, AtDatabase.BY)
                ? 0
                : AtDatabase.fail("There is no token '" + name + "' that is not revoked."));
  }

  private static int with(ConfigOption configuration, Function<TokenDesk, Integer> work) {
    return AtDatabase.run(
        configuration,
        place -> {
          AccessTokens tokens = new AccessTokens(place.database());
          return work.apply(new TokenDesk(place.database(), tokens, place.audit()));
        });
  }
}
