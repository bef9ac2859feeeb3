package com.mlconnector.freshbooks;

/**
 * A webhook registration at FreshBooks. Its verifier is never told here, only by delivery.
 *
 * @param event such as {@code invoice}, which stands for all its verbs
 */
public record Callback(long id, String event, String uri, boolean verified) {}
