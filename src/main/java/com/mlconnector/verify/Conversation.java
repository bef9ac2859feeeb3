package com.mlconnector.verify;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What client and server say on one connection, followed as far as it takes to know which answer
 * belongs to which statement.
 *
 * <p>Every simple query and every Sync of the extended protocol is answered by one ReadyForQuery,
 * in order: an exchange. What is executed outside of a transaction is committed by then.
 */
final class Conversation {
  private static final int NONE = -1;

  private final Predicate<Statement> toLose;
  private final Map<String, String> prepared = new HashMap<>();
  private final Map<String, String> portals = new HashMap<>();
  private boolean inTransaction;

  /** Exchanges begun. The first is the login, whose messages have no type. */
  private int asked = 1;

  private int answered;
  private int losing = NONE;

  Conversation(Predicate<Statement> toLose) {
    this.toLose = toLose;
  }

  /** A message of the client, before it is passed on. */
  synchronized void asks(char type, byte[] body) {
    switch (type) {
      case 'P' -> {
        ByteBuffer fields = ByteBuffer.wrap(body);
        prepared.put(text(fields), text(fields));
      }
      case 'B' -> {
        ByteBuffer fields = ByteBuffer.wrap(body);
        portals.put(text(fields), prepared.getOrDefault(text(fields), ""));
      }
      case 'E' -> executes(portals.getOrDefault(text(ByteBuffer.wrap(body)), ""));
      case 'Q' -> {
        executes(text(ByteBuffer.wrap(body)));
        asked++;
      }
      case 'S' -> asked++;
      default -> {}
    }
  }

  private void executes(String text) {
    Statement statement = new Statement(text, !inTransaction);
    inTransaction |= statement.begins();
    if (losing == NONE && toLose.test(statement)) {
      losing = asked;
    }
  }

  /** What becomes of a message of the server. */
  enum Fate {
    PASSED_ON,
    SWALLOWED,
    /** All is done that was to be done, and nobody will hear of it. */
    LAST
  }

  synchronized Fate answers(char type, byte[] body) {
    boolean lost = losing == answered;
    if (type != 'Z') {
      return lost ? Fate.SWALLOWED : Fate.PASSED_ON;
    }
    inTransaction = body[0] != 'I';
    answered++;
    return lost ? Fate.LAST : Fate.PASSED_ON;
  }

  /** Up to the next zero byte. */
  private static String text(ByteBuffer fields) {
    int end = fields.position();
    while (fields.get(end) != 0) {
      end++;
    }
    byte[] text = new byte[end - fields.position()];
    fields.get(text).get();
    return new String(text, StandardCharsets.UTF_8);
  }
}
