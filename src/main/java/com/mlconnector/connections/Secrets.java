package com.mlconnector.connections;

import com.mlconnector.domain.Secret;

/** How secrets are shown: masked, unless somebody said why they need them in clear. */
public enum Secrets {
  MASKED,
  CLEAR;

  String show(Secret secret) {
    return this == CLEAR ? secret.reveal() : secret.masked();
  }
}
