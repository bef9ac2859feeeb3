package com.mlconnector.domain;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.domain.FlagOptions.ShipTo;
import com.mlconnector.domain.ShipmentOrder.AddressSource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationTest {
  private static final Destination.Reading PLAIN = new Destination.Reading(Phones.DIGITS, false);
  private static final RawAddress NONE = new RawAddress("", "", "", "", "", "", "", "", "");
  private static final RawAddress INVOICE = street("1 Invoice St");
  private static final RawAddress BILLING = street("2 Billing St");
  private static final RawAddress SHIPPING = street("3 Shipping St");
  private static final Address OVERRIDE =
      new Address("Dock", "", List.of("4 Override St"), "Oakland", "CA", "94607", "US", "");

  @ParameterizedTest
  @CsvSource({
    "INVOICE,   INVOICE,         1 Invoice St",
    "BILLING,   CLIENT_BILLING,  2 Billing St",
    "SECONDARY, CLIENT_SHIPPING, 3 Shipping St",
    ",          OVERRIDE,        4 Override St",
  })
  void the_flag_chooses_then_the_stored_address(
      @Nullable ShipTo asked, AddressSource source, String street) {
    Destination.Found found =
        found(choose(INVOICE, BILLING, SHIPPING, Optional.of(OVERRIDE), asked));
    assertThat(found.source()).isEqualTo(source);
    assertThat(found.address().lines()).containsExactly(street);
  }

  @Test
  void then_the_clients_shipping_address_then_the_only_one_there_is() {
    assertThat(found(choose(INVOICE, BILLING, SHIPPING)).source())
        .isEqualTo(AddressSource.CLIENT_SHIPPING);
    assertThat(found(choose(NONE, BILLING, NONE)).source()).isEqualTo(AddressSource.CLIENT_BILLING);
    assertThat(found(choose(INVOICE, NONE, NONE)).source()).isEqualTo(AddressSource.INVOICE);
  }

  @Test
  void a_client_that_moved_since_the_invoice_is_asked_about() {
    assertThat(halt(choose(INVOICE, BILLING, NONE)).code()).isEqualTo(ReasonCode.SNAPSHOT_DRIFT);
  }

  @Test
  void another_spelling_of_the_same_place_is_no_move() {
    RawAddress shouted =
        new RawAddress("", "A", "Lee", "2 BILLING ST.", "", "buffalo", "N.Y.", "14222", "Usa");
    assertThat(found(choose(shouted, BILLING, NONE)).source())
        .isEqualTo(AddressSource.CLIENT_BILLING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\u00a0", "\u200b", "\t\n", "\u0001"})
  void an_address_without_a_street_is_no_address(String nothing) {
    for (ShipTo asked : ShipTo.values()) {
      Destination chosen =
          choose(street(nothing), street(nothing), street(nothing), Optional.empty(), asked);
      assertThat(halt(chosen).code()).isEqualTo(ReasonCode.ADDRESS_INVALID);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u00a0", "\u200b", "\u0001"})
  void an_address_with_an_invisible_city_is_no_address(String nothing) {
    assertThat(halt(read(of("1 Main St", nothing, "NY", "14222", "US"))).code())
        .isEqualTo(ReasonCode.ADDRESS_INVALID);
  }

  @ParameterizedTest
  @CsvSource({
    "New York,    United States, NY, US, 14222",
    "n.y.,        U.S.A.,        NY, US, 14222",
    "PR,          US,            PR, PR, 00907",
    "P.R.,        U.S.,          PR, PR, 00907",
    "'',          Puerto Rico,   PR, PR, 00907",
    "San Juan,    P.R.,          PR, PR, 00907",
    "Guam,        USA.,          GU, GU, 96910",
    "D.C.,        USA,           DC, US, 20001",
    "Mass.,       U. S. A.,      MA, US, 02134",
    "Québec,      canada,        QC, CA, K1A 0B1",
    "PQ,          Canada,        QC, CA, K1A 0B1",
    "B.C.,        CANADA,        BC, CA, K1A 0B1",
    "England,     UK,            '', GB, SW1A 1AA",
    "'',          Deutschland,   '', DE, 10115",
    "Bavaria,     Germany,       '', DE, 80331",
    "Kerry,       Ireland,       '', IE, ''",
  })
  void countries_and_provinces_become_codes(
      String province, String country, String state, String code, String postalCode) {
    Address address = found(read(of("1 Main St", "Town", province, postalCode, country))).address();
    assertThat(address.state()).isEqualTo(state);
    assertThat(address.country()).isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource({"Atlantis, NY", "US, Bavaria", "US, ''", "Canada, NY", "U, NY", "'1', NY"})
  void an_unknown_country_or_province_halts(String country, String province) {
    Halt halt = halt(read(of("1 Main St", "Town", province, "14222", country)));
    assertThat(halt.code()).isEqualTo(ReasonCode.ADDRESS_INVALID);
    assertThat(halt.sentence())
        .containsAnyOf("'" + country + "'", "'" + province + "'", "has no state or province");
  }

  @ParameterizedTest
  @CsvSource({
    "14222,        US, NY, 14222",
    "' 14222 ',    US, NY, 14222",
    "14222-1213,   US, NY, 14222-1213",
    "142221213,    US, NY, 14222-1213",
    "14222 1213,   US, NY, 14222-1213",
    "14222 - 1213, US, NY, 14222-1213",
    "14222-,       US, NY, 14222",
    "142\u200b22,  US, NY, 14222",
    "１４２２２,        US, NY, 14222",
    "k1a0b1,       CA, ON, K1A 0B1",
    "K1A-0B1,      CA, ON, K1A 0B1",
    "k1a  0b1,     CA, ON, K1A 0B1",
  })
  void a_postal_code_gets_its_countrys_form(
      String typed, String country, String state, String normal) {
    Address address = found(read(of("1 Main St", "Town", state, typed, country))).address();
    assertThat(address.postalCode()).isEqualTo(normal);
  }

  @ParameterizedTest
  @CsvSource({
    "2134,       US, MA, did a spreadsheet lose the leading 0?",
    "2134-1213,  US, MA, did a spreadsheet lose the leading 0?",
    "907,        US, PR, did a spreadsheet lose the leading 0?",
    "1422,       US, NY, five or nine digits.",
    "142222,     US, NY, five or nine digits.",
    "NY 14222,   US, NY, 'NY 14222'",
    "K1A 0B1,    US, NY, 'K1A 0B1'",
    "'',         US, NY, no ZIP code",
    "14222,      CA, ON, such as K1A 0B1",
    "K1A OB1,    CA, ON, 'K1A OB1'",
    "D1A 0B1,    CA, ON, 'D1A 0B1'",
    "'',         CA, ON, no postal code",
    "12345678901,DE, '', longer",
  })
  void a_postal_code_of_another_form_halts(
      String typed, String country, String state, String sentence) {
    Halt halt = halt(read(of("1 Main St", "Town", state, typed, country)));
    assertThat(halt.code()).isEqualTo(ReasonCode.ADDRESS_INVALID);
    assertThat(halt.sentence()).contains(sentence);
  }

  @Test
  void a_person_can_accept_a_post_office_box_wherever_it_stands() {
    Destination.Reading accepted = new Destination.Reading(Phones.DIGITS, true);
    Client client =
        new Client(1, "v", NONE, of("PO Box 5", "Buffalo", "NY", "14222", "US"), "", "");
    assertThat(Destination.choose(invoice(NONE), client, Optional.empty(), null, accepted))
        .isInstanceOf(Destination.Found.class);
    Address box = new Address("A", "", List.of("PO Box 4"), "Oakland", "CA", "94607", "US", "");
    assertThat(halt(choose(NONE, NONE, NONE, Optional.of(box), null)).code())
        .isEqualTo(ReasonCode.ADDRESS_PO_BOX);
    assertThat(Destination.choose(invoice(NONE), client, Optional.of(box), null, accepted))
        .isEqualTo(new Destination.Found(box, AddressSource.OVERRIDE));
  }

  @Test
  void places_that_look_alike_are_not_the_same() {
    assertThat(halt(choose(street("1 23rd St"), street("12 3rd St"), NONE)).code())
        .isEqualTo(ReasonCode.SNAPSHOT_DRIFT);
    RawAddress sofia = of("ул. Шипка 6", "София", "", "1000", "Bulgaria");
    RawAddress varna = of("ул. Драгоман 6", "Варна", "", "1000", "Bulgaria");
    assertThat(halt(choose(sofia, varna, NONE)).code()).isEqualTo(ReasonCode.SNAPSHOT_DRIFT);
  }

  @Test
  void the_unit_in_the_second_field_and_a_state_in_full_are_no_move() {
    RawAddress one = of("2 Billing St Apt 4", "Buffalo", "New York", "14222", "USA");
    RawAddress two =
        new RawAddress(
            "", "Ann", "Lee", "2 Billing St", "Apt. 4", "Buffalo", "NY", "14222", "United States");
    assertThat(found(choose(one, two, NONE)).source()).isEqualTo(AddressSource.CLIENT_BILLING);
  }

  @Test
  void a_long_line_parts_before_its_unit() {
    assertThat(lines("1187 North Elmwood Avenue Extension, Suite 400"))
        .containsExactly("1187 North Elmwood Avenue Extension", "Suite 400");
    assertThat(lines("1187 Elmwood Ave, Suite 400")).containsExactly("1187 Elmwood Ave, Suite 400");
    assertThat(lines("1187 North Elmwood Avenue Ext #400")).hasSize(1);
    assertThat(lines("1187 North Elmwood Avenue Extens. #400"))
        .containsExactly("1187 North Elmwood Avenue Extens.", "#400");
    assertThat(halt(read(of("Suite " + "x".repeat(35), "Buffalo", "NY", "14222", "US"))).sentence())
        .contains("35");
  }

  @Test
  void what_nobody_sees_does_not_part_words_and_entities_are_read() {
    RawAddress typed =
        new RawAddress(
            "Smith &amp; Sons",
            "",
            "",
            "1 El\u00adm\u200bwood\u2028Ap\u200dt ٤",
            "",
            "Buffalo",
            "N\u200bY",
            "14222",
            "U\u200bS");
    Address address = found(read(typed)).address();
    assertThat(address.name()).isEqualTo("Smith & Sons");
    assertThat(address.lines()).containsExactly("1 Elmwood", "Apt 4");
    assertThat(address.state()).isEqualTo("NY");
  }

  @Test
  void the_phone_is_read_for_the_country_of_the_address_and_may_be_missing() {
    Client client = new Client(1, "v", BILLING, NONE, "x204", "");
    Destination.Reading withCountry =
        new Destination.Reading((typed, country) -> Optional.of(country + typed), false);
    Destination.Reading none = new Destination.Reading((typed, country) -> Optional.empty(), false);
    assertThat(
            found(Destination.choose(invoice(NONE), client, Optional.empty(), null, withCountry))
                .address()
                .phone())
        .isEqualTo("USx204");
    assertThat(
            found(Destination.choose(invoice(NONE), client, Optional.empty(), null, none))
                .address()
                .phone())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PO Box 12",
        "P.O. Box 12",
        "p o box 12",
        "POB 12",
        "Post Office Box 9",
        "PSC 3 APO AE"
      })
  void a_post_office_box_halts(String street) {
    assertThat(halt(read(of(street, "Buffalo", "NY", "14222", "US"))).code())
        .isEqualTo(ReasonCode.ADDRESS_PO_BOX);
  }

  @Test
  void military_post_halts() {
    assertThat(halt(read(of("Unit 4", "APO", "AE", "09012", "US"))).code())
        .isEqualTo(ReasonCode.ADDRESS_PO_BOX);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"12 Pobox Street", "1 Box Elder Rd", "5 Apollo Ave", "7 Post Office Lane"})
  void a_street_that_only_sounds_like_a_box_is_a_street(String street) {
    assertThat(read(of(street, "Buffalo", "NY", "14222", "US")))
        .isInstanceOf(Destination.Found.class);
  }

  @Test
  void lines_have_35_characters_and_the_city_30() {
    assertThat(read(of("x".repeat(35), "y".repeat(30), "NY", "14222", "US")))
        .isInstanceOf(Destination.Found.class);
    assertThat(halt(read(of("x".repeat(36), "Buffalo", "NY", "14222", "US"))).sentence())
        .contains("35");
    assertThat(halt(read(of("x", "y".repeat(31), "NY", "14222", "US"))).sentence()).contains("30");
  }

  @Test
  void three_lines_fit_and_four_do_not() {
    assertThat(found(read(of("a\r\nb\nc", "Buffalo", "NY", "14222", "US"))).address().lines())
        .containsExactly("a", "b", "c");
    assertThat(halt(read(of("a\nb\nc\nd", "Buffalo", "NY", "14222", "US"))).sentence())
        .contains("three");
  }

  @Test
  void a_postal_code_longer_than_any_halts() {
    assertThat(found(read(of("x", "Buffalo", "NY", "14222-1234", "US"))).address().postalCode())
        .isEqualTo("14222-1234");
    assertThat(halt(read(of("x", "Buffalo", "NY", "14222-12345", "US"))).code())
        .isEqualTo(ReasonCode.ADDRESS_INVALID);
  }

  @Test
  void control_characters_become_blanks_everywhere() {
    RawAddress dirty =
        new RawAddress(
            "A\u0000cme\u200b",
            "A\tnn",
            "\u0007Lee",
            "1\u00a0Main\u0085St",
            "\u200b",
            "Buf\u0001falo",
            "NY",
            "142\u000022",
            "US");
    assertThat(found(read(dirty)).address())
        .isEqualTo(
            new Address(
                "A cme",
                "A nn Lee",
                List.of("1 Main St"),
                "Buf falo",
                "NY",
                "14222",
                "US",
                "7165550142"));
  }

  @Test
  void a_long_name_is_cut_and_never_inside_a_character() {
    assertThat(named("x".repeat(40)).name()).isEqualTo("x".repeat(35));
    assertThat(named("x".repeat(34) + "📦").name()).isEqualTo("x".repeat(34));
    assertThat(named("x".repeat(33) + "📦y").name()).isEqualTo("x".repeat(33) + "📦");
  }

  @Test
  void an_address_without_any_name_halts() {
    RawAddress nameless =
        new RawAddress("", " ", "\u0001", "1 Main St", "", "Buffalo", "NY", "14222", "US");
    assertThat(halt(read(nameless)).sentence()).contains("neither a person nor an organization");
  }

  @ParameterizedTest
  @CsvSource({
    "+1 (716) 555-0142, 7165550142",
    "716.555.0142,      7165550142",
    "'',                ''",
    "call me,           ''",
    "12345678901234567, 123456789012345",
  })
  void a_phone_number_is_its_digits(String typed, String digits) {
    Client client = new Client(1, "v", BILLING, NONE, typed, "");
    assertThat(
            found(Destination.choose(invoice(NONE), client, Optional.empty(), null, PLAIN))
                .address()
                .phone())
        .isEqualTo(digits);
  }

  private static List<String> lines(String street) {
    return found(read(of(street, "Buffalo", "NY", "14222", "US"))).address().lines();
  }

  private static Address named(String organization) {
    return found(
            read(
                new RawAddress(
                    organization, "", "", "1 Main St", "", "Buffalo", "NY", "14222", "US")))
        .address();
  }

  private static Destination read(RawAddress address) {
    return choose(address, NONE, NONE, Optional.empty(), ShipTo.INVOICE);
  }

  private static Destination choose(RawAddress invoice, RawAddress billing, RawAddress shipping) {
    return choose(invoice, billing, shipping, Optional.empty(), null);
  }

  private static Destination choose(
      RawAddress invoice,
      RawAddress billing,
      RawAddress shipping,
      Optional<Address> override,
      @Nullable ShipTo asked) {
    Client client = new Client(1, "v", billing, shipping, "+1 (716) 555-0142", "");
    return Destination.choose(invoice(invoice), client, override, asked, PLAIN);
  }

  private static Invoice invoice(RawAddress snapshot) {
    return new Invoice(1, "1", 1, "v", Instant.EPOCH, 0, "sent", "", "", "", snapshot, List.of());
  }

  private static RawAddress street(String street) {
    return of(street, "Buffalo", "NY", "14222", "USA");
  }

  private static RawAddress of(
      String street, String city, String province, String postalCode, String country) {
    return new RawAddress("", "Ann", "Lee", street, "", city, province, postalCode, country);
  }

  private static Destination.Found found(Destination destination) {
    assertThat(destination).isInstanceOf(Destination.Found.class);
    return (Destination.Found) destination;
  }

  private static Halt halt(Destination destination) {
    assertThat(destination).isInstanceOf(Destination.Unclear.class);
    return ((Destination.Unclear) destination).halt();
  }
}
