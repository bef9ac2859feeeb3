package com.mlconnector.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NotesBlockTest {
  private static final int PLENTY = 10_000;
  private static final String NUMBER = "1Z999AA10123456784";
  private static final LocalDate SHIPPED = LocalDate.of(2026, 8, 3);
  private static final String HUMAN =
      "Thank you for your order! \r\n#ship ups-ground 2.5lb 10x8x4\r\n";
  private static final NotesBlock LABEL = block(TrackingStatus.LABEL_CREATED);
  private static final NotesBlock UNDER_WAY = block(TrackingStatus.OUT_FOR_DELIVERY);

  @Test
  void a_block_tells_service_number_status_and_link() {
    assertThat(UNDER_WAY.render())
        .isEqualTo(
            """
            --- UPS shipment for invoice 1042 (kept up to date automatically) ---
            UPS Ground, 1 package, shipped 2026-08-03
            1Z999AA10123456784 - Out for delivery (2026-08-05)
            Track: https://www.ups.com/track?tracknum=1Z999AA10123456784
            --- end of UPS shipment ---\
            """);
  }

  @Test
  void a_template_says_it_in_other_words() {
    BlockTemplate words =
        new BlockTemplate(
            "{count} {packages} for {invoice}",
            "Parcel {tracking}: {status} on {date}!",
            "{service}");
    List<BlockShipment> label = List.of(shipment(1, TrackingStatus.LABEL_CREATED, null));
    assertThat(new NotesBlock("7", label, words).render().lines())
        .contains(
            "1 package for 7",
            "Parcel 1Z999AA10123456784: Label created on 2026-08-05!",
            "UPS Ground");
    assertThat(new NotesBlock("7", List.of(shipment(2, null, null)), words).render().lines())
        .contains("2 packages for 7", "Parcel 1Z999AA10123456784");
  }

  @Test
  void a_shipment_is_voided_when_all_its_parcels_are() {
    BlockShipment voided = shipment(2, TrackingStatus.VOIDED, null).voidedIfAllPiecesAre();
    assertThat(voided).isEqualTo(shipment(2, null, LocalDate.of(2026, 8, 5)));
    BlockShipment label = shipment(2, TrackingStatus.LABEL_CREATED, null);
    assertThat(label.voidedIfAllPiecesAre()).isEqualTo(label);
  }

  @Test
  void a_voided_shipment_stays_above_the_next_one() {
    NotesBlock block =
        new NotesBlock(
            "1042",
            List.of(
                shipment(1, null, LocalDate.of(2026, 8, 4)),
                shipment(1, TrackingStatus.PICKED_UP, null)));
    assertThat(block.render())
        .isEqualTo(
            """
            --- UPS shipment for invoice 1042 (kept up to date automatically) ---
            UPS Ground, 1 package, shipped 2026-08-03
            1Z999AA10123456784
            Voided 2026-08-04
            UPS Ground, 1 package, shipped 2026-08-03
            1Z999AA10123456784 - Picked up (2026-08-05)
            Track: https://www.ups.com/track?tracknum=1Z999AA10123456784
            --- end of UPS shipment ---\
            """);
  }

  @Test
  void up_to_ten_parcels_have_a_line_each_and_more_have_one() {
    assertThat(new NotesBlock("1", List.of(shipment(10, null, null))).render().lines())
        .contains("UPS Ground, 10 packages, shipped 2026-08-03")
        .filteredOn(line -> line.startsWith("1Z"))
        .hasSize(10);
    assertThat(new NotesBlock("1", List.of(shipment(13, null, null))).render().lines())
        .contains("and 12 more")
        .filteredOn(line -> line.startsWith("1Z"))
        .hasSize(1);
  }

  @Test
  void the_first_write_appends_after_one_blank_line() {
    Splice.Write write = (Splice.Write) LABEL.splice(HUMAN, Written.NOTHING, PLENTY);
    assertThat(write.notes()).isEqualTo(HUMAN + "\n\n" + LABEL.render());
    assertThat(write.hash()).isEqualTo(NotesBlock.contentHash(LABEL.render()));
    assertThat(write.shortened()).isFalse();
    assertThat(((Splice.Write) LABEL.splice("", Written.NOTHING, PLENTY)).notes())
        .isEqualTo(LABEL.render());
  }

  @Test
  void a_later_write_replaces_the_block_where_it_stands() {
    String before = HUMAN + "\n\n" + LABEL.render() + "\r\n  P.S. call me \ud83d\ude00  ";
    Splice.Write write = (Splice.Write) UNDER_WAY.splice(before, wrote(hash(LABEL)), PLENTY);
    assertThat(write.notes())
        .isEqualTo(HUMAN + "\n\n" + UNDER_WAY.render() + "\r\n  P.S. call me \ud83d\ude00  ");
  }

  @Test
  void the_same_text_is_not_written_again_even_after_freshbooks_normalised_it() {
    String normalised =
        HUMAN + "\n\n" + LABEL.render().replace("\n", "  \r\n").replace("(", "&#40;");
    assertThat(LABEL.splice(normalised, wrote(hash(LABEL)), PLENTY))
        .isEqualTo(new Splice.Unchanged(hash(LABEL), false));
    assertThat(LABEL.splice(normalised, Written.NOTHING, PLENTY))
        .isEqualTo(new Splice.Unchanged(hash(LABEL), false));
    assertThat(UNDER_WAY.splice(normalised, wrote(hash(LABEL)), PLENTY))
        .isInstanceOf(Splice.Write.class);
  }

  @Test
  void a_block_that_somebody_changed_is_left_alone() {
    String edited = HUMAN + "\n\n" + LABEL.render().replace("1 package", "1 big package");
    assertThat(UNDER_WAY.splice(edited, wrote(hash(LABEL)), PLENTY))
        .isEqualTo(new Splice.Edited("it is not as we wrote it."));
    String unknown = HUMAN + "\n\n" + LABEL.render();
    assertThat(UNDER_WAY.splice(unknown, Written.NOTHING, PLENTY))
        .isInstanceOf(Splice.Edited.class);
  }

  @Test
  void a_write_that_may_or_may_not_have_arrived_is_recognised() {
    String arrived = HUMAN + "\n\n" + LABEL.render();
    assertThat(
            UNDER_WAY.splice(
                arrived, new Written(Set.of("the one before", hash(LABEL)), true, false), PLENTY))
        .isInstanceOf(Splice.Write.class);
  }

  @Test
  void a_beginning_without_an_end_was_edited() {
    String cut = HUMAN + LABEL.render().lines().findFirst().orElseThrow() + "\nmine";
    assertThat(LABEL.splice(cut, wrote(hash(LABEL)), PLENTY))
        .isEqualTo(new Splice.Edited("it has a beginning but no end."));
    assertThat(LABEL.splice(cut + "\n" + LABEL.render(), wrote(hash(LABEL)), PLENTY))
        .isInstanceOf(Splice.Edited.class);
  }

  @Test
  void a_block_removed_by_hand_is_not_written_again() {
    assertThat(LABEL.splice(HUMAN, wrote(hash(LABEL)), PLENTY))
        .isEqualTo(new Splice.Edited("it was removed."));
  }

  @Test
  void a_block_that_may_never_have_arrived_is_written() {
    Written begun = new Written(Set.of(hash(LABEL)), false, false);
    assertThat(LABEL.splice(HUMAN, begun, PLENTY)).isInstanceOf(Splice.Write.class);
  }

  @Test
  void after_a_person_asked_for_a_fresh_block_the_old_one_belongs_to_them() {
    Written afresh = new Written(Set.of(), false, true);
    String edited = HUMAN + "\n\n" + LABEL.render().replace("1 package", "1 big package");
    Splice.Write write = (Splice.Write) LABEL.splice(edited, afresh, PLENTY);
    assertThat(write.notes()).isEqualTo(edited + "\n\n" + LABEL.render());

    Written fresh = new Written(Set.of(write.hash()), true, true);
    Splice.Write later = (Splice.Write) UNDER_WAY.splice(write.notes(), fresh, PLENTY);
    assertThat(later.notes()).isEqualTo(edited + "\n\n" + UNDER_WAY.render());
    assertThat(later.anotherBlock()).isFalse();
    assertThat(LABEL.splice(edited, fresh, PLENTY)).isInstanceOf(Splice.Edited.class);
  }

  @Test
  void a_block_without_an_end_is_passed_over_by_a_fresh_one() {
    String cut = HUMAN + LABEL.render().lines().findFirst().orElseThrow() + "\nmine";
    Written afresh = new Written(Set.of(), false, true);
    Splice.Write write = (Splice.Write) LABEL.splice(cut, afresh, PLENTY);
    assertThat(write.notes()).isEqualTo(cut + "\n\n" + LABEL.render());
    Written fresh = new Written(Set.of(write.hash()), true, true);
    assertThat(((Splice.Write) UNDER_WAY.splice(write.notes(), fresh, PLENTY)).notes())
        .isEqualTo(cut + "\n\n" + UNDER_WAY.render());
  }

  @Test
  void an_older_block_of_ours_that_an_old_page_brought_back_is_ours() {
    Written both = new Written(Set.of(hash(LABEL), hash(UNDER_WAY)), true, false);
    String old = HUMAN + "\n\n" + LABEL.render();
    assertThat(((Splice.Write) UNDER_WAY.splice(old, both, PLENTY)).notes())
        .isEqualTo(HUMAN + "\n\n" + UNDER_WAY.render());
  }

  @Test
  void a_block_stays_ours_when_the_invoice_gets_another_number() {
    NotesBlock renumbered = new NotesBlock("1043", LABEL.shipments());
    String notes = HUMAN + "\n\n" + LABEL.render();
    assertThat(((Splice.Write) renumbered.splice(notes, wrote(hash(LABEL)), PLENTY)).notes())
        .isEqualTo(HUMAN + "\n\n" + renumbered.render());
  }

  @Test
  void foreign_blocks_can_be_taken_out_and_ours_is_none() {
    String foreign = new NotesBlock("1041", LABEL.shipments()).render();
    String notes = HUMAN + "\n\n" + foreign + "\n\n" + LABEL.render() + "\nmine";
    assertThat(LABEL.withoutForeign(notes, Written.NOTHING))
        .isEqualTo(HUMAN + "\n\n" + LABEL.render() + "\nmine");
    assertThat(UNDER_WAY.withoutForeign(HUMAN, Written.NOTHING)).isEqualTo(HUMAN);
  }

  @Test
  void the_block_of_another_invoice_is_foreign() {
    String foreign = new NotesBlock("1041", LABEL.shipments()).render();
    Splice.Write write = (Splice.Write) LABEL.splice(foreign, Written.NOTHING, PLENTY);
    assertThat(write.notes()).isEqualTo(foreign + "\n\n" + LABEL.render());
    assertThat(write.anotherBlock()).isFalse();
    String cut = foreign.lines().findFirst().orElseThrow() + "\nmine";
    assertThat(((Splice.Write) LABEL.splice(cut, Written.NOTHING, PLENTY)).notes())
        .isEqualTo(cut + "\n\n" + LABEL.render());
  }

  @Test
  void of_two_blocks_the_first_is_replaced_and_the_second_reported() {
    String twice = LABEL.render() + "\nmine\n" + LABEL.render();
    Splice.Write write = (Splice.Write) UNDER_WAY.splice(twice, wrote(hash(LABEL)), PLENTY);
    assertThat(write.notes()).isEqualTo(UNDER_WAY.render() + "\nmine\n" + LABEL.render());
    assertThat(write.anotherBlock()).isTrue();
    assertThat(LABEL.splice(twice, wrote(hash(LABEL)), PLENTY))
        .isEqualTo(new Splice.Unchanged(hash(LABEL), true));
  }

  @Test
  void lines_like_ours_in_human_text_are_human() {
    String human =
        """
        --- end of UPS shipment ---
        --- UPS shipment for invoice 1042 ---
         --- UPS shipment for invoice 1042 (kept up to date automatically) ---
        -----
        """;
    assertThat(((Splice.Write) LABEL.splice(human, Written.NOTHING, PLENTY)).notes())
        .isEqualTo(human + "\n\n" + LABEL.render());
  }

  @Test
  void an_invoice_number_with_signs_is_found_again_as_an_entity() {
    NotesBlock block = new NotesBlock("A&B-7", LABEL.shipments());
    String read = ("x\n\n" + block.render()).replace("&", "&amp;");
    assertThat(block.splice(read, wrote(hash(block)), PLENTY)).isInstanceOf(Splice.Unchanged.class);
  }

  @Test
  void a_line_break_in_a_value_cannot_close_the_block() {
    NotesBlock block = new NotesBlock("7\n--- end of UPS shipment ---\n", LABEL.shipments());
    assertThat(block.render().lines()).hasSize(5);
  }

  @Test
  void full_notes_cost_the_link_first_and_then_the_status() {
    String full = UNDER_WAY.render();
    int link = "Track: https://www.ups.com/track?tracknum=1Z999AA10123456784\n".length();
    int status = " - Out for delivery (2026-08-05)".length();
    Splice.Write noLink = (Splice.Write) UNDER_WAY.splice("", Written.NOTHING, full.length() - 1);
    assertThat(noLink.shortened()).isTrue();
    assertThat(noLink.notes()).hasSize(full.length() - link).contains("Out for delivery");
    int shortest = full.length() - link - status;
    Splice.Write numbers = (Splice.Write) UNDER_WAY.splice("", Written.NOTHING, shortest);
    assertThat(numbers.notes()).hasSize(shortest).doesNotContain("Out for delivery");
    assertThat(UNDER_WAY.splice("", Written.NOTHING, shortest - 1))
        .isEqualTo(new Splice.TooLong(shortest, shortest - 1));
    assertThat(UNDER_WAY.splice(noLink.notes(), wrote(noLink.hash()), full.length() - 1))
        .isEqualTo(new Splice.Unchanged(noLink.hash(), false));
  }

  @Test
  void strip_leaves_every_other_character_where_it_was() {
    String notes = HUMAN + "\n\n" + LABEL.render() + "\n#ship";
    String stripped = NotesBlock.strip(notes);
    assertThat(stripped).hasSize(notes.length()).startsWith(HUMAN).endsWith("\n#ship");
    assertThat(stripped.substring(HUMAN.length(), stripped.length() - 5)).isBlank();
  }

  @Test
  void the_human_part_is_what_stood_there_before() {
    assertThat(NotesBlock.humanPart(HUMAN + "\n\n" + LABEL.render(), "1042")).isEqualTo(HUMAN);
    assertThat(NotesBlock.humanPart(LABEL.render(), "1042")).isEmpty();
    assertThat(NotesBlock.humanPart(HUMAN, "1042")).isEqualTo(HUMAN);
    assertThat(NotesBlock.humanPart(LABEL.render(), "1041")).isEqualTo(LABEL.render());
  }

  private static Written wrote(String hash) {
    return new Written(Set.of(hash), true, false);
  }

  private static String hash(NotesBlock block) {
    return NotesBlock.contentHash(block.render());
  }

  private static NotesBlock block(TrackingStatus status) {
    return new NotesBlock("1042", List.of(shipment(1, status, null)));
  }

  private static BlockShipment shipment(
      int pieces, @Nullable TrackingStatus status, @Nullable LocalDate voided) {
    BlockShipment.Piece piece =
        new BlockShipment.Piece(NUMBER, status, status == null ? null : LocalDate.of(2026, 8, 5));
    return new BlockShipment(Service.GROUND, SHIPPED, Collections.nCopies(pieces, piece), voided);
  }
}
