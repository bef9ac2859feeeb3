package com.mlconnector.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlacesTest {

  @ParameterizedTest
  @CsvSource({
    "United States, US",
    "USA, US",
    "U.S.A., US",
    "us, US",
    "U. S., US",
    "United States of America, US",
    "Canada, CA",
    "CANADA , CA",
    "ca, CA",
    "UK, GB",
    "England, GB",
    "United Kingdom, GB",
    "Mexico, MX",
    "México, MX",
    "Germany, DE",
    "Deutschland, DE",
    "DEU, DE",
    "Puerto Rico, PR",
    "South Korea, KR",
    "Türkiye, TR",
    "Turkey, TR",
    "Côte d'Ivoire, CI",
    "États-Unis, US",
    "Czech Republic, CZ",
    "Hong Kong, HK",
    "The Netherlands, NL",
    "Georgia, GE",
    "the United States, US",
    "Estados Unidos, US",
    "EE.UU., US",
    "Vereinigte Staaten, US",
    "España, ES",
    "Schweiz, CH",
    "Italia, IT",
    "Österreich, AT",
    "P.R., PR",
    "P.R. China, CN",
    "Niger, NE",
    "Nigeria, NG",
    "Dominica, DM",
    "República Dominicana, DO",
    "Guinea, GN",
    "Austria, AT",
    "Australien, AU",
    "India, IN",
    "USVI, VI",
    "Guam, GU",
    "GBR, GB",
    "Brasil, BR",
    "U.K., GB"
  })
  void countries_by_any_name_people_use(String text, String code) {
    assertThat(Regions.country(text)).contains(code);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "Oz", "Texas", "12345"})
  void what_is_no_country_has_no_code(String text) {
    assertThat(Regions.country(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "US, Texas, TX",
    "US, tx, TX",
    "US, New York, NY",
    "US, N.Y., NY",
    "US, D.C., DC",
    "US, Washington, WA",
    "US, 'Washington, DC', DC",
    "US, Puerto Rico, PR",
    "US, PR, PR",
    "US, Georgia, GA",
    "US, AE, AE",
    "US, Calif., CA",
    "US, W. Va., WV",
    "US, N. Mex., NM",
    "US, Armed Forces Pacific, AP",
    "US, P.R., PR",
    "US, U.S. Virgin Islands, VI",
    "CA, Ont., ON",
    "CA, Que, QC",
    "CA, P.E.I., PE",
    "CA, Nouveau-Brunswick, NB",
    "CA, Ontario, ON",
    "CA, ON, ON",
    "CA, Québec, QC",
    "CA, PQ, QC",
    "CA, newfoundland & labrador, NL",
    "CA, Newfoundland and Labrador, NL",
    "CA, PEI, PE",
    "PR, '', PR",
    "PR, San Juan, PR"
  })
  void provinces_by_any_name_people_use(String country, String text, String code) {
    assertThat(Regions.province(country, text)).contains(code);
  }

  @ParameterizedTest
  @CsvSource({"US, Ontario", "CA, Texas", "US, ''", "DE, Bayern", "US, XX"})
  void what_is_no_province_there_has_no_code(String country, String text) {
    assertThat(Regions.province(country, text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PO Box 123",
        "P.O. Box 123",
        "p.o.box 5",
        "P. O. Box A12",
        "P O Box 9",
        "POBox 77",
        "P.O.B. 12",
        "POB 12",
        "Post Office Box 5",
        "Suite 4, PO Box 12",
        "PO\u00a0Box 12",
        "PO BOX",
        "APO AE 09012",
        "FPO, AP 96349",
        "Unit 2050 DPO AA 34002",
        "A.P.O. AE 09012",
        "PO-Box 12",
        "P/O Box 12",
        "P.0. Box 12",
        "POBox12",
        "PO Drawer 7",
        "PO Bx 7",
        "Post Box 12",
        "Postal Box #12",
        "General Delivery",
        "Case postale 123",
        "CASE POSTALE",
        "C.P. 6128, succ. Centre-ville",
        "CP 123",
        "Boîte postale 5",
        "B.P. 12",
        "Casilla 123",
        "Casilla de correo 9",
        "Apartado Postal 12-345",
        "Apartado 99",
        "Apdo. 99",
        "Caixa Postal 12",
        "Postfach 10 20 30",
        "Postbus 77",
        "Lista de Correos"
      })
  void post_office_boxes_and_military_post(String line) {
    assertThat(PoBox.isIn(List.of("Dana Whitfield", line), "Buffalo", "NY")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "12 Pobox Street",
        "5 PO Box Street",
        "Box Elder",
        "77 Box Elder Road",
        "Boxwood Lane 3",
        "P.O. Boxwood 3",
        "4 Po Boy Lane",
        "Depot Box 7",
        "Apo Street 4",
        "5 Main St PMB 12",
        "Shop Office Box",
        "Cape Box 5",
        "",
        "POB Building",
        "P.O.B. Building",
        "Box 12",
        "RR 2 Box 15",
        "Mail Boxes Etc 12",
        "Mailbox 12",
        "Calle 5 C.P. 06600",
        "Apartamento 5",
        "12 Casilla Ct",
        "5 General Delivery Rd",
        "Postfachstrasse 5",
        "BP Prudhoe Bldg",
        "Attn PO 4512",
        "Bldg B P1",
        "PO Box Way"
      })
  void ordinary_places(String line) {
    assertThat(PoBox.isIn(List.of(line), "Box Elder", "SD")).isFalse();
  }

  @Test
  void military_post_shows_in_city_and_state_too() {
    assertThat(PoBox.isIn(List.of("PSC 3 Unit 7"), "APO", "")).isTrue();
    assertThat(PoBox.isIn(List.of("PSC 3 Unit 7"), "Ramstein", "AE")).isTrue();
    assertThat(PoBox.isIn(List.of("PSC 3 Unit 7"), "APO AE", "")).isTrue();
    assertThat(PoBox.isIn(List.of("PSC 3 Unit 7"), "A.P.O.", "")).isTrue();
    assertThat(PoBox.isIn(List.of("Ann Lee"), "PO Box 9, Buffalo", "NY")).isTrue();
    assertThat(PoBox.isIn(List.of("1 Main St"), "Apollo", "PA")).isFalse();
  }
}
