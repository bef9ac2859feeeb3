package com.mlconnector.access;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;

/** Whom a limit is kept for: an IPv4 address, or the 64 bits of IPv6 that one caller is given. */
final class RemoteNetwork {
  private static final int PREFIX_BYTES = 8;

  private RemoteNetwork() {}

  /**
   * @param address as a socket tells it, never a name
   */
  static String of(String address) {
    try {
      return InetAddress.getByName(address) instanceof Inet6Address wide
          ? HexFormat.of().formatHex(Arrays.copyOf(wide.getAddress(), PREFIX_BYTES)) + "/64"
          : address;
    } catch (UnknownHostException notAnAddress) {
      return address;
    }
  }
}
