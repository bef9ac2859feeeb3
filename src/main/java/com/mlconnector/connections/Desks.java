package com.mlconnector.connections;

import com.mlconnector.audit.AuditTrail;
import com.mlconnector.bus.Hints;
import com.mlconnector.store.AcceptedAddresses;
import com.mlconnector.store.ClientProfiles;
import com.mlconnector.store.Connections;
import com.mlconnector.store.DataKeys;
import com.mlconnector.store.Database;
import com.mlconnector.store.Items;
import com.mlconnector.store.Shipments;
import com.mlconnector.store.TokenRows;
import com.mlconnector.store.VendorGates;
import com.mlconnector.store.Work;
import com.mlconnector.tokens.TokenMemory;
import com.mlconnector.vault.Vault;

/** What can be done with connections and clients, for the API and the command line alike. */
public record Desks(
    ConnectionDesk connections,
    ClientDesk clients,
    ProfileExport exports,
    ProfileImport imports,
    Deletion deletion) {

  /**
   * @param tokens those that this process has in mind
   */
  public static Desks of(
      Database database,
      DataKeys keys,
      Vault vault,
      TokenMemory tokens,
      AuditTrail audit,
      Hints hints) {
    ClientProfiles profiles = new ClientProfiles(vault);
    Connections connections = new Connections(vault, profiles);
    Shipments shipments = new Shipments(vault);
    TokenRows tokenRows = new TokenRows(vault);
    Items items = new Items();
    Work work = new Work(database);
    ConnectionDesk connectionDesk =
        new ConnectionDesk(
            database,
            connections,
            shipments,
            tokenRows,
            tokens,
            new VendorGates(database),
            work,
            audit,
            hints);
    ClientDesk clientDesk =
        new ClientDesk(
            database,
            profiles,
            new AcceptedAddresses(vault),
            shipments,
            tokenRows,
            tokens,
            work,
            audit,
            hints);
    return new Desks(
        connectionDesk,
        clientDesk,
        new ProfileExport(database, connections, profiles, items, audit),
        new ProfileImport(
            database, connections, profiles, items, connectionDesk, clientDesk, work, audit, hints),
        new Deletion(database, connections, keys, shipments, tokens, audit, hints));
  }
}
