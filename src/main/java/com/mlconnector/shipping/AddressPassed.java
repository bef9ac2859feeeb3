package com.mlconnector.shipping;

import java.util.Map;

/**
 * UPS, or a person, finds the address good; not stored yet.
 *
 * @param residential as it is to be declared
 * @param details for the audit
 */
record AddressPassed(boolean residential, Map<String, String> details) {}
