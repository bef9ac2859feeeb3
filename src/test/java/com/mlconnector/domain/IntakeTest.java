package com.mlconnector.domain;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.domain.ConnectionSettings.ShipWhen;
import com.mlconnector.domain.Intake.ClientProfile;
import com.mlconnector.domain.Intake.Facts;
import com.mlconnector.domain.Intake.Kept;
import com.mlconnector.domain.Intake.Verdict;
import com.mlconnector.domain.ShipmentOrder.AddressSource;
import com.mlconnector.domain.ShipmentOrder.Residential;
import com.mlconnector.domain.ShipmentOrder.Signature;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntakeTest {
  private static final Instant GO_LIVE = Instant.parse("2026-08-01T12:00:00Z");
  private static final String FLAG = "#ship ground 2lb";

  private Instant now = GO_LIVE.plusSeconds(3_600);
  private static final RawAddress HOME =
      new RawAddress(
          "", "Ann", "Lee", "1187 Elmwood Ave", "Apt 4", "Buffalo", "NY", "14222", "USA");
  private static final Address OVERRIDE =
      new Address("Dock", "", List.of("1 Pier"), "Oakland", "CA", "94607", "US", "");

  private String notes = FLAG;
  private String clientNote = "";
  private String status = "sent";
  private int visibility;
  private Instant createdAt = GO_LIVE;
  private RawAddress address = HOME;
  private ClientProfile profile = ClientProfile.NONE;
  private FlagSettings flags = FlagSettings.standard(Weight.Unit.POUND);
  private Optional<Weight> defaultWeight = Optional.empty();
  private ShipWhen when = ShipWhen.SENT;
  private Decisions decisions = Decisions.NONE;
  private List<AcceptedAddress> accepted = List.of();
  private Optional<Boolean> firstFlagged = Optional.empty();

  @Test
  void a_plain_flag_ships() {
    Verdict.Ready ready = ready();

    assertThat(ready.shipTo())
        .isEqualTo(
            new Address(
                "Ann Lee",
                "",
                List.of("1187 Elmwood Ave", "Apt 4"),
                "Buffalo",
                "NY",
                "14222",
                "US",
                "7165550142"));
    ShipmentOrder order = ready.order();
    assertThat(order.service()).isEqualTo(Service.GROUND);
    assertThat(order.parcels())
        .containsExactly(new Parcel(Weight.of("2", Weight.Unit.POUND), null, null));
    assertThat(order.accountHolder()).isEqualTo("shipper");
    assertThat(order.signature()).isEqualTo(Signature.NONE);
    assertThat(order.saturday()).isFalse();
    assertThat(order.residential()).isEqualTo(Residential.ASK_UPS);
    assertThat(order.addressFrom()).isEqualTo(AddressSource.CLIENT_BILLING);
    assertThat(order.fingerprint()).isNotEmpty();
    assertThat(order.remarks()).hasSize(1).first().asString().contains("dimensions");
  }

  @ParameterizedTest
  @CsvSource({"1, deleted", "2, archived"})
  void a_hidden_invoice_is_ignored_whatever_it_says(int hidden, String word) {
    visibility = hidden;
    assertThat(ignored()).contains(word);
  }

  @Test
  void an_invoice_without_a_flag_is_ignored() {
    notes = "Please ship before Friday";
    assertThat(ignored()).contains("no shipping flag");
  }

  @Test
  void noship_wins_over_a_flag() {
    notes = FLAG + "\n#noship";
    assertThat(ignored()).contains("#noship");
  }

  @Test
  void hold_waits() {
    notes = FLAG + "\n#hold";
    assertThat(waiting()).contains("#hold");
    assertThat(((Verdict.Waiting) decide()).readAgain()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n#hold until 2026-12-24", " date=2026-12-24"})
  void a_day_in_the_flag_ends_the_waiting_by_itself(String day) {
    notes = FLAG + day;
    Instant begin = Instant.parse("2026-12-24T08:00:00Z");
    now = begin.minusMillis(1);
    assertThat(decide())
        .isInstanceOfSatisfying(
            Verdict.Waiting.class, waiting -> assertThat(waiting.readAgain()).contains(begin));
    now = begin;
    assertThat(decide()).isInstanceOf(Verdict.Ready.class);
  }

  @Test
  void an_unclear_flag_halts_with_a_line_to_paste() {
    notes = "#ship gruond 2lb";
    Halt halt = halted();
    assertThat(halt.code()).isEqualTo(ReasonCode.FLAG_UNKNOWN_WORD);
    assertThat(halt.sentence()).contains("gruond");
    assertThat(halt.ways()).singleElement().asString().endsWith(": #ship ground 2lb");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sent",
        "viewed",
        "partial",
        "paid",
        "autopaid",
        "success",
        "retry",
        "overdue",
        "deposit-partial",
        "deposit-paid",
      })
  void every_status_that_the_customer_has_seen_ships(String seen) {
    status = seen;
    assertThat(decide()).isInstanceOf(Verdict.Ready.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"draft", "created"})
  void a_draft_waits(String draft) {
    status = draft;
    assertThat(waiting()).isEqualTo("The invoice is still a draft.");
    when = ShipWhen.PAID;
    assertThat(waiting()).isEqualTo("The invoice is still a draft.");
    when = ShipWhen.ANY;
    assertThat(decide()).isInstanceOf(Verdict.Ready.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"failed", "declined", "pending", "disputed", "a-new-word", "", "SENT"})
  void a_doubtful_or_unknown_status_waits_and_is_named(String doubtful) {
    status = doubtful;
    assertThat(waiting()).contains("'" + doubtful + "'");
    when = ShipWhen.ANY;
    assertThat(waiting()).contains("'" + doubtful + "'");
    when = ShipWhen.PAID;
    assertThat(waiting()).contains("'" + doubtful + "'");
  }

  @ParameterizedTest
  @CsvSource({
    "paid, true",
    "autopaid, true",
    "sent, false",
    "partial, false",
    "deposit-paid, false",
    "overdue, false",
  })
  void some_shops_ship_only_what_is_paid(String now, boolean ships) {
    status = now;
    when = ShipWhen.PAID;
    if (ships) {
      assertThat(decide()).isInstanceOf(Verdict.Ready.class);
    } else {
      assertThat(waiting()).isEqualTo("The invoice is not paid yet.");
    }
  }

  @Test
  void an_unclear_draft_waits_and_does_not_halt() {
    status = "draft";
    notes = "#ship gruond";
    assertThat(waiting()).contains("draft");
  }

  @Test
  void an_invoice_older_than_the_connection_is_ignored_and_not_halted() {
    createdAt = GO_LIVE.minusNanos(1);
    assertThat(ignored()).contains("older");
    notes = "#ship gruond";
    assertThat(ignored()).contains("older");
  }

  @Test
  void a_parcel_abroad_needs_customs_data() {
    address = at("London", "England", "SW1A 1AA", "United Kingdom");
    assertThat(halted().code()).isEqualTo(ReasonCode.CUSTOMS_DATA_NEEDED);
    address = at("Toronto", "Ontario", "M5V 2T6", "Canada");
    assertThat(halted().code()).isEqualTo(ReasonCode.CUSTOMS_DATA_NEEDED);
  }

  @ParameterizedTest
  @CsvSource({"return, return", "value=100, value"})
  void what_the_gateway_cannot_pass_on_halts(String option, String word) {
    notes = FLAG + " " + option;
    assertThat(halted().code()).isEqualTo(ReasonCode.UPS_REFUSED);
    assertThat(halted().sentence()).contains(word);
  }

  @Test
  void a_bad_address_halts() {
    address = at("Buffalo", "Nowhere", "14222", "USA");
    assertThat(halted().code()).isEqualTo(ReasonCode.ADDRESS_INVALID);
  }

  @Test
  void without_any_weight_the_goods_are_named() {
    notes = "#ship ground";
    Halt halt = halted();
    assertThat(halt.code()).isEqualTo(ReasonCode.WEIGHT_UNKNOWN);
    assertThat(halt.sentence()).contains("\"Blue mug\"").doesNotContain("\"\"");
  }

  @Test
  void the_clients_default_weight_counts_only_where_an_operator_allowed_one() {
    notes = "#ship ground";
    clientNote = "#ship-default 3lb";
    assertThat(halted().code()).isEqualTo(ReasonCode.WEIGHT_UNKNOWN);

    defaultWeight = Optional.of(Weight.of("1", Weight.Unit.POUND));
    assertThat(weight()).isEqualTo(Weight.of("3", Weight.Unit.POUND));

    clientNote = "";
    assertThat(weight()).isEqualTo(Weight.of("1", Weight.Unit.POUND));

    notes = FLAG;
    assertThat(weight()).isEqualTo(Weight.of("2", Weight.Unit.POUND));
  }

  @ParameterizedTest
  @CsvSource({
    "'',                false, shipper",
    "'',                true,  client:77",
    "' bill=us',        true,  shipper",
    "' bill=us',        false, shipper",
    "' bill=recipient', true,  client:77",
  })
  void the_payer_is_who_has_an_account_or_who_is_named(String bill, boolean has, String holder) {
    notes = FLAG + bill;
    profile = new ClientProfile(has, Optional.empty(), Optional.empty());
    assertThat(ready().order().accountHolder()).isEqualTo(holder);
  }

  @ParameterizedTest
  @CsvSource({"recipient, false", "thirdparty, true", "warehouse, true"})
  void a_payer_without_a_stored_account_halts(String payer, boolean has) {
    notes = FLAG + " bill=" + payer;
    profile = new ClientProfile(has, Optional.empty(), Optional.empty());
    assertThat(halted().code()).isEqualTo(ReasonCode.BILLING_ACCOUNT_MISSING);
  }

  @Test
  void a_stored_address_wins_unless_the_flag_names_another() {
    profile = new ClientProfile(false, Optional.of(OVERRIDE), Optional.empty());
    assertThat(ready().shipTo()).isEqualTo(OVERRIDE);
    assertThat(ready().order().addressFrom()).isEqualTo(AddressSource.OVERRIDE);

    notes = FLAG + " to=invoice";
    assertThat(ready().order().addressFrom()).isEqualTo(AddressSource.INVOICE);
  }

  @ParameterizedTest
  @CsvSource({"sig, ANY, ASK_UPS", "adult-sig residential, ADULT, YES", "commercial, NONE, NO"})
  void options_reach_the_order(String options, Signature signature, Residential residential) {
    notes = FLAG + " sat " + options;
    ShipmentOrder order = ready().order();
    assertThat(order.signature()).isEqualTo(signature);
    assertThat(order.residential()).isEqualTo(residential);
    assertThat(order.saturday()).isTrue();
  }

  @Test
  void saver_at_home_is_next_day_air_saver() {
    notes = "#ship saver 2lb";
    assertThat(ready().order().service()).isEqualTo(Service.NEXT_DAY_AIR_SAVER);
  }

  @Test
  void the_default_service_and_the_standard_box_fill_in() {
    FlagSettings.Box box =
        new FlagSettings.Box(Dimensions.of("10", "8", "4", Dimensions.Unit.INCH), null);
    flags =
        flags
            .withDefaultService(Service.SECOND_DAY_AIR)
            .withBoxes(new FlagSettings.Boxes(java.util.Map.of("small", box), "small"));
    notes = "#ship 2lb";
    ShipmentOrder order = ready().order();
    assertThat(order.service()).isEqualTo(Service.SECOND_DAY_AIR);
    assertThat(order.parcels().getFirst().dimensions()).isEqualTo(box.dimensions());
  }

  @Test
  void an_old_invoice_ships_once_it_is_flagged_after_the_connection_was_made() {
    createdAt = GO_LIVE.minusSeconds(1);
    firstFlagged = Optional.of(true);
    assertThat(ignored()).isEqualTo("The invoice and its flag are older than this connection.");
    firstFlagged = Optional.of(false);
    assertThat(decide()).isInstanceOf(Verdict.Ready.class);
  }

  @Test
  void an_operator_can_ship_an_old_invoice_all_the_same() {
    createdAt = GO_LIVE.minusSeconds(1);
    firstFlagged = Optional.of(true);
    decisions = Decisions.NONE.withOldToo();
    assertThat(decide()).isInstanceOf(Verdict.Ready.class);
  }

  @Test
  void a_held_invoice_is_prepared_up_to_the_purchase() {
    notes = FLAG + "\n#hold";
    Verdict.Waiting waiting = (Verdict.Waiting) decide();
    assertThat(waiting.prepared())
        .hasValueSatisfying(ready -> {
          assertThat(ready.order().held()).isTrue();
          assertThat(ready.shipTo().city()).isEqualTo("Buffalo");
        });
  }

  @Test
  void trouble_of_a_held_invoice_shows_at_once() {
    notes = "#ship gruond 2lb\n#hold";
    assertThat(halted().code()).isEqualTo(ReasonCode.FLAG_UNKNOWN_WORD);
  }

  @Test
  void a_held_draft_waits_for_the_draft_first() {
    notes = FLAG + "\n#hold";
    status = "draft";
    assertThat(waiting()).contains("draft");
    assertThat(((Verdict.Waiting) decide()).prepared()).isEmpty();
  }

  @Test
  void an_operator_holds_until_a_day() {
    decisions =
        Decisions.NONE.withHold(
            new Decisions.Hold(Optional.of(java.time.LocalDate.parse("2026-12-24"))));
    assertThat(waiting()).isEqualTo("An operator holds it until 2026-12-24.");
    now = Instant.parse("2026-12-24T08:00:00Z");
    assertThat(decide()).isInstanceOf(Verdict.Ready.class);
  }

  @Test
  void what_an_operator_cancelled_is_ignored_until_it_is_resumed() {
    decisions = Decisions.NONE.withCancelled("Collected in the shop");
    assertThat(ignored()).isEqualTo("An operator cancelled it: Collected in the shop");
    notes = FLAG + "\n#hold";
    assertThat(ignored()).contains("cancelled");
    notes = FLAG;
    decisions = decisions.resumed();
    assertThat(decide()).isInstanceOf(Verdict.Ready.class);
  }

  @Test
  void an_operators_address_beats_all_others() {
    profile =
        new ClientProfile(
            false,
            Optional.of(new Address("X", "", List.of("2"), "Y", "CA", "94607", "US", "")),
            Optional.empty());
    decisions = Decisions.NONE.withAddress(OVERRIDE);
    assertThat(ready().shipTo()).isEqualTo(OVERRIDE);
    assertThat(ready().order().addressFrom()).isEqualTo(AddressSource.OPERATOR);
  }

  @Test
  void a_form_of_the_address_that_was_picked_before_is_used_for_the_same_people() {
    Address typed = ready().shipTo();
    Address used =
        new Address("", "", List.of("1187 Elmwood Ave Apt 4"), "Buffalo", "NY", "14222", "US", "");
    accepted = List.of(new AcceptedAddress(typed, used));
    assertThat(ready().shipTo().lines()).containsExactly("1187 Elmwood Ave Apt 4");
    assertThat(ready().shipTo().name()).isEqualTo("Ann Lee");
    assertThat(ready().shipTo().phone()).isEqualTo("7165550142");
    address = at("Oakland", "CA", "94607", "US");
    assertThat(ready().shipTo().city()).isEqualTo("Oakland");
  }

  /** What UPS objected to is not the order under way any more, so it goes on. */
  @Test
  void an_address_that_a_person_has_called_good_makes_another_order_for_it() {
    Verdict.Ready before = ready();
    accepted = List.of(new AcceptedAddress(before.shipTo(), before.shipTo()));
    assertThat(ready().shipTo()).isEqualTo(before.shipTo());
    assertThat(ready().order()).isNotEqualTo(before.order());
    assertThat(ready().order().fingerprint()).isEqualTo(before.order().fingerprint());
    address = at("Oakland", "CA", "94607", "US");
    assertThat(ready().order()).isEqualTo(before.order());
  }

  @Test
  void a_heavy_parcel_ships_once_somebody_says_that_it_is_that_heavy() {
    notes = "#ship ground 60lb";
    assertThat(halted().code()).isEqualTo(ReasonCode.WEIGHT_UNUSUAL);
    decisions = Decisions.NONE.withAnyway(ReasonCode.WEIGHT_UNUSUAL);
    assertThat(weight()).isEqualTo(Weight.of("60", Weight.Unit.POUND));
    notes = "#ship ground 160lb";
    assertThat(halted().code()).isEqualTo(ReasonCode.WEIGHT_OVER_LIMIT);
  }

  @Test
  void a_client_has_its_own_soft_limit() {
    notes = "#ship ground 60lb";
    profile =
        new ClientProfile(false, Optional.empty(), Optional.of(Weight.of("70", Weight.Unit.POUND)));
    assertThat(decide()).isInstanceOf(Verdict.Ready.class);
  }

  @Test
  void a_reship_is_one_request_however_often_it_is_read() {
    assertThat(ready().reships()).isEmpty();
    notes = "#reship ground 2lb";
    List<String> request = ready().reships();
    assertThat(request).hasSize(1);
    notes = "#ReShip:  ground   2lb";
    assertThat(ready().reships()).isEqualTo(request);
    decisions = Decisions.NONE.withReship("operator 7");
    assertThat(ready().reships()).containsExactly("operator 7", request.getFirst());
  }

  private Weight weight() {
    return ready().order().parcels().getFirst().weight();
  }

  private static RawAddress at(String city, String province, String postalCode, String country) {
    return new RawAddress("", "Ann", "Lee", "1 Road", "", city, province, postalCode, country);
  }

  private Verdict decide() {
    Invoice invoice =
        new Invoice(
            1804477,
            "1042",
            77,
            "v1",
            createdAt,
            visibility,
            status,
            notes,
            "",
            "",
            address,
            List.of(
                new InvoiceLine(1, "Blue mug", "", BigDecimal.TWO),
                new InvoiceLine(2, "", "", BigDecimal.ONE)));
    RawAddress none = new RawAddress("", "", "", "", "", "", "", "", "");
    Client client = new Client(77, "v1", address, none, "+1 (716) 555-0142", clientNote);
    Address shipper =
        new Address("Shop", "", List.of("1 Dock St"), "Oakland", "CA", "94607", "US", "5105550142");
    ConnectionSettings settings =
        new ConnectionSettings(
            shipper, flags, defaultWeight, when, ZoneId.of("America/Los_Angeles"), false);
    return Intake.decide(
        new Facts(
            invoice,
            client,
            settings,
            new Kept(profile, decisions, accepted, ItemWeights.NONE, firstFlagged),
            Phones.DIGITS,
            GO_LIVE,
            now));
  }

  private Verdict.Ready ready() {
    Verdict verdict = decide();
    assertThat(verdict).isInstanceOf(Verdict.Ready.class);
    return (Verdict.Ready) verdict;
  }

  private Halt halted() {
    Verdict verdict = decide();
    assertThat(verdict).isInstanceOf(Verdict.Halted.class);
    return ((Verdict.Halted) verdict).halt();
  }

  private String ignored() {
    Verdict verdict = decide();
    assertThat(verdict).isInstanceOf(Verdict.Ignored.class);
    return ((Verdict.Ignored) verdict).reason();
  }

  private String waiting() {
    Verdict verdict = decide();
    assertThat(verdict).isInstanceOf(Verdict.Waiting.class);
    return ((Verdict.Waiting) verdict).reason();
  }
}
