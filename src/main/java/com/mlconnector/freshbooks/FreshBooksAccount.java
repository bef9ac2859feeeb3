package com.mlconnector.freshbooks;

import com.mlconnector.domain.ConnectionId;

/**
 * Whose books a call is about.
 *
 * @param accountId FreshBooks' {@code account_id}, case-sensitive; not the business id
 */
public record FreshBooksAccount(ConnectionId connection, String accountId) {}
