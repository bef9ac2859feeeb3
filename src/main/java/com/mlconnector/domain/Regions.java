package com.mlconnector.domain;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * ISO codes for the countries and provinces people type: FreshBooks keeps both as free text, UPS
 * takes two letters only.
 */
public final class Regions {
  private static final String US =
      """
      Alabama AL, Alaska AK, Arizona AZ, Arkansas AR, California CA, Colorado CO, Connecticut CT,
      Delaware DE, District of Columbia DC, Washington DC DC, Florida FL, Georgia GA, Hawaii HI,
      Idaho ID, Illinois IL, Indiana IN, Iowa IA, Kansas KS, Kentucky KY, Louisiana LA, Maine ME,
      Maryland MD, Massachusetts MA, Michigan MI, Minnesota MN, Mississippi MS, Missouri MO,
      Montana MT, Nebraska NE, Nevada NV, New Hampshire NH, New Jersey NJ, New Mexico NM,
      New York NY, North Carolina NC, North Dakota ND, Ohio OH, Oklahoma OK, Oregon OR,
      Pennsylvania PA, Rhode Island RI, South Carolina SC, South Dakota SD, Tennessee TN, Texas TX,
      Utah UT, Vermont VT, Virginia VA, Washington WA, Washington State WA, West Virginia WV,
      Wisconsin WI, Wyoming WY, Puerto Rico PR, Virgin Islands VI, US Virgin Islands VI, Guam GU,
      American Samoa AS, Northern Mariana Islands MP, Armed Forces Americas AA,
      Armed Forces Europe AE, Armed Forces Pacific AP,
      Ala AL, Ariz AZ, Ark AR, Calif CA, Colo CO, Conn CT, Del DE, Fla FL, Ill IL, Ind IN, Kan KS,
      Kans KS, Mass MA, Mich MI, Minn MN, Miss MS, Mont MT, Neb NE, Nebr NE, Nev NV, N Mex NM,
      N Dak ND, Okla OK, Ore OR, Oreg OR, Penn PA, Penna PA, S Dak SD, Tenn TN, Tex TX, Wash WA,
      W Va WV, Wis WI, Wisc WI, Wyo WY, New York State NY, NYC NY, Wash DC DC, USVI VI,
      Commonwealth of Puerto Rico PR, Saipan MP
      """;

  private static final String CANADA =
      """
      Alberta AB, British Columbia BC, Manitoba MB, New Brunswick NB, Newfoundland and Labrador NL,
      Newfoundland NL, Labrador NL, Nova Scotia NS, Northwest Territories NT, Nunavut NU, Ontario ON,
      Prince Edward Island PE, PEI PE, Quebec QC, PQ QC, Saskatchewan SK, Yukon YT,
      Yukon Territory YT, Alta AB, Man MB, Nfld NL, NF NL, NWT NT, Ont ON, PEI PE, Que QC, Sask SK,
      Terre Neuve NL, Nouvelle Ecosse NS, Nouveau Brunswick NB, Colombie Britannique BC
      """;

  /** Names in use that the JDK's locale data does not have. */
  private static final String COUNTRY_ALIASES =
      """
      United States of America US, The United States US, The United States of America US,
      Estados Unidos US, EEUU US, EUA US, America US, Continental US US, UK GB, Great Britain GB, Britain GB, England GB,
      Scotland GB, Wales GB, Northern Ireland GB, Republic of Ireland IE, Eire IE, Holland NL,
      The Netherlands NL, Czech Republic CZ, Turkey TR, Korea KR, Republic of Korea KR,
      Russian Federation RU, Viet Nam VN, UAE AE, Hong Kong HK, Macau MO, Macedonia MK,
      Ivory Coast CI, Cape Verde CV, Swaziland SZ, Burma MM, Mexico MX, PR China CN,
      Peoples Republic of China CN, ROC TW, US Virgin Islands VI, USVI VI, Saipan MP,
      Commonwealth of Puerto Rico PR
      """;

  private static final Map<String, String> COUNTRIES = new HashMap<>();
  private static final Map<String, Map<String, String>> PROVINCES =
      Map.of("US", table(US), "CA", table(CANADA));

  /** Parts of the US that have a country code of their own as well. */
  private static final Set<String> TERRITORIES = Set.of("PR", "VI", "GU", "AS", "MP");

  /** Languages in which customers name their country; the first wins. */
  private static final List<Locale> LANGUAGES =
      List.of(
          Locale.ENGLISH,
          Locale.FRENCH,
          Locale.GERMAN,
          Locale.of("es"),
          Locale.ITALIAN,
          Locale.of("nl"),
          Locale.of("pt"));

  static {
    COUNTRIES.putAll(table(COUNTRY_ALIASES));
    for (String code : Locale.getISOCountries()) {
      COUNTRIES.put(fold(code), code);
      COUNTRIES.put(fold(Locale.of("", code).getISO3Country()), code);
    }
    for (Locale language : LANGUAGES) {
      for (String code : Locale.getISOCountries()) {
        COUNTRIES.putIfAbsent(fold(Locale.of("", code).getDisplayCountry(language)), code);
      }
    }
  }

  private Regions() {}

  /** {@code "United States"}, {@code "U.S.A."}, {@code "us"} → {@code US}. */
  public static Optional<String> country(String text) {
    return Optional.ofNullable(COUNTRIES.get(fold(text)));
  }

  /** Whether addresses of the country need a province that we know. */
  public static boolean hasProvinces(String countryCode) {
    return PROVINCES.containsKey(countryCode);
  }

  /**
   * UPS knows Puerto Rico and the like as countries, whether people write them as a country or as a
   * state of the US.
   */
  static String countryForUps(String countryCode, String provinceCode) {
    return countryCode.equals("US") && TERRITORIES.contains(provinceCode)
        ? provinceCode
        : countryCode;
  }

  /** {@code "Ontario"} → {@code ON}; empty where it is unknown, or the country has no table. */
  public static Optional<String> province(String countryCode, String text) {
    if (TERRITORIES.contains(countryCode)) {
      return Optional.of(countryCode);
    }
    Map<String, String> provinces = PROVINCES.getOrDefault(countryCode, Map.of());
    return Optional.ofNullable(provinces.get(fold(text)));
  }

  /** Names and codes, both leading to the code. */
  private static Map<String, String> table(String list) {
    Map<String, String> table = new HashMap<>();
    for (String entry : list.strip().split(",\\s*", -1)) {
      int blank = entry.lastIndexOf(' ');
      String code = entry.substring(blank + 1);
      table.put(fold(entry.substring(0, blank)), code);
      table.put(fold(code), code);
    }
    return table;
  }

  /** Letters only: "U. S. A.", "Québec" and "Trinidad & Tobago" in their plainest form. */
  private static String fold(String text) {
    String plain = Normalizer.normalize(text.replace("&", "and"), Normalizer.Form.NFD);
    return plain.replaceAll("[^\\p{L}]", "").toLowerCase(Locale.ROOT);
  }
}
