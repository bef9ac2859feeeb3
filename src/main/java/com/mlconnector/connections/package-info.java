/**
 * Who the gateway acts for: connections, consent, client profiles, and the webhook registrations
 * that follow.
 *
 * <p>State is in {@code connection}, {@code client_profile}, {@code consent}, {@code
 * consent_return} and {@code callback}. Handlers run on virtual threads. A consent that goes wrong
 * ends in a sentence for the person in front of the browser.
 */
@NullMarked
package com.mlconnector.connections;

import org.jspecify.annotations.NullMarked;
