package com.mlconnector.domain;

import org.jspecify.annotations.Nullable;

/**
 * Something in a flag that a person has to settle.
 *
 * @param sentence one plain sentence for the operator
 * @param suggestion what the token was probably meant to be
 * @param correctedLine the whole line with every suggestion applied, to copy into the invoice
 */
public record FlagProblem(
    ReasonCode code,
    String sentence,
    FlagPlace place,
    @Nullable String suggestion,
    @Nullable String correctedLine) {}
