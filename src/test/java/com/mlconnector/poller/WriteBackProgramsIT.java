package com.mlconnector.poller;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.poller.WriteBackDesk.Scan;
import com.mlconnector.support.HumanText;
import com.mlconnector.vendor.VendorAnswer;
import com.mlconnector.vendor.VendorCall;
import com.mlconnector.work.WorkResult;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * What {@code WritingProgramsTest} shows in memory, with everything real: work, Postgres, sockets.
 * A hundredth of {@code -Dproperty.programs}; the seed of a failing program is in its message.
 */
class WriteBackProgramsIT {
  private static final int PROGRAMS = Integer.getInteger("property.programs", 10_000) / 100;
  private static final long FIRST_SEED = Long.getLong("property.seed", 0);
  private static final List<Scan> SCANS = List.of(Scan.values());
  private static final List<Scan> MILESTONES =
      List.of(Scan.PICKED_UP, Scan.OUT_FOR_DELIVERY, Scan.DELIVERED);

  @AutoClose private static final WriteBackDesk desk = new WriteBackDesk();

  private int killed;

  private static final class Killed extends RuntimeException {
    Killed() {
      super("killed", null, false, false);
    }
  }

  @Test
  void no_program_loses_what_people_wrote() {
    // Some texts exceed what we write into; what FreshBooks takes is not the matter here.
    desk.set("notesLimit", 1_000_000);
    for (long seed = FIRST_SEED; seed < FIRST_SEED + PROGRAMS; seed++) {
      try {
        new Program(new Random(seed)).run();
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("property.seed " + seed + ": " + e.getMessage(), e);
      }
    }
    assertThat(killed).isGreaterThan(PROGRAMS / 4);
  }

  private final class Program {
    private final Random random;
    private final long invoice;
    private String human;
    private boolean calm;

    Program(Random random) {
      this.random = random;
      this.human = text();
      this.invoice = desk.shippedInvoice(human);
      desk.between = this::meanwhile;
    }

    void run() {
      int scans = 0;
      for (int i = 0; i < 3; i++) {
        if (scans < SCANS.size() && random.nextBoolean()) {
          desk.scan(invoice, 4 + scans, SCANS.get(scans++));
        }
        edit();
        write();
        assertThat(human()).as("what people last saved").isEqualTo(human);
      }
      calm = true;
      assertThat(desk.write(invoice)).isEqualTo(WorkResult.stored());
      String notes = desk.notes(invoice);
      assertThat(human()).isEqualTo(human);
      if (desk.last(invoice).trouble().isEmpty()) {
        assertThat(notes).containsOnlyOnce(desk.opening(invoice));
        assertThat(notes).endsWith("--- end of UPS shipment ---");
        assertThat(notes).contains(desk.parcel(invoice));
      } else {
        assertThat(desk.last(invoice).trouble().orElseThrow()).contains("no room");
        assertThat(human).hasSizeGreaterThan(9_000);
      }
    }

    private void write() {
      try {
        desk.write(invoice);
      } catch (Killed _) {
        killed++;
      }
    }

    /** Before a reading people may save; before and after any call we may be killed. */
    private VendorCall meanwhile(VendorCall call) {
      return request -> {
        maybeKill();
        if (!calm && request.method().equals(HttpMethod.GET) && random.nextInt(3) == 0) {
          edit();
        }
        Future<VendorAnswer> answer =
            !calm && request.method().equals(HttpMethod.PUT) && random.nextInt(8) == 0
                ? Future.succeededFuture(new VendorAnswer.NoAnswer("cut"))
                : call.send(request);
        maybeKill();
        return answer;
      };
    }

    private void maybeKill() {
      if (!calm && random.nextInt(12) == 0) {
        throw new Killed();
      }
    }

    private void edit() {
      if (random.nextBoolean()) {
        return;
      }
      String notes = desk.notes(invoice);
      int block = notes.indexOf(desk.opening(invoice));
      human = text();
      desk.editNotes(invoice, block < 0 ? human : human + "\n\n" + notes.substring(block));
    }

    /** All before our block, without the blank line that came with it. */
    private String human() {
      String notes = desk.notes(invoice);
      int block = notes.indexOf(desk.opening(invoice));
      if (block < 0) {
        return notes;
      }
      String before = notes.substring(0, block);
      return before.endsWith("\n\n") ? before.substring(0, before.length() - 2) : before;
    }

    /** As it survives the way through JSON in UTF-8: no half characters. */
    private String text() {
      String any = HumanText.of(random);
      return new String(any.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
  }

  @Test
  void the_same_holds_where_every_update_meets_one_of_a_person() {
    long invoice = desk.shippedInvoice("Thank you!");
    desk.between = call -> call;
    for (int i = 0; i < MILESTONES.size(); i++) {
      desk.scan(invoice, 4 + i, MILESTONES.get(i));
      String saved = "Version " + i + " \ud83d\ude00\r\n";
      String notes = desk.notes(invoice);
      int block = notes.indexOf(desk.opening(invoice));
      String theirs = block < 0 ? saved : saved + "\n\n" + notes.substring(block);
      // They save what they had opened before our write over it: an older block comes back.
      desk.editAtUpdate(invoice, "after", new JsonObject().put("notes", theirs));
      assertThat(desk.write(invoice)).isEqualTo(WorkResult.stored());
      assertThat(desk.notes(invoice)).startsWith(saved + "\n\n" + desk.opening(invoice));
    }
    assertThat(desk.notes(invoice)).contains("Delivered");
  }
}
