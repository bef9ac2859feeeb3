package com.mlconnector.verify;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What must hold after anything that happened, once everything is healed. Each is a comparison of
 * two accounts that do not know of each other: the vendors', the database's, the audit trail's.
 */
public final class Invariants {
  /** Leases are shorter on this ground. */
  private static final Duration STUCK = Duration.ofSeconds(60 + 3);

  /** Invoices that show that the work goes on. */
  private static final int FURTHER = 5;

  private static final String CONTROLS = "/_control";
  private static final String FLAG = "#ship ground 2lb";

  /** Due now, in hand, or back in a moment after trouble; what is planned for days ahead is not. */
  private static final String UNFINISHED =
      """
      select kind || ' ' || key || ', attempt ' || attempts || coalesce(': ' || trouble, '')
      from work
      where set_aside_at is null and due_at < now() + interval '45 seconds'
      order by due_at
      limit 20
      """;

  /** Questions that UPS will be asked, however far ahead the next one is. */
  private static final String UNKNOWN =
      """
      select 'lost answer of invoice ' || invoice_id from shipment
      where state in ('intended', 'purchase-unknown') and reason_code is null
      limit 20
      """;

  private final Rows rows;
  private final Clerk clerk;
  private final Api ups;

  public Invariants(Ground ground) {
    this(ground.rows(), ground.clerk(), ground.upsControls());
  }

  private Invariants(Rows rows, Clerk clerk, Api ups) {
    this.rows = rows;
    this.clerk = clerk;
    this.ups = ups;
  }

  /**
   * Of a gateway on any other ground.
   *
   * @param freshBooks where its stand-in listens, as {@code ups}
   */
  public static Invariants of(PostgresPlace database, String freshBooks, String ups) {
    return new Invariants(
        new Rows(database), new Clerk(new Api(freshBooks + CONTROLS)), new Api(ups + CONTROLS));
  }

  public Clerk clerk() {
    return clerk;
  }

  /**
   * Waits until nothing is left to do.
   *
   * @return how long that took
   */
  public Duration settle(Duration patience) {
    return Waiting.until(
        patience, () -> "all is done; left are " + unfinished(), () -> unfinished().isEmpty());
  }

  /** What is to be done yet, in words: webhooks on their way, work that is due or in hand. */
  public List<String> unfinished() {
    List<String> left = new ArrayList<>();
    clerk.deliveries().stream()
        .filter(delivery -> delivery.getString("state").equals("waiting"))
        .forEach(delivery -> left.add("webhook " + delivery.getJsonObject("fields").encode()));
    // Asked last: a webhook that has just arrived has raised its work by now.
    left.addAll(rows.texts(UNFINISHED));
    left.addAll(rows.texts(UNKNOWN));
    return left;
  }

  /** One sentence for each thing that is not as it must be; none if all is well. */
  public List<String> violations() {
    List<String> found = new ArrayList<>();
    acknowledgedIsKept(found);
    everythingIsExplained(found);
    boughtOnce(found);
    writtenBackOnce(found);
    audited(found);
    nothingIsStuck(found);
    return found;
  }

  /** I1: the sender's account against the journal. */
  private void acknowledgedIsKept(List<String> found) {
    Map<String, Long> acked =
        clerk.deliveries().stream()
            .filter(delivery -> delivery.getString("state").equals("delivered"))
            .map(delivery -> delivery.getJsonObject("fields"))
            .filter(fields -> !fields.getString("name").startsWith("callback"))
            .collect(
                Collectors.groupingBy(
                    fields -> fields.getString("name") + " " + fields.getString("object_id"),
                    Collectors.counting()));
    Map<String, Long> kept =
        rows.counts("select event || ' ' || object_id from delivery where source = 'freshbooks'");
    acked.forEach((event, times) -> {
      long there = kept.getOrDefault(event, 0L);
      if (there < times) {
        found.add("lost: " + event + " was acknowledged " + times + " times, is kept " + there);
      }
    });
    rows.texts(
            """
            select distinct object_id from delivery d
            where event like 'invoice.%' and not exists
              (select from invoice i where i.connection_id = d.connection_id
                                       and i.invoice_id::text = d.object_id)
            """)
        .forEach(invoice -> found.add("lost: invoice " + invoice + " was never read"));
  }

  /** I1 and I4: final, or waiting for a person with a reason. */
  private void everythingIsExplained(List<String> found) {
    rows.texts(
            """
            select invoice_id || ' is ' || state from shipment
            where state in ('address-to-check', 'ready-to-buy', 'intended', 'resumed')
               or (state in ('halted', 'purchase-unknown') and reason_code is null)
            """)
        .forEach(shipment -> found.add("stuck: invoice " + shipment));
    rows.texts(
            """
            select invoice_id from invoice i
            where verdict = 'ships' and not exists
              (select from shipment s where s.connection_id = i.connection_id
                                        and s.invoice_id = i.invoice_id)
            """)
        .forEach(invoice -> found.add("stuck: invoice " + invoice + " ships without a shipment"));
  }

  /** I2: UPS's account against ours. */
  private void boughtOnce(List<String> found) {
    Map<String, Integer> live = new HashMap<>();
    JsonObject references = ups.get("/references").getJsonObject("references", new JsonObject());
    for (String reference : references.fieldNames()) {
      // UPS keeps the invoice's own number as a second reference.
      if (reference.startsWith("FB-")) {
        live.put(reference, references.getJsonObject(reference).getInteger("live"));
      }
    }
    live.forEach((reference, count) -> {
      if (count > 1) {
        found.add("doubled: UPS has " + count + " live shipments for " + reference);
      }
    });
    Map<String, Long> bought = rows.counts("select reference from shipment where state = 'bought'");
    bought.keySet().stream()
        .filter(reference -> live.getOrDefault(reference, 0) != 1)
        .forEach(reference -> found.add("foreign: UPS does not know " + reference));
    live.entrySet().stream()
        .filter(entry -> entry.getValue() == 1 && !bought.containsKey(entry.getKey()))
        .forEach(entry -> found.add("lost: UPS has " + entry.getKey() + ", and we do not"));
    rows.texts(
            """
            select ups_shipment from shipment where state = 'bought'
            group by 1 having count(*) > 1
            """)
        .forEach(number -> found.add("doubled: two of ours are UPS's " + number));
  }

  /** I2: the invoices as they read against ours. */
  private void writtenBackOnce(List<String> found) {
    Map<String, Long> bought =
        rows.counts("select invoice_id::text from shipment where state = 'bought'");
    Map<String, String> notes =
        clerk.invoices().stream()
            .collect(
                Collectors.toMap(
                    invoice -> invoice.getLong("invoiceid").toString(),
                    invoice -> invoice.getString("notes", "")));
    bought
        .keySet()
        .forEach(invoice -> {
          int blocks = notes.getOrDefault(invoice, "").split(Clerk.BLOCK, -1).length - 1;
          if (blocks != 1) {
            found.add("written: " + blocks + " blocks in invoice " + invoice);
          }
        });
  }

  /** I3: each shipment's history against its state. */
  private void audited(List<String> found) {
    rows.texts(
            """
            with told as (
              select shipment_id as id, action, content::jsonb as said from audit
              where shipment_id is not null),
            sums as (
              select s.id, s.invoice_id, s.state, s.attempt, s.reason_code,
                (select count(*) from told t where t.id = s.id
                   and t.action = 'shipment-opened') as opened,
                (select count(*) from told t where t.id = s.id
                   and t.action = 'purchase-intended') as intended,
                (select count(*) from told t where t.id = s.id
                   and t.said ->> 'd.ups-shipment' = s.ups_shipment) as bought,
                (select count(*) from told t where t.id = s.id
                   and t.said ->> 'd.ups-shipment' is not null) as sold,
                (select count(*) from told t where t.id = s.id
                   and t.action = 'shipment-halted'
                   and t.said ->> 'd.reason' = s.reason_code) as halted
              from shipment s)
            select invoice_id || ' (' || state || '): opened ' || opened || ', intended '
                     || intended || ' of ' || attempt || ', bought ' || bought || ' of ' || sold
              from sums
              where opened <> 1 or intended <> attempt
                 or bought <> (case when state = 'bought' then 1 else 0 end) or sold <> bought
                 or (state = 'halted' and halted = 0)
            """)
        .forEach(history -> found.add("audit: invoice " + history));
  }

  /** I4. */
  private void nothingIsStuck(List<String> found) {
    rows.texts(
            """
            select kind || ' ' || key || ': ' || coalesce(trouble, 'no trouble') from work
            where set_aside_at is not null or due_at < now() - interval '%d seconds'
            """
                .formatted(STUCK.toSeconds()))
        .forEach(work -> found.add("stuck: " + work));
  }

  /**
   * I6: once all is healed, five more invoices ship.
   *
   * @return how long they take, all together
   */
  public Duration goesOn(Duration patience) {
    long client = clerk.newClient();
    List<Long> invoices =
        IntStream.range(0, FURTHER).mapToObj(i -> clerk.issue(client, FLAG)).toList();
    return Waiting.until(
        patience,
        () -> "of " + invoices + " all are written back; left is " + unfinished(),
        () -> invoices.stream().allMatch(clerk::isWrittenBack));
  }

  /** Bought shipments. */
  public long shipped() {
    return rows.number("select count(*) from shipment where state = 'bought'");
  }
}
