/**
 * The settings of one gateway: a file, environment variables, and one record tree made of both.
 *
 * <p>The tree is complete and checked, or there is a list of every mistake at once; nothing starts
 * on half a configuration. Reading touches files and Vert.x ({@link
 * com.mlconnector.config.ConfigReader}), deciding is pure. Secrets print as {@code ***} and appear
 * in no error. Everything here is immutable and may be shared between threads.
 */
@NullMarked
package com.mlconnector.config;

import org.jspecify.annotations.NullMarked;
