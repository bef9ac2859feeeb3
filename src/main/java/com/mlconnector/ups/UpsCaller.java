package com.mlconnector.ups;

import com.mlconnector.domain.Secret;
import com.mlconnector.domain.TokenSubject;

/**
 * On whose behalf UPS is called.
 *
 * @param merchantId the six-character account sent as {@code x-merchant-id}, or empty
 */
public record UpsCaller(TokenSubject subject, Secret merchantId) {}
