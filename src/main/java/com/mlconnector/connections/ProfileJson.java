package com.mlconnector.connections;

import com.mlconnector.domain.Address;
import com.mlconnector.domain.BlockTemplate;
import com.mlconnector.domain.Secret;
import com.mlconnector.domain.Weight;
import com.mlconnector.http.JsonFields;
import com.mlconnector.store.AddressJson;
import com.mlconnector.store.ClientProfiles.Profile;
import com.mlconnector.store.WriteBackJson;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is special about a client, as JSON: in answers, requests, exports and imports alike. A
 * masked value that is sent back stands for the one that is stored.
 */
final class ProfileJson {
  private static final String UPS_ACCOUNT = "upsAccount";
  private static final String ADDRESS = "address";
  private static final String SHIP_UNCHECKED = "shipUnchecked";
  private static final String SOFT_LIMIT = "softLimit";
  private static final String BLOCK = "block";
  static final List<String> MEMBERS =
      List.of(UPS_ACCOUNT, ADDRESS, SHIP_UNCHECKED, SOFT_LIMIT, BLOCK);

  private static final Pattern ACCOUNT = Pattern.compile("[0-9A-Z]{6}");

  /** What a member stands for that is not there. */
  enum LeftOut {
    NOTHING,
    AS_IT_WAS
  }

  private final JsonFields fields;
  private final LeftOut leftOut;

  private ProfileJson(JsonFields fields, LeftOut leftOut) {
    this.fields = fields;
    this.leftOut = leftOut;
  }

  /** Whatever is wrong goes to the errors of {@code fields}. */
  static Profile read(JsonFields fields, Profile before, LeftOut leftOut, Weight.Unit unit) {
    ProfileJson json = new ProfileJson(fields, leftOut);
    return new Profile(
        json.member(UPS_ACCOUNT, before.upsAccount(), () -> json.account(before.upsAccount())),
        json.member(ADDRESS, before.address(), () -> json.address(before.address())),
        json.member(SHIP_UNCHECKED, before.shipUnchecked(), () -> fields.flag(SHIP_UNCHECKED)),
        json.member(
            SOFT_LIMIT,
            before.softLimit(),
            () ->
                fields
                    .optionalNumber(SOFT_LIMIT, "0.1", "1000")
                    .map(number -> Weight.of(number, unit))),
        json.member(BLOCK, before.block(), json::block));
  }

  private <T> T member(String name, T before, Supplier<T> given) {
    boolean kept = leftOut == LeftOut.AS_IT_WAS && !fields.whole().containsKey(name);
    return kept ? before : given.get();
  }

  private Optional<Secret> account(Optional<Secret> before) {
    return fields.value(UPS_ACCOUNT) instanceof String text && Secret.isMask(text)
        ? stored(UPS_ACCOUNT, before)
        : upsAccount(fields, UPS_ACCOUNT);
  }

  /** A UPS account number, if there is one. */
  static Optional<Secret> upsAccount(JsonFields fields, String name) {
    Optional<String> account = fields.optionalText(name, 6);
    if (account.isPresent() && !ACCOUNT.matcher(account.get()).matches()) {
      fields.wrong("'" + fields.path(name) + "' must be six capital letters or digits.");
    }
    return account.map(Secret::new);
  }

  private Optional<Address> address(Optional<Address> before) {
    return switch (fields.value(ADDRESS)) {
      case null -> Optional.empty();
      case JsonObject given -> AddressJson.read(given, fields.path(ADDRESS), fields.errors());
      case String text when Secret.isMask(text) -> stored(ADDRESS, before);
      default -> {
        fields.wrong("'" + fields.path(ADDRESS) + "' must be an object.");
        yield Optional.empty();
      }
    };
  }

  private <T> Optional<T> stored(String name, Optional<T> before) {
    if (before.isEmpty()) {
      fields.wrong(
          "'" + fields.path(name) + "' is masked, and none is stored for it to stand for.");
    }
    return before;
  }

  private Optional<BlockTemplate> block() {
    return Optional.ofNullable(fields.value(BLOCK))
        .map(given -> WriteBackJson.template(given, fields.path(BLOCK), fields.errors()));
  }

  /** The names of the members that differ. */
  static List<String> differences(Profile one, Profile other) {
    List<Boolean> same =
        List.of(
            one.upsAccount().equals(other.upsAccount()),
            one.address().equals(other.address()),
            one.shipUnchecked() == other.shipUnchecked(),
            one.softLimit().equals(other.softLimit()),
            one.block().equals(other.block()));
    List<String> names = new ArrayList<>(MEMBERS);
    names.removeIf(name -> same.get(MEMBERS.indexOf(name)));
    return names;
  }

  static JsonObject write(long client, Profile profile, Weight.Unit unit, Secrets secrets) {
    return new JsonObject()
        .put("client", client)
        .put(UPS_ACCOUNT, profile.upsAccount().map(secrets::show).orElse(null))
        .put(
            ADDRESS,
            profile
                .address()
                .map(address ->
                    secrets == Secrets.CLEAR ? AddressJson.write(address) : masked(address))
                .orElse(null))
        .put(SHIP_UNCHECKED, profile.shipUnchecked())
        .put(SOFT_LIMIT, profile.softLimit().map(limit -> limit.exactly(unit)).orElse(null))
        .put(BLOCK, profile.block().map(WriteBackJson::write).orElse(null));
  }

  /** Enough to recognise it: {@code ***, Oakland, CA}. */
  private static String masked(Address address) {
    return Stream.of(new Secret("").masked(), address.city(), address.state())
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(", "));
  }
}
