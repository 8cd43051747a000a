package io.claviger.application.port;

import java.time.Duration;

/** Lets one of several processes, here this one, do what one must do alone. */
public interface Leases {
  /**
   * Takes or renews a lease. That it was granted does not prove that it still is: what it guards
   * must itself refuse a stale holder.
   */
  boolean acquire(String name, Duration duration);

  /** Gives a lease up that this process has; does nothing about any other. */
  void release(String name);
}
