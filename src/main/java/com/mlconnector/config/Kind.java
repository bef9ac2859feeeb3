package com.mlconnector.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a value may look like.
 *
 * @param expected ends the sentence "It must be ..."
 * @param bare the YAML type that may stand for the text. Text itself must be text: YAML turns an
 *     unquoted 010 into 8, which no host and no password survives
 */
record Kind<T>(String expected, Class<?> bare, Function<String, Optional<T>> parse) {
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
  private static final Pattern TIME = Pattern.compile("(\\d{1,6})(ms|s|m|h|d)");
  private static final Pattern HOST_NAME = Pattern.compile("\\w([\\w.-]*\\w)?");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
  private static final Pattern SQL_NAME = Pattern.compile("[A-Za-z_][\\w.-]{0,62}");

  static final Kind<String> HOST =
      new Kind<>(
          "a host name or an IP address",
          String.class,
          text ->
              Optional.of(text).filter(HOST_NAME.asMatchPredicate().or(IPV6.asMatchPredicate())));
  static final Kind<String> SQL_NAMES =
      new Kind<>(
          "a name of letters, digits, _, . and -, at most 63 long",
          String.class,
          text -> Optional.of(text).filter(SQL_NAME.asMatchPredicate()));
  static final Kind<URI> URL =
      new Kind<>(
          "an http or https address without user, query or fragment", String.class, Kind::url);
  static final Kind<String> URL_OR_NONE =
      new Kind<>(
          URL.expected + ", or empty",
          String.class,
          text -> Optional.of(text).filter(it -> it.isEmpty() || url(it).isPresent()));
  static final Kind<String> TEXT =
      new Kind<>(
          "text of at most 200 characters",
          String.class,
          text ->
              Optional.of(text)
                  .filter(it -> it.length() <= 200)
                  .filter(it -> it.chars().noneMatch(Character::isISOControl)));
  static final Kind<Boolean> YES_OR_NO = new Kind<>("true or false", Boolean.class, Kind::yesOrNo);
  static final Kind<Integer> PORT = whole(1, 65_535);
  static final Kind<Integer> LISTENING_PORT = whole(0, 65_535);

  static Kind<Integer> whole(int least, int most) {
    return new Kind<>(
        "a whole number from " + least + " to " + most,
        Integer.class,
        text ->
            Optional.of(text)
                .filter(NUMBER.asMatchPredicate())
                .map(Integer::valueOf)
                .filter(number -> number >= least && number <= most));
  }

  static Kind<Duration> time(String least, String most) {
    return between("a time with its unit (ms, s, m, h or d)", least, most, Kind::duration);
  }

  /** Up to twenty times, parted by commas: {@code 0s, 10s, 1m}. */
  static Kind<List<Duration>> times(String least, String most) {
    Kind<Duration> one = time(least, most);
    return new Kind<>(
        "one to twenty times parted by commas, each " + one.expected(),
        String.class,
        text -> {
          List<Optional<Duration>> all =
              Arrays.stream(text.split(",", -1)).map(String::strip).map(one.parse()).toList();
          return Optional.of(all.stream().flatMap(Optional::stream).toList())
              .filter(good -> good.size() == all.size() && good.size() <= 20);
        });
  }

  static Kind<DataSize> size(String least, String most) {
    return between("a size with its unit (B, kB, MB or GB)", least, most, DataSize::parse);
  }

  static <E extends Enum<E>> Kind<E> oneOf(Class<E> type) {
    E[] all = type.getEnumConstants();
    return new Kind<>(
        Arrays.stream(all).map(Kind::written).collect(Collectors.joining(", ", "one of ", "")),
        String.class,
        text -> Arrays.stream(all).filter(value -> written(value).equals(text)).findFirst());
  }

  private static <T extends Comparable<T>> Kind<T> between(
      String what, String least, String most, Function<String, Optional<T>> parse) {
    T low = parse.apply(least).orElseThrow();
    T high = parse.apply(most).orElseThrow();
    return new Kind<>(
        what + " from " + least + " to " + most,
        String.class,
        text ->
            parse
                .apply(text)
                .filter(value -> value.compareTo(low) >= 0 && value.compareTo(high) <= 0));
  }

  /** VERIFY_FULL is written verify-full. */
  private static String written(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Optional<Duration> duration(String text) {
    Matcher matcher = TIME.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long number = Long.parseLong(matcher.group(1));
    return Optional.of(
        switch (matcher.group(2)) {
          case "ms" -> Duration.ofMillis(number);
          case "s" -> Duration.ofSeconds(number);
          case "m" -> Duration.ofMinutes(number);
          case "h" -> Duration.ofHours(number);
          default -> Duration.ofDays(number);
        });
  }

  private static Optional<Boolean> yesOrNo(String text) {
    return switch (text) {
      case "true" -> Optional.of(true);
      case "false" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  private static Optional<URI> url(String text) {
    try {
      URI uri = new URI(text);
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      boolean bare =
          uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null;
      return web && bare && uri.getHost() != null ? Optional.of(uri) : Optional.empty();
    } catch (URISyntaxException notAnAddress) {
      return Optional.empty();
    }
  }
}
