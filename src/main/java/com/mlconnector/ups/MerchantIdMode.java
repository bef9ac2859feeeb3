package com.mlconnector.ups;

/**
 * Where {@code x-merchant-id} goes. UPS documents it for the token request only; some accounts are
 * set up to want it everywhere.
 */
public enum MerchantIdMode {
  EVERY_CALL,
  TOKEN_ONLY,
  NEVER
}
