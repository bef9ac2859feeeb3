package com.mlconnector.domain;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.domain.AddressVerdict.Candidate;
import com.mlconnector.domain.AddressVerdict.Classification;
import com.mlconnector.domain.ShipmentOrder.Residential;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressCheckTest {
  @ParameterizedTest
  @CsvSource({
    "1187 Elmwood Ave Apt 4,      1187 ELMWOOD AVE APT 4",
    "1187 elmwood avenue # 4,     1187 ELMWOOD AVE APT 4",
    "1187 Elmwood Ave Apt. B,     1187 ELMWOOD AVE APT B",
    "1187 Elmwood Ave Apartment B,1187 ELMWOOD AVE # B",
    "1187 Elmwood Ave apt4b,      1187 ELMWOOD AVE APT 4B",
    "1187 Elmwood Ave,            1187 ELMWOOD AVE STE 100",
    "100 Wester Ave,              100 WESTERN AVE",
    "123-45 Main St,              123-45 MAIN ST",
    "4 Main St Apt 4,             4 MAIN ST APT 4",
    "12 5th Ave Suite 300,        12 5TH AVE STE 300",
    "Elmwood Building,            ELMWOOD BLDG",
  })
  void what_a_label_must_not_lose_is_there(String typed, String known) {
    assertThat(judge(typed, known)).isInstanceOf(AddressCheck.Passed.class);
  }

  @ParameterizedTest
  @CsvSource({
    "1187 Elmwood Ave Apt 4,      1187 ELMWOOD AVE",
    "1187 Elmwood Ave Apt 4,      1187 ELMWOOD AVE APT 5",
    "1187 Elmwood Ave Apt B,      1187 ELMWOOD AVE",
    "1187 Elmwood Ave Apt. B,     1187 ELMWOOD AVE",
    "1187 Elmwood Ave Bldg C,     1187 ELMWOOD AVE",
    "1187 Elmwood Ave Apt 4-B,    1187 ELMWOOD AVE APT 4-C",
    "1187 Elmwood Ave Apt B12,    1187 ELMWOOD AVE APT B13",
    "4 Main St Apt 4,             4 MAIN ST",
    "1187 Elmwood Ave,            1189 ELMWOOD AVE",
    "1100 Elmwood Ave,            1100-1198 ELMWOOD AVE",
    "1187 Elmwood Ave,            1100-1198 ELMWOOD AVE",
    "12 5th Ave,                  12 6TH AVE",
    "1187 Elmwood Ave,            ''",
  })
  void a_lost_or_changed_number_needs_a_person(String typed, String known) {
    assertThat(judge(typed, known))
        .isInstanceOfSatisfying(
            AddressCheck.Stopped.class,
            stopped -> {
              assertThat(stopped.halt().code()).isEqualTo(ReasonCode.ADDRESS_AMBIGUOUS);
              assertThat(stopped.candidates()).hasSize(1);
            });
  }

  @ParameterizedTest
  @CsvSource({
    "14222,      NY, 14222, NY, true",
    "14222-1234, NY, 14222, NY, true",
    "14222,      NY, 14222, ny, true",
    "14222,      NY, 14223, NY, false",
    "14222,      NY, 14222, NJ, false",
    "'',         NY, 14222, NY, false",
    "14222,      NY, '',    NY, false",
    "14222,      NY, 14222, '', false",
  })
  void zip_and_state_must_be_those_that_were_typed(
      String zip, String state, String knownZip, String knownState, boolean passes) {
    AddressCheck check =
        AddressCheck.judge(
            typed(List.of("1 Main St"), state, zip),
            new AddressVerdict.Valid(
                candidate(List.of("1 MAIN ST"), knownState, knownZip, Classification.COMMERCIAL)),
            Residential.ASK_UPS);
    assertThat(check instanceof AddressCheck.Passed).isEqualTo(passes);
  }

  @ParameterizedTest
  @CsvSource({
    "ASK_UPS, COMMERCIAL,   false",
    "ASK_UPS, RESIDENTIAL,  true",
    "ASK_UPS, UNCLASSIFIED, true",
    "YES,     COMMERCIAL,   true",
    "NO,      RESIDENTIAL,  false",
    "NO,      UNCLASSIFIED, false",
  })
  void the_flag_decides_about_residential_then_ups(
      Residential said, Classification known, boolean residential) {
    assertThat(
            AddressCheck.judge(
                typed(List.of("1 Main St"), "NY", "14222"),
                new AddressVerdict.Valid(candidate(List.of("1 MAIN ST"), "NY", "14222", known)),
                said))
        .isEqualTo(new AddressCheck.Passed(residential));
  }

  @Test
  void a_unit_on_its_own_line_counts() {
    AddressCheck check =
        AddressCheck.judge(
            typed(List.of("1 Main St", "Unit C"), "NY", "14222"),
            new AddressVerdict.Valid(
                candidate(List.of("1 MAIN ST UNIT C"), "NY", "14222", Classification.COMMERCIAL)),
            Residential.ASK_UPS);
    assertThat(check).isEqualTo(new AddressCheck.Passed(false));
  }

  @Test
  void several_candidates_are_offered() {
    Candidate one = candidate(List.of("1 MAIN ST"), "NY", "14222", Classification.COMMERCIAL);
    assertThat(stopped(new AddressVerdict.Ambiguous(List.of(one, one, one))))
        .satisfies(stopped -> {
          assertThat(stopped.halt().code()).isEqualTo(ReasonCode.ADDRESS_AMBIGUOUS);
          assertThat(stopped.halt().sentence()).contains("3 addresses");
          assertThat(stopped.candidates()).hasSize(3);
        });
    assertThat(stopped(new AddressVerdict.Ambiguous(List.of(one))).halt().sentence())
        .contains("one address");
  }

  @Test
  void every_other_verdict_stops_with_its_own_reason() {
    assertThat(stopped(new AddressVerdict.Invalid()).halt().code())
        .isEqualTo(ReasonCode.ADDRESS_INVALID);
    assertThat(stopped(new AddressVerdict.Invalid()).halt().sentence()).contains("Buffalo 14222");
    assertThat(stopped(new AddressVerdict.NotCovered("CIE")).halt().code())
        .isEqualTo(ReasonCode.ADDRESS_NOT_COVERED);
    assertThat(stopped(new AddressVerdict.Inconclusive()).halt().code())
        .isEqualTo(ReasonCode.ADDRESS_AMBIGUOUS);
  }

  private static AddressCheck.Stopped stopped(AddressVerdict verdict) {
    AddressCheck check =
        AddressCheck.judge(
            typed(List.of("1 Main St"), "NY", "14222"), verdict, Residential.ASK_UPS);
    assertThat(check).isInstanceOf(AddressCheck.Stopped.class);
    return (AddressCheck.Stopped) check;
  }

  @Test
  void with_leave_an_address_that_ups_can_not_check_passes_and_only_that() {
    Address typed = typed(List.of("Hauptstr. 5"), "", "10115");
    assertThat(
            AddressCheck.judge(
                typed,
                new AddressVerdict.NotCovered("why"),
                Residential.ASK_UPS,
                new AddressCheck.Leave(true, false)))
        .isEqualTo(new AddressCheck.Passed(true));
    assertThat(
            AddressCheck.judge(
                typed,
                new AddressVerdict.Invalid(),
                Residential.NO,
                new AddressCheck.Leave(true, false)))
        .isInstanceOf(AddressCheck.Stopped.class);
  }

  @Test
  void an_address_that_a_person_has_accepted_passes_whatever_ups_says() {
    Address typed = typed(List.of("Hauptstr. 5"), "", "10115");
    assertThat(
            AddressCheck.judge(
                typed,
                new AddressVerdict.Invalid(),
                Residential.NO,
                new AddressCheck.Leave(false, true)))
        .isEqualTo(new AddressCheck.Passed(false));
  }

  private static AddressCheck judge(String typed, String known) {
    return AddressCheck.judge(
        typed(List.of(typed), "NY", "14222"),
        new AddressVerdict.Valid(
            candidate(List.of(known), "NY", "14222", Classification.RESIDENTIAL)),
        Residential.ASK_UPS);
  }

  private static Address typed(List<String> lines, String state, String zip) {
    return new Address("Ann Lee", "", lines, "Buffalo", state, zip, "US", "");
  }

  private static Candidate candidate(
      List<String> lines, String state, String zip, Classification classification) {
    return new Candidate(lines, "BUFFALO", state, zip, "", "US", classification);
  }
}
