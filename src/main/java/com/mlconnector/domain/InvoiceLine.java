package com.mlconnector.domain;

import java.math.BigDecimal;

public record InvoiceLine(long id, String name, String description, BigDecimal quantity) {}
