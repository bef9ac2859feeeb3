/**
 * One class per promise to users, over real sockets: both stand-ins, Postgres and the gateway, each
 * class with its own. What counts is what the vendors themselves counted.
 */
@NullMarked
package com.mlconnector.scenario;

import org.jspecify.annotations.NullMarked;
