package io.claviger.adapters.rest.health;

import java.util.List;

/** Whether the program can serve. */
@FunctionalInterface
public interface Readiness {
  /**
   * Why it cannot, in words that strangers may read, such as {@code sealed}; empty while it can.
   */
  List<String> reasons();
}
