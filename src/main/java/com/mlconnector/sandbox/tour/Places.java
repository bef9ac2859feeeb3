package com.mlconnector.sandbox.tour;

import java.nio.file.Path;

/**
 * Where everything is, and how it proves itself.
 *
 * @param token an admin's, for the management API
 */
public record Places(
    String gateway,
    String management,
    String token,
    String freshBooks,
    String freshBooksClientId,
    String freshBooksClientSecret,
    String ups,
    String upsClientId,
    String upsClientSecret,
    String upsAccount,
    String clientUpsAccount,
    String psql,
    Path labels) {}
