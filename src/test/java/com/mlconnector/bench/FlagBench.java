package com.mlconnector.bench;

import com.mlconnector.domain.FlagSettings;
import com.mlconnector.domain.FlagSources;
import com.mlconnector.domain.ShipFlag;
import com.mlconnector.domain.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** How many notes one core reads in a second. Every invoice that changes is read for its flag. */
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 10, time = 2)
@Measurement(iterations = 5, time = 2)
public class FlagBench {
  private static final int NOTES = 1024;
  private static final FlagSettings SETTINGS = FlagSettings.standard(Weight.Unit.POUND);

  private static final List<String> PROSE =
      List.of(
          "Thank you for your order! Please leave it at the back door if nobody answers.\n",
          "Payment is due within 30 days. A late fee of 1.5% per month applies after that.\n",
          "We ship on weekdays. Questions? Call (510) 555-0142 & ask for Rosa.\n",
          "Customer's PO 77-1042; deliver to dock #4, hours 8-16.\n",
          "Caf\u00e9 order, caf\u00e9 blend \u2013 \u201cas last time\u201d.\n",
          "");
  private static final List<String> FLAGS =
      List.of(
          "#ship ground 2.5lb 10x8x4\n",
          "#ship ups-ground 2 lbs 8 oz, 10 x 8 x 4 in, sig\n",
          "ship: 2day 40oz to=billing ref=A-77\n",
          "#ship gnd 5lb 12x12x6 / 3lb 10x8x4\n",
          "#ship gruond 2lb\n");
  private static final String BLOCK =
      """
      --- UPS shipment for invoice 1042 (kept up to date automatically) ---
      UPS Ground, 1 package, shipped 2026-08-03
      1Z999AA10123456784 - Out for delivery (2026-08-05)
      Track: https://www.ups.com/track?tracknum=1Z999AA10123456784
      --- end of UPS shipment ---
      """;

  /** Of a hundred notes, how many carry a flag. */
  @Param({"0", "10", "100"})
  int flagged;

  private final List<FlagSources> invoices = new ArrayList<>();
  private int next;

  @Setup
  public void write() {
    Random random = new Random(1042);
    for (int i = 0; i < NOTES; i++) {
      boolean flag = random.nextInt(100) < flagged;
      boolean shipped = flag && random.nextInt(3) == 0;
      String notes =
          any(PROSE, random)
              + any(PROSE, random)
              + (flag ? any(FLAGS, random) : "")
              + any(PROSE, random)
              + (shipped ? "\n" + BLOCK : "");
      invoices.add(FlagSources.notes(notes));
    }
  }

  private static String any(List<String> texts, Random random) {
    return texts.get(random.nextInt(texts.size()));
  }

  @Benchmark
  public ShipFlag notes() {
    next = (next + 1) % NOTES;
    return ShipFlag.read(invoices.get(next), SETTINGS);
  }
}
