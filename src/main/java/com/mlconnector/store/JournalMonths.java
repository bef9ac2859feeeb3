package com.mlconnector.store;

import io.vertx.sqlclient.Tuple;
import java.time.Duration;

/**
 * The journal's partitions, one for each month: made ahead, and dropped when nobody needs them any
 * more. The tables are the owner's; what is called here are functions that he lent us.
 */
public final class JournalMonths {
  private final Database database;

  public JournalMonths(Database database) {
    this.database = database;
  }

  /** The number of months made: this one and the next two are there afterwards. */
  public int makeAhead() {
    return number("select journal_ahead()", Tuple.tuple()).intValue();
  }

  /** Drops the months that ended longer than {@code keep} ago; at least 30 days are kept. */
  public int drop(Duration keep) {
    return number(
            "select journal_drop($1::bigint * interval '1 millisecond')", Tuple.of(keep.toMillis()))
        .intValue();
  }

  /** Rows of months that are not there: somebody's clock is wrong. */
  public long strays() {
    return number("select journal_strays()", Tuple.tuple()).longValue();
  }

  private Number number(String sql, Tuple values) {
    return database.all(sql, values, row -> (Number) row.getValue(0)).getFirst();
  }
}
