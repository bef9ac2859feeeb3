package com.mlconnector.domain;

/** Something the reader decided on its own and the record should mention. */
public record Remark(FlagField field, String sentence) {}
