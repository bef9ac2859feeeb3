package com.mlconnector.verify;

/** What an invoice asks for, as it stands and with what operators have said. */
sealed interface Wish {

  /**
   * @param service UPS's code
   * @param tenths of a pound
   * @param clientPays with an account of its own
   */
  record Ships(String service, int tenths, boolean clientPays) implements Wish {}

  /** Not before something changes. */
  record Waits() implements Wish {}

  record NotAsked() implements Wish {}

  /** Somebody says that it is not to be shipped. */
  record TakenBack() implements Wish {}

  /** A person has to act. */
  record Halts(String reason) implements Wish {}
}
