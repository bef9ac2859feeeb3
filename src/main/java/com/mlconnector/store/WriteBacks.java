package com.mlconnector.store;

import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.Halt;
import com.mlconnector.domain.ReasonCode;
import com.mlconnector.domain.Secret;
import com.mlconnector.domain.WriteBackSettings.Place;
import com.mlconnector.domain.Written;
import com.mlconnector.vault.Vault;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What we last wrote into each invoice, and what kept us from writing. */
public final class WriteBacks {
  static final String BEFORE = "notes-before";
  static final String TROUBLE = "write-back-trouble";

  /** What a person says about trouble. */
  public enum Answer {
    /** Write a new text; what stands there of the old one belongs to people. */
    FRESH_BLOCK,
    /** No more writes into this invoice. */
    LEAVE,
    /** Write as before. */
    AGAIN
  }

  /**
   * @param place where our text stands; empty while it stands nowhere
   * @param written what we know of it, in that place
   * @param open the hash of a text whose write was begun and not seen to arrive
   * @param before the invoice as it was before that write
   * @param writtenAt when a write was last begun
   * @param ended nothing is to be written any more, until a person says so
   */
  public record Last(
      Optional<Place> place,
      Written written,
      Optional<String> open,
      Optional<Secret> before,
      Optional<Instant> writtenAt,
      Optional<Halt> halt,
      boolean ended) {
    public static final Last NONE =
        new Last(
            Optional.empty(),
            Written.NOTHING,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false);

    /** What keeps us from writing, in one sentence. */
    public Optional<String> trouble() {
      return halt.map(Halt::sentence);
    }
  }

  /** Our own write, as two versions of the invoice that differ in nothing else. */
  public record Echo(String before, String after) {}

  private final Seals seals;

  public WriteBacks(Vault vault) {
    this.seals = new Seals(vault);
  }

  public Last find(Tx tx, ConnectionId connection, long invoice) {
    return tx.one(
            "select * from write_back where connection_id = $1 and invoice_id = $2",
            Tuple.of(connection.value(), invoice),
            row -> last(connection, row))
        .orElse(Last.NONE);
  }

  private Last last(ConnectionId connection, Row row) {
    boolean stands = row.getString("block_hash") != null;
    String answer = row.getString("answer");
    @Nullable OffsetDateTime written = row.getOffsetDateTime("written_at");
    return new Last(
        stands
            ? Optional.of(Place.valueOf(row.getString("place").toUpperCase(Locale.ROOT)))
            : Optional.empty(),
        new Written(
            Set.of(row.getArrayOfStrings("hashes")),
            stands,
            key(Answer.FRESH_BLOCK).equals(answer)),
        Optional.ofNullable(row.getString("pending_hash")),
        seals.openOptional(connection, BEFORE, row.getBuffer("sealed_before")),
        Optional.ofNullable(written).map(OffsetDateTime::toInstant),
        halt(connection, row),
        row.getBoolean("stopped") || key(Answer.LEAVE).equals(answer));
  }

  /** Committed before the call: the invoice as it was, and the text that is about to be there. */
  public void begin(Tx tx, ConnectionId connection, long invoice, String hash, String before) {
    // The ten newest: a page that was opened before may bring an older text of ours back.
    tx.change(
        """
        begun as (
          insert into write_back (connection_id, invoice_id, pending_hash, hashes, sealed_before,
                                  written_at)
          values ($1, $2, $3, array[$3], $4, now())
          on conflict (connection_id, invoice_id) do update
          set pending_hash = excluded.pending_hash,
              hashes = (array[$3] || array_remove(write_back.hashes, $3))[1:10],
              sealed_before = excluded.sealed_before, written_at = excluded.written_at)
        """,
        Tuple.of(
            connection.value(), invoice, hash, seals.seal(connection, BEFORE, new Secret(before))));
  }

  /**
   * The text with this hash stands in the invoice.
   *
   * @param echo the write that has just put it there, if it was one; empty where somebody else has
   *     written in between
   */
  public void confirm(
      Tx tx, ConnectionId connection, long invoice, Place place, String hash, Optional<Echo> echo) {
    // It is an echo only if whoever reads the invoice has read what stood there before.
    tx.change(
        """
        confirmed as (
          insert into write_back as w (connection_id, invoice_id, block_hash, hashes, place)
          values ($1, $2, $3, array[$3], $4)
          on conflict (connection_id, invoice_id) do update
          set block_hash = $3, place = $4, pending_hash = null,
              hashes = (array[$3] || array_remove(w.hashes, $3))[1:10],
              trouble_code = null, sealed_trouble = null, troubled_at = null,
              echo_version = case when $5::text is null then w.echo_version
                                  when w.echo_version = $5 or exists (
                                    select 1 from invoice i
                                    where i.connection_id = $1 and i.invoice_id = $2
                                      and i.version = $5) then $6 end)
        """,
        Tuple.tuple()
            .addString(connection.value())
            .addLong(invoice)
            .addString(hash)
            .addString(key(place))
            .addString(echo.map(Echo::before).orElse(null))
            .addString(echo.map(Echo::after).orElse(null)));
  }

  /**
   * A person should look.
   *
   * @param ended nothing is written into the invoice any more until one has
   */
  public void trouble(Tx tx, ConnectionId connection, long invoice, Halt halt, boolean ended) {
    tx.run(
        """
        insert into write_back as w (connection_id, invoice_id, trouble_code, sealed_trouble,
                                     troubled_at, stopped)
        values ($1, $2, $3, $4, now(), $5)
        on conflict (connection_id, invoice_id) do update
        set trouble_code = excluded.trouble_code, sealed_trouble = excluded.sealed_trouble,
            troubled_at = coalesce(w.troubled_at, excluded.troubled_at),
            stopped = excluded.stopped
        """,
        Tuple.of(
            connection.value(),
            invoice,
            halt.code().name(),
            seals.seal(connection, TROUBLE, new Secret(json(halt).encode())),
            ended));
  }

  /** Ends the trouble; the caller raises the work where something is to be written now. */
  public void answer(Tx tx, ConnectionId connection, long invoice, Answer answer) {
    boolean fresh = answer == Answer.FRESH_BLOCK;
    tx.run(
        """
        update write_back
        set trouble_code = null, sealed_trouble = null, troubled_at = null, stopped = false,
            pending_hash = null,
            answer = case when $3 = 'again' and answer = 'fresh-block' then answer
                          when $3 = 'again' then null else $3 end,
            block_hash = case when $4 then null else block_hash end,
            hashes = case when $4 then '{}' else hashes end
        where connection_id = $1 and invoice_id = $2
        """,
        Tuple.of(connection.value(), invoice, key(answer), fresh));
  }

  private Optional<Halt> halt(ConnectionId connection, Row row) {
    String code = row.getString("trouble_code");
    return seals
        .openOptional(connection, TROUBLE, row.getBuffer("sealed_trouble"))
        .map(text -> halt(ReasonCode.valueOf(code), new JsonObject(text.reveal())));
  }

  private static JsonObject json(Halt halt) {
    return new JsonObject()
        .put("sentence", halt.sentence())
        .put("ways", new JsonArray(halt.ways()));
  }

  private static Halt halt(ReasonCode code, JsonObject json) {
    return new Halt(
        code,
        json.getString("sentence"),
        json.getJsonArray("ways").stream().map(String::valueOf).toList());
  }

  private static String key(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
