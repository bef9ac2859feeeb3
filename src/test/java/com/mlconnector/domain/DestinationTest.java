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
    "New York, United States, NY, US",
    "n.y.,     U.S.A.,        NY, US",
    "PR,       US,            PR, US",
    "'',       Puerto Rico,   PR, PR",
    "Québec,   canada,        QC, CA",
    "England,  UK,            '', GB",
    "'',       Deutschland,   '', DE",
    "Bavaria,  Germany,       '', DE",
  })
  void countries_and_provinces_become_codes(
      String province, String country, String state, String code) {
    Address address = found(read(of("1 Main St", "Town", province, "1", country))).address();
    assertThat(address.state()).isEqualTo(state);
    assertThat(address.country()).isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource({"Atlantis, NY", "US, Bavaria", "US, ''", "Canada, NY", "U, NY", "'1', NY"})
  void an_unknown_country_or_province_halts(String country, String province) {
    assertThat(halt(read(of("1 Main St", "Town", province, "1", country))).code())
        .isEqualTo(ReasonCode.ADDRESS_INVALID);
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
                "142 22",
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
            found(Destination.choose(invoice(NONE), client, Optional.empty(), null))
                .address()
                .phone())
        .isEqualTo(digits);
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
    return Destination.choose(invoice(invoice), client, override, asked);
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
