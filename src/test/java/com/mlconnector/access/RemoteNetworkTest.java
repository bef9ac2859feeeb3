package com.mlconnector.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RemoteNetworkTest {
  @Test
  void an_ipv4_address_stands_for_itself() {
    assertThat(RemoteNetwork.of("203.0.113.7")).isNotEqualTo(RemoteNetwork.of("203.0.113.8"));
    assertThat(RemoteNetwork.of("::ffff:203.0.113.7"))
        .isNotEqualTo(RemoteNetwork.of("::ffff:203.0.113.8"));
  }

  @Test
  void whoever_has_a_whole_ipv6_network_is_one_caller() {
    assertThat(RemoteNetwork.of("2001:db8:1:2::1"))
        .isEqualTo(RemoteNetwork.of("2001:db8:1:2:ffff::9"))
        .isNotEqualTo(RemoteNetwork.of("2001:db8:1:3::1"));
  }
}
