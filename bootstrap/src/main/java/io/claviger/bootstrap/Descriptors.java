package io.claviger.bootstrap;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * Shares the file descriptors that the system grants this process out among what strangers can make
 * it open. A listener that runs out of them stops listening for good.
 */
final class Descriptors {
  private static final long UNKNOWN = 1_024;
  private static final int OWN = 400;
  private static final int ADMIN_PORT = 1_024;
  private static final int DP_PORT = 20_000;

  private Descriptors() {}

  /** How many connections the admin port takes: a fifth, and never more than 1,024. */
  static int forAdminPort() {
    return (int) Math.min(ADMIN_PORT, forStrangers() / 5);
  }

  /** How many connections the data-plane port takes: three fifths, and never more than 20,000. */
  static int forDpPort() {
    return (int) Math.min(DP_PORT, forStrangers() * 3 / 5);
  }

  /** The last fifth is for those that are accepted only to be closed. */
  private static long forStrangers() {
    return Math.max(100, granted() - OWN);
  }

  private static long granted() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
        ? system.getMaxFileDescriptorCount()
        : UNKNOWN;
  }
}
