package com.mlconnector;

import com.mlconnector.vault.Vault;
import picocli.CommandLine.Command;

/** Makes a master key. */
@Command(
    name = "keys",
    description =
        "Prints a new master key for vault.master-key. Keep it: without it nothing opens.",
    mixinStandardHelpOptions = true)
final class KeysCommand implements Runnable {
  @Override
  public void run() {
    System.out.println(Vault.newMasterKey());
  }
}
