package com.mlconnector.config;

import java.io.IOException;

/** Where the text of a secret comes from when the configuration only names its file. */
@FunctionalInterface
public interface SecretFiles {
  String read(String path) throws IOException;
}
