package com.mlconnector.ups;

import com.mlconnector.domain.Secret;

/** Where Track Alert v1 sends its events; in v2 this is kept in UPS's developer portal. */
public record TrackAlertDestination(String url, Secret credential) {}
