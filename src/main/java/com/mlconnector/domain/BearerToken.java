package com.mlconnector.domain;

import java.time.Instant;

/**
 * An access token, good until {@code expiresAt} at most.
 *
 * @param generation counts the pairs of one subject; tells whether a refused token is still the
 *     current one
 */
public record BearerToken(Secret value, Instant expiresAt, long generation) {}
